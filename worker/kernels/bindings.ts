import { type OptimizerName, TrainerError } from '../protocol';
import { compileWasm } from './compile';

/** The version of the exported functions, as in `assembly/index.ts`. */
const ABI_VERSION = 9;

/**
 * The number of each activation in the kernels. For the kernels, a layer with softmax is linear, because softmax is
 * computed together with the loss. test/kernels/activation.test.ts compares the result of each number with its
 * function.
 */
export const ACTIVATION_NUMBERS = { linear: 0, softmax: 0, relu: 1, tanh: 2, sigmoid: 3 } as const;

/** The fields of a `Plan`, which `assembly/plan.ts` describes. */
export type PlanField =
  | 'layerCount'
  | 'layers'
  | 'optimizer'
  | 'rate'
  | 'epsilon'
  | 'decay1'
  | 'complement1'
  | 'decay2'
  | 'complement2'
  | 'firstMoment'
  | 'secondMoment'
  | 'updated'
  | 'count'
  | 'fromPixels'
  | 'pixels'
  | 'labels'
  | 'losses'
  | 'hits'
  | 'correct'
  | 'scratch'
  | 'scratchBytes'
  | 'chunkRows'
  | 'missing'
  | 'layer'
  | 'pieceRows'
  | 'pieceColumns'
  | 'piecesLeft'
  | 'team'
  | 'threads';

/** The fields of a `Layer`. */
export type LayerField =
  | 'inputs'
  | 'units'
  | 'activation'
  | 'rows'
  | 'columns'
  | 'half'
  | 'blockBytes'
  | 'kernel'
  | 'bias'
  | 'input'
  | 'output'
  | 'dOutput';

/** The sizes in `assembly/layout.ts`. */
type SizeName = 'plan' | 'layer' | 'panel' | 'blockRows' | 'pixelRows';

/** The jobs in `assembly/pieces.ts`. */
export type PiecesJob = 'forward' | 'loss' | 'probabilities' | 'backward' | 'update';

/**
 * The kernels' memory layout, as the module exports it: `plan.rate` is the offset of the field `rate` from the start
 * of a `Plan`, in bytes. The sources of the module are its only definition.
 */
export interface KernelLayout {
  readonly plan: Readonly<Record<PlanField, number>>;
  readonly layer: Readonly<Record<LayerField, number>>;
  readonly size: Readonly<Record<SizeName, number>>;
  /** The number of each optimizer. */
  readonly optimizer: Readonly<Record<OptimizerName, number>>;
  /** The number of each job in pieces. */
  readonly pieces: Readonly<Record<PiecesJob, number>>;
}

/**
 * The functions of the kernels' module. The comments in `assembly/` say what each one computes. Addresses are in bytes
 * from the start of the module's memory. Arrays are float32 and row-major unless stated otherwise.
 */
export interface Kernels {
  abiVersion(): number;

  /** Bytes that `matMul` needs at `scratch`. */
  matMulScratchBytes(inner: number, columns: number): number;
  /** c (rows, columns) = activation(a · b + bias); `bias` 0 is none, `scratch` a multiple of 16. */
  matMul(
    a: number,
    b: number,
    c: number,
    rows: number,
    inner: number,
    columns: number,
    transposeA: number,
    transposeB: number,
    bias: number,
    activation: number,
    scratch: number,
  ): void;
  columnSums(x: number, sums: number, rows: number, columns: number): void;
  activate(activation: number, x: number, y: number, count: number): void;
  activateBackward(activation: number, y: number, dY: number, dX: number, count: number): void;
  exponentials(x: number, y: number, count: number): void;
  logarithms(x: number, y: number, count: number): void;
  hyperbolicTangents(x: number, y: number, count: number): void;
  /** Two rows of bytes as list entries of sixteen bytes; returns how many. */
  listPixels(
    first: number,
    second: number,
    columns: number,
    list: number,
    step: number,
    sixteen: number,
  ): number;
  /** Sixteen columns of bytes as rows. */
  transposePixels(from: number, fromStride: number, rows: number, to: number, toStride: number): void;
  softmax(z: number, probabilities: number, rows: number, classes: number, stride: number): void;
  softmaxCrossEntropy(
    z: number,
    labels: number,
    losses: number,
    hits: number,
    dZ: number,
    rows: number,
    classes: number,
    stride: number,
    scale: number,
  ): void;

  formatPixels(from: number, to: number, count: number): void;

  sgd(w: number, g: number, count: number, rate: number): void;
  momentum(w: number, a: number, g: number, count: number, rate: number, decay: number): void;
  rmsProp(w: number, s: number, g: number, count: number, rate: number, decay: number, epsilon: number): void;
  adam(
    w: number,
    m: number,
    v: number,
    g: number,
    count: number,
    rate: number,
    epsilon: number,
    beta1: number,
    beta2: number,
  ): void;

