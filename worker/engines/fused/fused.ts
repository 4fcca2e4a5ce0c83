import type { Batch } from '../../data/dataset';
import { instantiateKernels, type KernelLayout, type Kernels, layoutOf } from '../../kernels/bindings';
import type { EngineInfo, MemoryReport } from '../../protocol';
import {
  type BatchResult,
  type Engine,
  type EnginePieces,
  type EngineSetup,
  type Guesses,
  MOMENTS,
  type OptimizerState,
} from '../engine';
import { BatchBuffers, isPixels } from './batch-buffers';
import {
  engineMemory,
  type FusedMemory,
  type FusedShape,
  type LayerPlacement,
  LEAST_CHUNK_ROWS,
  planFusedMemory,
} from './fused-memory';
import type { EngineParts, LongSteps } from './fused-pieces';
import { readGuesses } from './guesses';
import { OptimizerNumbers } from './optimizer-numbers';
import { OrderByLabel } from './order-by-label';
import { Parameters } from './parameters';
import { Records } from './records';
import type { Team } from './team';

const PAGE_BYTES = 65_536;

const NO_SECOND_PLACE =
  '; there is no memory for a second copy of the weights, so pause and stop wait for the end of a weight update';

/**
 * Trains with the kernels of worker/kernels/: a step computes forward pass, loss, gradients and update in two calls,
 * `beginStep` and `endStep`, on a memory that is laid out once. Between the two calls the next batch is copied in.
 * Does not need TensorFlow.js.
 */
export class FusedEngine implements Engine {
  readonly pieces: EnginePieces | undefined;
  #why: string;
  readonly #team: Team;
  /** How many of the team's threads work now. */
  #threads: number;
  readonly #wasmMemory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #layout: KernelLayout;
  readonly #memory: FusedMemory;
  /** The whole memory, which never grows. */
  readonly #floats: Float32Array;
  readonly #records: Records;
  readonly #parameters: Parameters;
  /** For each moment of the optimizer, the distance from a weight to it, in floats. */
  readonly #moments: readonly number[];
  readonly #optimizer: OptimizerNumbers;
  /** The distance from the first copy of weights and moments to the current one, in floats. */
  #place = 0;
  readonly #order: OrderByLabel;
  readonly #buffers: BatchBuffers;
  /** The batch in the back buffer, if it was copied there before its step. */
  #ahead: Batch | null = null;
  readonly #leave = () => this.#kernels.leave(this.#memory.plan);

