// How the fused engine's memory is laid out. The bindings write these records once for each configuration
// (worker/engines/fused/fused-memory.ts names the same fields in the same order); nothing is allocated afterwards.

/** Columns of a panel, which is the width of a tile. Rows and columns of matrices are padded with zeros to it. */
export const PANEL: i32 = 16;
/** Bytes of one row of a panel. */
export const PANEL_BYTES: usize = 64;
/** Bytes of a panel of sixteen rows. */
export const SQUARE_BYTES: usize = 1024;
/** Most rows of a batch that are computed together, so that their lists and sums stay in the cache. */
export const BLOCK_ROWS: i32 = 32;

export const ADAM = 0;
export const SGD = 1;
export const MOMENTUM = 2;
export const RMSPROP = 3;

/** A network, its optimizer, the batch in work, and where everything is. Every field has four bytes. */
@unmanaged
export class Plan {
  layerCount: i32;
  /** `Layer` records, first layer first. */
  layers: usize;

  optimizer: i32;
  // The optimizer's numbers for this step; see adam.ts, momentum.ts and rms-prop.ts.
  rate: f32;
  epsilon: f32;
  decay1: f32;
  complement1: f32;
  decay2: f32;
  complement2: f32;
  /** From a weight to its moments, in bytes. */
  firstMoment: usize;
  secondMoment: usize;

  /** Images in the batch. */
  count: i32;
  /** 1 when `pixels` holds the batch, 0 when its float32 values lie in the first layer's input. */
  fromPixels: i32;
  /** Bytes, shape (count rounded up to 8, rows of the first layer), of which those behind its inputs are 0. */
  pixels: usize;
  /** Bytes, shape (count). */
  labels: usize;
  /** Cross-entropies, float32, shape (count). */
  losses: usize;
  /** 1 where the most probable class is the label, int32, shape (count). */
  hits: usize;
  /** How many of them are 1, once a step is done. */
  correct: i32;

  /** Working memory of each thread, and its length in bytes. */
  scratch: usize;
  scratchBytes: usize;
  /** Rows of a batch that a thread takes at a time, an even number up to BLOCK_ROWS. */
  chunkRows: i32;
  /** How many of its two sums each chunk of rows still lacks, int32, shape (chunks of rows). */
  missing: usize;
  /** Where the threads meet; see team.ts. */
  team: usize;
  threads: i32;
}

/** One Dense layer. Every field has four bytes. */
@unmanaged
export class Layer {
  inputs: i32;
  units: i32;
  activation: i32;
  /** `inputs` and `units` padded to whole panels. */
  rows: i32;
  columns: i32;
  /** Where the kernel's second half of rows begins, a multiple of 16, if sums over the inputs are made in two halves, or 0. */
  half: i32;
  /** Bytes from one block of sixteen rows of the kernel to the next. */
  blockBytes: usize;
  /** Block by block, and in each panel by panel: shape (rows / 16, columns / 16, 16, 16). */
  kernel: usize;
  /** Shape (columns). */
  bias: usize;
  /** The outputs of the layer before, or the images: shape (batch, rows). */
  input: usize;
  /** Shape (batch, columns). */
  output: usize;
  /** The loss' gradient before the activation, shape (batch, columns). */
  dOutput: usize;
}

/** The bytes of a `Layer` record. */
export const LAYER_BYTES: usize = 48;

// @inline
export function layerAt(plan: Plan, index: i32): Layer {
  return changetype<Layer>(plan.layers + <usize>index * LAYER_BYTES);
}