  /** Bytes of the memory in which this many threads coordinate. */
  teamBytes(threads: number): number;
  /** Bytes of working memory that a thread needs for a layer, in batches of up to `capacity` images. */
  denseScratchBytes(inputs: number, units: number, capacity: number): number;
  /** Begins a weight update on the plan's batch. Helper threads continue with it until `finishStep`. */
  beginStep(plan: number): void;
  /** Returns the sum of the batch's losses, in nats. Helpers may still be updating weights. */
  endStep(plan: number): number;
  /** Returns when the update is complete. */
  finishStep(plan: number): void;
  /** Returns the sum of the batch's losses, in nats. Leaves the weights as they are. */
  evaluateStep(plan: number): number;
  /** Leaves the class probabilities in the last layer's output. */
  predictStep(plan: number): void;
  /** Begins a job that is computed in pieces, after the plan's `layer`, `pieceRows` and `pieceColumns` have been set. */
  beginPieces(plan: number, job: number): void;
  /** Computes one piece and returns 1. If none is left, waits until all are computed and returns 0. */
  computePiece(plan: number): number;
  /** Leaves the job: waits for pieces that other threads have begun, and drops all others. */
  leavePieces(plan: number): void;
  /** The same as `endStep` for a step in pieces, after the job `loss`. */
  sumLosses(plan: number): number;
  /** A helper thread's work. Returns after `leave`, or after a `resize` to no more threads than its number. */
  help(plan: number, thread: number): void;
  /** Makes all helpers return from `help`. */
  leave(plan: number): void;
  /** Sets how many threads work on the plan, from the next step. */
  resize(plan: number, threads: number): void;
}

/**
 * Compiles one of the two builds of the kernels: `kernels.wasm`, or `kernels-threads.wasm` for a shared memory.
 * @throws TrainerError `wasm-simd-missing` or `engine-start`
 */
export async function compileKernels(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  if (!WebAssembly.validate(bytes)) throw simdMissing();
  try {
    return await compileWasm(bytes);
  } catch (thrown) {
    throw new TrainerError({
      code: 'engine-start',
      message: 'The training kernels could not be compiled.',
      got: String(thrown),
      expected: 'a worker that may compile WebAssembly',
      remedy:
        "If the page has a Content-Security-Policy, the worker needs script-src 'wasm-unsafe-eval'. Otherwise reload.",
      offer: SLOW_BACKEND,
    });
  }
}

/**
 * The kernels on a memory.
 * @throws TrainerError `engine-start` if the module belongs to another version
 */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // A view on a shared memory keeps its length when the memory grows; the kernels sleep on addresses at its start.
  const words = new Int32Array(memory.buffer);
  const sleep = (address: number, expected: number) => {
    Atomics.wait(words, address / 4, expected);
  };
  const wake = (address: number) => {
    Atomics.notify(words, address / 4);
  };
  const { exports } = new WebAssembly.Instance(module, { env: { memory, sleep, wake } });
  const kernels = exports as unknown as Kernels;
  const version = kernels.abiVersion?.();
  if (version === ABI_VERSION) return kernels;
  throw new TrainerError({
    code: 'engine-start',
    message: 'The training kernels belong to another version of the trainer.',
    got: `kernels of version ${version}`,
    expected: `version ${ABI_VERSION}`,
    remedy: 'Serve kernels.wasm and worker.js from the same release, and reload without the cache.',
  });
}

/** Reads the layout from the constants that the module exports. */
export function layoutOf(kernels: Kernels): KernelLayout {
  const layout: Record<string, Record<string, number>> = {};
  for (const [name, exported] of Object.entries(kernels)) {
    if (!(exported instanceof WebAssembly.Global)) continue;
    const [record = '', field = ''] = name.split('.');
    layout[record] = { ...layout[record], [field]: exported.value };
  }
  return layout as unknown as KernelLayout;
}

export const SLOW_BACKEND = {
  label: 'Use the slow cpu backend',
  config: { engine: 'tfjs', backend: 'cpu' },
} as const;

export function simdMissing(): TrainerError {
  return new TrainerError({
    code: 'wasm-simd-missing',
    message: 'This browser has no WebAssembly SIMD, which fast training needs.',
    got: 'no support for WASM SIMD',
    expected: 'a browser with WASM SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or later',
    remedy:
      'Update the browser, or train on the cpu backend: the same numbers within rounding, many times slower.',
    field: 'backend',
    offer: SLOW_BACKEND,
  });
}