  /**
   * @param why why this engine was chosen
   * @param long divides long steps into pieces; left out, no call can be interrupted
   * @throws TrainerError `engine-memory` if the browser cannot allocate the memory
   */
  constructor(setup: EngineSetup, team: Team, why: string, long?: LongSteps) {
    this.#why = why;
    this.#team = team;
    this.#threads = team.threads;
    const { layers, optimizer, batchSize } = setup;
    // Only the module knows the size of its records. So a first instance, with a memory of one page, is asked how much
    // memory the second one needs.
    const sizes = instantiateKernels(team.module, team.createMemory(1));
    this.#layout = layoutOf(sizes);
    const shape = { layers, optimizer: optimizer.name, batchSize, threads: team.threads };
    const isLong = long?.isLong(setup) ?? false;
    const allocated = this.#allocate({ ...shape, hasSecondPlace: isLong && batchSize > 0 }, sizes);
    this.#memory = allocated.plan;
    this.#wasmMemory = allocated.memory;
    this.#kernels = instantiateKernels(team.module, this.#wasmMemory);
    const { buffer } = this.#wasmMemory;
    this.#floats = new Float32Array(buffer);
    this.#records = new Records(buffer, this.#layout, this.#memory);
    this.#parameters = new Parameters(this.#floats, this.#memory.layers, this.#layout.size.panel);
    const moment = this.#memory.fields.firstMoment / 4;
    this.#moments = Array.from({ length: MOMENTS[optimizer.name] }, (_, i) => (i + 1) * moment);
    this.#optimizer = new OptimizerNumbers(optimizer, this.#records);
    this.#order = new OrderByLabel(this.#memory.capacity);
    this.#buffers = new BatchBuffers(buffer, this.#memory);
    this.#parameters.write(setup.parameters);
    if (isLong) this.pieces = long?.piecesOf(this.parts());
    team.join(this.#wasmMemory, this.#memory.plan, this.#leave);
  }

  get info(): EngineInfo {
    const threads = this.#threads;
    const label = `fused, WASM SIMD, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    return { name: 'fused', backend: 'wasm', threads, label, why: this.#why };
  }

  /**
   * Returns when the loss is known; helper threads may still be updating weights. While they work on this batch,
   * copies the upcoming one into the back buffer.
   */
  trainStep(batch: Batch, upcoming?: () => Batch | undefined): BatchResult {
    if (batch === this.#ahead) this.#use(batch.count, true);
    else this.#stage(batch, 0, batch.count);
    this.#optimizer.step();
    this.#kernels.beginStep(this.#memory.plan);
    const next = upcoming?.();
    if (next && isPixels(next)) {
      this.#buffers.fill(next, this.#order.sort(next, 0, next.count));
      this.#ahead = next;
    }
    const lossSum = this.#kernels.endStep(this.#memory.plan);
    return { lossSum, correct: this.#records.get('correct'), count: batch.count };
  }

  evaluateStep(batch: Batch, guesses?: Guesses): BatchResult {
    let lossSum = 0;
    let correct = 0;
    this.#inParts(batch.count, (start, count) => {
      const order = this.#stage(batch, start, count);
      lossSum += this.#kernels.evaluateStep(this.#memory.plan);
      correct += this.#records.get('correct');
      if (guesses) this.#readGuesses(batch, order, guesses);
    });
    return { lossSum, correct, count: batch.count };
  }

  predict(inputs: Float32Array, count: number): Float32Array {
    const classes = this.#last.layer.units;
    const probabilities = new Float32Array(count * classes);
    this.#inParts(count, (start, rows) => {
      this.#stageInputs(inputs, start, rows);
      this.#kernels.predictStep(this.#memory.plan);
      this.#readProbabilities(rows, probabilities.subarray(start * classes, (start + rows) * classes));
    });
    return probabilities;
  }

  parameters(): Float32Array<ArrayBuffer> {
    this.#kernels.finishStep(this.#memory.plan);
    return this.#parameters.read(this.#place);
  }

  setParameters(parameters: Float32Array): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#parameters.write(parameters, this.#place);
  }

  optimizerState(): OptimizerState {
    this.#kernels.finishStep(this.#memory.plan);
    const moments = this.#moments.map((distance) => this.#parameters.read(this.#place + distance));
    return { moments, powers: this.#optimizer.powers };
  }

  setOptimizerState({ moments, powers }: OptimizerState): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#moments.forEach((distance, i) => {
      this.#parameters.write(moments[i] as Float32Array, this.#place + distance);
    });
    this.#optimizer.powers = powers;
  }

  setLearningRate(learningRate: number): void {
    this.#optimizer.learningRate = learningRate;
  }

  setThreads(most: number): void {
    const before = this.#threads;
    this.#threads = Math.max(1, Math.min(most, this.#team.threads));
    this.#kernels.resize(this.#memory.plan, this.#threads);
    this.#team.call(this.#wasmMemory, this.#memory.plan, before, this.#threads);
  }

  memory(): MemoryReport {
    return { tensors: 0, heapBytes: this.#floats.byteLength };
  }

  dispose(): void {
    this.#team.sendHome(this.#leave);
  }

  /** With a second place for the weights if it is wanted and there is memory for it. */
  #allocate(shape: FusedShape, sizes: Kernels): { plan: FusedMemory; memory: WebAssembly.Memory } {
    try {
      const plan = planFusedMemory(shape, sizes, this.#layout);
      return { plan, memory: this.#createMemory(shape, plan.byteLength) };
    } catch (thrown) {
      if (!shape.hasSecondPlace) throw thrown;
      this.#why += NO_SECOND_PLACE;
      return this.#allocate({ ...shape, hasSecondPlace: false }, sizes);
    }
  }

  #createMemory({ layers, batchSize }: FusedShape, byteLength: number): WebAssembly.Memory {
    try {
      return this.#team.createMemory(Math.ceil(byteLength / PAGE_BYTES));
    } catch {
      throw engineMemory(layers, batchSize, byteLength);
    }
  }

  /** The parts of the engine that pieces and the inspection of a step use. */
  parts(): EngineParts {
    return {
      floats: this.#floats,
      kernels: this.#kernels,
      layout: this.#layout,
      memory: this.#memory,
      records: this.#records,
      parameters: this.#parameters,
      optimizer: this.#optimizer,
      isInSecondPlace: () => this.#place > 0,
      changePlace: () => {
        const { layerRecords, secondPlace } = this.#memory;
        this.#place = this.#place > 0 ? 0 : secondPlace / 4;
        this.#records.set('layers', layerRecords[this.#place > 0 ? 1 : 0] as number);
      },
      stage: (batch, start, count) => this.#stage(batch, start, count),
      stageInputs: (inputs, start, count) => this.#stageInputs(inputs, start, count),
      readGuesses: (batch, order, guesses) => this.#readGuesses(batch, order, guesses),
      readProbabilities: (count, into) => this.#readProbabilities(count, into),
    };
  }

  /** Calls `each` for consecutive parts of `count` images that fit into the memory. */
  #inParts(count: number, each: (start: number, count: number) => void): void {
    const { capacity } = this.#memory;
    for (let start = 0; start < count; start += capacity) each(start, Math.min(capacity, count - start));
  }

  /**
   * Copies `count` images of a batch in and makes them the current ones.
   * @returns their positions in the batch, row by row
   */
  #stage(batch: Batch, start: number, count: number): Int32Array {
    this.#ahead = null;
    const order = this.#order.sort(batch, start, count);
    this.#buffers.fill(batch, order);
    if (!isPixels(batch)) {
      this.#kernels.finishStep(this.#memory.plan);
      this.#buffers.fillInputs(batch, order);
    }
    this.#use(count, isPixels(batch));
    return order;
  }

  /** Finishes the previous step and makes the back buffer's images the current ones. */
  #use(count: number, fromPixels: boolean): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#ahead = null;
    const { pixels, labels } = this.#buffers.swap();
    this.#records.set('pixels', pixels);
    this.#records.set('labels', labels);
    this.#setBatch(count, fromPixels);
  }

  #setBatch(count: number, fromPixels: boolean): void {
    this.#records.set('count', count);
    this.#records.set('fromPixels', Number(fromPixels));
    // Each chunk reads all the weights, however few rows it has, so there are only as many chunks as threads.
    const share = 2 * Math.ceil(count / (2 * this.#threads));
    const { blockRows } = this.#layout.size;
    this.#records.set('chunkRows', Math.min(blockRows, Math.max(LEAST_CHUNK_ROWS, share)));
  }

  /** Copies images that are float32 in and makes them the current ones. */
  #stageInputs(inputs: Float32Array, start: number, count: number): void {
    this.#kernels.finishStep(this.#memory.plan);
    const { input, rows, layer } = this.#memory.layers[0] as LayerPlacement;
    for (let row = 0; row < count; row++) {
      const from = (start + row) * layer.inputs;
      this.#floats.set(inputs.subarray(from, from + layer.inputs), input / 4 + row * rows);
    }
    this.#setBatch(count, false);
  }

  #readProbabilities(count: number, into: Float32Array): void {
    const { layer, output, columns } = this.#last;
    for (let row = 0; row < count; row++) {
      const from = output / 4 + row * columns;
      into.set(this.#floats.subarray(from, from + layer.units), row * layer.units);
    }
  }

  #readGuesses(batch: Batch, order: Int32Array, guesses: Guesses): void {
    readGuesses(this.#floats, this.#last, batch, order, guesses);
  }

  get #last(): LayerPlacement {
    return this.#memory.layers.at(-1) as LayerPlacement;
  }
}
