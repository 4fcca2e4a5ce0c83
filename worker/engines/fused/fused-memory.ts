import type { KernelLayout, Kernels } from '../../kernels/bindings';
import type { DenseLayer } from '../../model/classifier';
import { type OptimizerName, TrainerError } from '../../protocol';
import { MOMENTS } from '../engine';

/** What a fused engine's memory depends on. */
export interface FusedShape {
  readonly layers: readonly DenseLayer[];
  readonly optimizer: OptimizerName;
  /** The most images in a batch. */
  readonly batchSize: number;
  readonly threads: number;
  /**
   * Whether there is a second place for weights and moments, where a step in pieces stores the updated ones. The step
   * can then be abandoned at any time before its last piece.
   */
  readonly hasSecondPlace: boolean;
}

/** The padded shape of a layer and the addresses of its arrays in bytes, each with the array's shape. */
export interface LayerPlacement {
  readonly layer: DenseLayer;
  /** `inputs` and `units`, each rounded up to whole panels. */
  readonly rows: number;
  readonly columns: number;
  /** The row where the second half of the kernel begins, if its sums are computed in two halves; else 0. */
  readonly half: number;
  /** Bytes from one block of sixteen rows of the kernel to the next. */
  readonly blockBytes: number;
  readonly kernel: number; // (rows / 16, columns / 16, 16, 16), with a gap after each block of an even number of panels
  readonly bias: number; // (columns)
  readonly input: number; // (batch, rows)
  readonly output: number; // (batch, columns)
  readonly dOutput: number; // (batch, columns)
}

/** The fields of the kernels' `Plan` that the engine writes when it starts. */
type ConstantField =
  | 'layerCount'
  | 'layers'
  | 'optimizer'
  | 'firstMoment'
  | 'secondMoment'
  | 'losses'
  | 'hits'
  | 'missing'
  | 'scratch'
  | 'scratchBytes'
  | 'team'
  | 'threads';

/** A memory layout: addresses in bytes. Everything has its place from the start; a step allocates nothing. */
export interface FusedMemory {
  readonly byteLength: number;
  /** The address of the kernels' `Plan`, and what to write into it. */
  readonly plan: number;
  readonly fields: Readonly<Record<ConstantField, number>>;
  /** Images that fit into a batch. */
  readonly capacity: number;
  readonly layers: readonly LayerPlacement[];
  /** The address of the `Layer` records for the weights in each of their places. */
  readonly layerRecords: readonly number[];
  /** Bytes from the first place of weights and moments to the second; 0 without a second place. */
  readonly secondPlace: number;
  /** Two buffers each, see batch-buffers.ts. */
  readonly pixels: readonly [number, number];
  readonly labels: readonly [number, number];
}

/** The fewest rows that are worth a chunk. */
export const LEAST_CHUNK_ROWS = 4;
/** An evaluation uses batches of at least this many images, however small the batches of the training are. */
export const LEAST_CAPACITY = 64;
/** Arrays begin at multiples of this many bytes, so that two threads never write to one cache line. */
const CACHE_LINE = 128;
/** The most bytes that a WebAssembly memory can have, less one page. */
const MOST_BYTES = 2 ** 32 - 2 ** 16;

/**
 * Lays out the memory of a network, its optimizer and its batch.
 * @param kernels any instance of the module: it says what the kernels themselves need
 * @throws TrainerError `engine-memory` if it is more than WebAssembly can address
 */
export function planFusedMemory(
  shape: FusedShape,
  kernels: Pick<Kernels, 'teamBytes' | 'denseScratchBytes'>,
  { size, optimizer }: KernelLayout,
): FusedMemory {
  const { panel } = size;
  let end = CACHE_LINE; // address 0 stays unused: it means “none”
  const take = (byteLength: number): number => {
    const address = end;
    end = roundUp(end + byteLength, CACHE_LINE);
    return address;
  };
  const { layers } = shape;
  const capacity = roundUp(Math.max(shape.batchSize, LEAST_CAPACITY), 2);
  const padded = layers.map(({ inputs, units }, i) => ({
    rows: roundUp(inputs, panel),
    columns: roundUp(units, panel),
    half: i === 0 && inputs > panel ? roundUp(inputs / 2, panel) : 0,
    blockBytes: blockBytesOf(Math.ceil(units / panel), panel),
  }));

  const team = take(kernels.teamBytes(shape.threads));
  const missing = take(4 * Math.ceil(capacity / LEAST_CHUNK_ROWS));
  const plan = take(size.plan);
  const places = shape.hasSecondPlace ? 2 : 1;
  const records = take(size.layer * layers.length * places);
  const weights = end;
  const parameters = padded.map(({ rows, columns, blockBytes }) => ({
    kernel: take((rows / panel) * blockBytes),
    bias: take(4 * columns),
  }));
  const weightBytes = end - weights;
  const placeBytes = weightBytes * (1 + MOMENTS[shape.optimizer]);
  take(places * placeBytes - weightBytes);

  const inputs = padded[0]?.rows ?? 0;
  const pixelBytes = roundUp(capacity, size.pixelRows) * inputs;
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
    Math.max(...layers.map(({ inputs, units }) => kernels.denseScratchBytes(inputs, units, capacity))),
    CACHE_LINE,
  );
  const scratch = take(scratchBytes * shape.threads);
  if (end > MOST_BYTES) throw engineMemory(layers, shape.batchSize, end);
  return {
    byteLength: end,
    plan,
    capacity,
    layers: placed,
    layerRecords: Array.from({ length: places }, (_, i) => records + i * size.layer * layers.length),
    secondPlace: shape.hasSecondPlace ? placeBytes : 0,
    pixels,
    labels,
    fields: {
      layerCount: layers.length,
      layers: records,
      optimizer: optimizer[shape.optimizer],
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

/**
 * An odd number of KB for each block of sixteen rows. An even number would put the same panel of all blocks into a
 * quarter of the first cache; an odd one spreads it over the whole.
 */
const blockBytesOf = (panels: number, panel: number): number => 4 * panel * panel * (panels + 1 - (panels % 2));

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

/** The error for a network and a batch whose memory cannot be allocated. */
export function engineMemory(
  layers: readonly DenseLayer[],
  batchSize: number,
  byteLength: number,
): TrainerError {
  const units = layers.slice(0, -1).map((layer) => layer.units);
  return new TrainerError({
    code: 'engine-memory',
    message: 'This network and this batch need more memory than a worker can have.',
    got: `${(byteLength / 2 ** 30).toFixed(1)} GiB for hidden-units="${units.join(',')}" and batch="${batchSize}"`,
    expected: 'at most 4 GiB, and no more than the browser has left',
    remedy: 'Use a smaller batch, fewer units or fewer layers.',
    field: batchSize > 1024 ? 'batchSize' : 'hiddenUnits',
  });
}
