import { ACTIVATION_NUMBERS } from '../../kernels/bindings';
import type { DenseLayer } from '../../model/classifier';
import { type OptimizerName, TrainerError } from '../../protocol';
import { MOMENTS } from '../engine';

/** What the size of a fused engine's memory depends on. */
export interface FusedShape {
  readonly layers: readonly DenseLayer[];
  readonly optimizer: OptimizerName;
  /** Most images in a batch. */
  readonly batchSize: number;
  readonly threads: number;
}

/** The fields of the kernels' `Plan` record, in its order, each of four bytes. */
const PLAN_FIELDS = [
  'layerCount',
  'layers',
  'optimizer',
  'rate',
  'epsilon',
  'decay1',
  'complement1',
  'decay2',
  'complement2',
  'firstMoment',
  'secondMoment',
  'count',
  'fromPixels',
  'pixels',
  'labels',
  'losses',
  'hits',
  'correct',
  'scratch',
  'scratchBytes',
  'chunkRows',
  'missing',
  'team',
  'threads',
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** Index of a field among the four-byte values of the record. */
export const planField = (name: PlanField): number => PLAN_FIELDS.indexOf(name);

/** Where one layer's arrays begin, in bytes, and its padded shape. Beside it stand the shapes of the arrays. */
export interface LayerPlacement {
  readonly layer: DenseLayer;
  /** `inputs` and `units`, rounded up to whole panels. */
  readonly rows: number;
  readonly columns: number;
  /** The row from which on the kernel's sums are made apart, or 0. */
  readonly half: number;
  /** From one block of sixteen rows of the kernel to the next, a multiple of 1,024. */
  readonly blockBytes: number;
  readonly kernel: number; // (rows / 16, columns / 16, 16, 16), with a gap behind a block of an even number of panels
  readonly bias: number; // (columns)
  readonly input: number; // (batch, rows)
  readonly output: number; // (batch, columns)
  readonly dOutput: number; // (batch, columns)
}

/** A memory layout: addresses in bytes. Everything is there from the start; a step allocates nothing. */
export interface FusedMemory {
  readonly byteLength: number;
  /** The kernels' `Plan` record, and what to write into it. */
  readonly plan: number;
  readonly fields: Readonly<Partial<Record<PlanField, number>>>;
  /** Images that fit into a batch. */
  readonly capacity: number;
  readonly layers: readonly LayerPlacement[];
  /** The images' bytes and labels: of the batch in work, and of the next one. */
  readonly pixels: readonly [number, number];
  readonly labels: readonly [number, number];
}

/** Columns of a panel, as in the kernels. */
export const PANEL = 16;
/** Bytes of a panel's sixteen rows. */
const SQUARE_BYTES = 4 * PANEL * PANEL;
/** Most rows that the kernels compute together, and fewest that are worth a chunk. */
export const BLOCK_ROWS = 32;
export const LEAST_CHUNK_ROWS = 4;
/** Images whose bytes the kernels turn together. */
const PIXEL_ROWS = 8;
/** An entry of a list: two values and an offset. */
const ENTRY_BYTES = 16;
/** An evaluation goes in batches of at least so many images, however small those of the training are. */
const LEAST_CAPACITY = 64;
const PLAN_BYTES = 4 * PLAN_FIELDS.length;
const LAYER_BYTES = 48;
/** The team's fields, and those of each thread, as team.ts lays them out. */
const TEAM_BYTES = 768;
const THREAD_BYTES = 128;
/** Arrays begin on multiples of it, so that no two threads write into one cache line. */
const CACHE_LINE = 128;
/** What WebAssembly can address. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

const OPTIMIZER_NUMBERS = { adam: 0, sgd: 1, momentum: 2, rmsprop: 3 } as const;

/**
 * Lays out the memory of a network, its optimizer and its batch.
 * @throws TrainerError `engine-memory` when it is more than WebAssembly can address
 */
export function planFusedMemory(shape: FusedShape): FusedMemory {
  let end = CACHE_LINE; // address 0 stays unused: it means “none”
  const take = (byteLength: number): number => {
    const address = end;
    end = roundUp(end + byteLength, CACHE_LINE);
    return address;
  };
  const { layers } = shape;
  const capacity = roundUp(Math.max(shape.batchSize, LEAST_CAPACITY), 2);
  const padded = layers.map(({ inputs, units }, i) => ({
    rows: roundUp(inputs, PANEL),
    columns: roundUp(units, PANEL),
    half: i === 0 && inputs > PANEL ? roundUp(inputs / 2, PANEL) : 0,
    blockBytes: blockBytesOf(roundUp(units, PANEL) / PANEL),
  }));

  const team = take(TEAM_BYTES + THREAD_BYTES * shape.threads);
  const missing = take(4 * Math.ceil(capacity / LEAST_CHUNK_ROWS));
  const plan = take(PLAN_BYTES);
  const records = take(LAYER_BYTES * layers.length);
  const weights = end;
  const parameters = padded.map(({ rows, columns, blockBytes }) => ({
    kernel: take((rows / PANEL) * blockBytes),
    bias: take(4 * columns),
  }));
  const weightBytes = end - weights;
  take(weightBytes * MOMENTS[shape.optimizer]);

  const inputs = padded[0]?.rows ?? 0;
  const pixelBytes = roundUp(capacity, PIXEL_ROWS) * inputs;
  const pixels = [take(pixelBytes), take(pixelBytes)] as const;
  const labels = [take(capacity), take(capacity)] as const;
  const losses = take(4 * capacity);
  const hits = take(4 * capacity);
  let input = take(4 * capacity * inputs);
  const placed = layers.map((layer, i): LayerPlacement => {
    const { rows, columns, half, blockBytes } = padded[i] as (typeof padded)[number];
    const { kernel, bias } = parameters[i] as (typeof parameters)[number];
    const output = take(4 * capacity * columns);
    const dOutput = take(4 * capacity * columns);
    const placement = { layer, rows, columns, half, blockBytes, kernel, bias, input, output, dOutput };
    input = output;
    return placement;
  });
  const scratchBytes = roundUp(
    Math.max(...placed.map((layer) => Math.max(rowsScratch(layer), kernelScratch(layer, capacity)))),
    CACHE_LINE,
  );
  const scratch = take(scratchBytes * shape.threads);
  if (end > MOST_BYTES) throw engineMemory(layers, shape.batchSize, end);
  return {
    byteLength: end,
    plan,
    capacity,
    layers: placed,
    pixels,
    labels,
    fields: {
      layerCount: layers.length,
      layers: records,
      optimizer: OPTIMIZER_NUMBERS[shape.optimizer],
      firstMoment: weightBytes,
      secondMoment: 2 * weightBytes,
      losses,
      hits,
      missing,
      scratch,
      scratchBytes,
      team,
      threads: shape.threads,
    },
  };
}

/** Working memory of a block of the kernel: its gradient, a list of two columns of the batch, and sixteen columns of its images. */
function kernelScratch({ columns }: LayerPlacement, capacity: number): number {
  return 4 * PANEL * columns + ENTRY_BYTES * capacity + PANEL * roundUp(capacity, PIXEL_ROWS);
}

/** Working memory of a block of rows: a panel of the transposed kernel, and the lists of the rows two by two. */
function rowsScratch({ layer, columns }: LayerPlacement): number {
  const listBytes = (BLOCK_ROWS / 2) * (4 + ENTRY_BYTES * Math.max(layer.inputs, layer.units));
  return 4 * PANEL * columns + listBytes;
}

/** The values of a `Layer` record, in the kernels' order. */
export function layerRecord({ layer, ...at }: LayerPlacement): readonly number[] {
  const activation = ACTIVATION_NUMBERS[layer.activation];
  return [
    layer.inputs,
    layer.units,
    activation,
    at.rows,
    at.columns,
    at.half,
    at.blockBytes,
    at.kernel,
    at.bias,
    at.input,
    at.output,
    at.dOutput,
  ];
}

/** An odd number of KB, so that one panel of all blocks spreads over the whole first cache instead of a quarter of it. */
const blockBytesOf = (panels: number): number => SQUARE_BYTES * (panels + 1 - (panels % 2));

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

/** The error of a network and a batch whose memory cannot be had. */
export function engineMemory(
  layers: readonly DenseLayer[],
  batchSize: number,
  byteLength: number,
): TrainerError {
  const units = layers.slice(0, -1).map((layer) => layer.units);
  return new TrainerError({
    code: 'engine-memory',
    message: 'This network and this batch need more memory than the worker can have.',
    got: `${(byteLength / 2 ** 30).toFixed(1)} GiB for hidden-units="${units.join(',')}" and batch="${batchSize}"`,
    expected: 'at most 4 GiB, and as much as the browser still has to give',
    remedy: 'Use a smaller batch, fewer units or fewer layers.',
    field: batchSize > 1024 ? 'batchSize' : 'hiddenUnits',
  });
}
