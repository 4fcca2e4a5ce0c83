// The records that describe a network, its optimizer and the current batch to the kernels.
//
// The fused engine (worker/engines/fused/) writes one `Plan` and one `Layer` for each layer when it starts, and a few
// fields before each step. It finds each field by the offset that the module exports (layout.ts), so fields can be
// moved or added without a change in the engine's code. The kernels allocate nothing: the engine has chosen every
// address below.

/**
 * Columns of a panel, which is also the width of a tile. Rows and columns of matrices are padded with zeros to a
 * multiple of it.
 */
export const PANEL: i32 = 16;
/** Bytes of one row of a panel: 16 float32. */
export const PANEL_BYTES: usize = 64;
/** Bytes of a panel of sixteen rows. */
export const SQUARE_BYTES: usize = 1024;
/** The most rows of a batch that are computed together. Their lists and sums then fit into a core's cache. */
export const BLOCK_ROWS: i32 = 32;

/** `Plan.optimizer`. Each optimizer has its own file with its formula. */
export enum Optimizer {
  adam,
  sgd,
  momentum,
  rmsprop,
}

/** A network, its optimizer, the current batch, and the addresses of everything. Every field has four bytes. */
@unmanaged
export class Plan {
  layerCount: i32;
  /** `Layer` records, first layer first. */
  layers: usize;

  optimizer: i32;
  // The optimizer's numbers for the current step. adam.ts, sgd.ts, momentum.ts and rms-prop.ts have the formulas.
  /** The factor of the step. For Adam it includes the bias correction. */
  rate: f32;
  epsilon: f32;
  /** Adam's β₁, RMSProp's and momentum's decay. */
  decay1: f32;
  /** 1 − decay1, rounded to float32 from float64. */
  complement1: f32;
  /** Adam's β₂. */
  decay2: f32;
  complement2: f32;
  /** Bytes from a weight to its moments: a weight at address w has its first moment at w + firstMoment. */
  firstMoment: usize;
  secondMoment: usize;
  /**
   * For a step in pieces: bytes from a weight to the place where its updated value is stored, modulo 2³². Moments have
   * the same distance. 0 if weights are updated in place.
   */
  updated: usize;

  /** Images in the batch. */
  count: i32;
  /** 1 if `pixels` holds the batch; 0 if the first layer's `input` holds it as float32. */
  fromPixels: i32;
  /**
   * Bytes, shape (count rounded up to 8, rows of the first layer). Bytes between the first layer's inputs and its
   * rows are 0. Bytes of rows from `count` on may be anything.
   */
  pixels: usize;
  /** Bytes, shape (count), each a class. */
  labels: usize;
  /** The step's result: cross-entropies in nats, float32, shape (count). */
  losses: usize;
  /** The step's result: 1 where the most probable class is the label, else 0, int32, shape (count). */
  hits: usize;
  /** The step's result: the sum of `hits`. */
  correct: i32;

  /** Working memory, `scratchBytes` for each thread. */
  scratch: usize;
  scratchBytes: usize;
  /** Rows of the batch in a chunk, an even number up to BLOCK_ROWS. */
  chunkRows: i32;
  /**
   * For each chunk of rows, how many of its two first-layer sums are not finished, int32, shape (chunks of rows). See
   * jobs.ts.
   */
  missing: usize;
  /** For a job in pieces (pieces.ts): its layer, the first one is 0. */
  layer: i32;
  /** Rows of the batch in a piece, an even number up to BLOCK_ROWS. */
  pieceRows: i32;
  /** Columns in a piece, a multiple of 16. */
  pieceColumns: i32;
  /** In the build without threads, the pieces of the job that are not computed yet. */
  piecesLeft: i32;
  /** The memory in which the threads coordinate, see team-memory.ts. */
  team: usize;
  /** Threads that work on the plan now, the trainer's own included. */
  threads: i32;
}

/** One Dense layer: output = activation(input · kernel + bias). Every field has four bytes. */
@unmanaged
export class Layer {
  inputs: i32;
  units: i32;
  /** A number from activation.ts. */
  activation: i32;
  /** `inputs` and `units`, each rounded up to a multiple of 16. */
  rows: i32;
  columns: i32;
  /**
   * The row where the second half of the kernel begins, a multiple of 16, if the sums over the inputs are computed in
   * two halves. 0 if they are computed in one piece.
   */
  half: i32;
  /** Bytes from one block of sixteen rows of the kernel to the next. */
  blockBytes: usize;
  /** Blocks of sixteen rows; within a block, panels of sixteen columns: shape (rows / 16, columns / 16, 16, 16). */
  kernel: usize;
  /** Shape (columns). */
  bias: usize;
  /** The previous layer's output, or the images: shape (batch, rows). */
  input: usize;
  /** Shape (batch, columns). */
  output: usize;
  /** The gradient of the loss with respect to the layer's values before its activation, shape (batch, columns). */
  dOutput: usize;
}

// @inline
export function layerAt(plan: Plan, index: i32): Layer {
  return changetype<Layer>(plan.layers + <usize>index * offsetof<Layer>());
}

/** The address of the batch's pixels if they are this layer's input, or 0. */
// @inline
export function pixelsOf(plan: Plan, layer: i32): usize {
  return layer === 0 && plan.fromPixels ? plan.pixels : 0;
}
