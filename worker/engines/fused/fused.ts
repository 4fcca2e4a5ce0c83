import type { Batch } from '../../data/dataset';
import { instantiateKernels, type KernelLayout, type Kernels, layoutOf } from '../../kernels/bindings';
import type { EngineInfo, MemoryReport } from '../../protocol';
import { AdamCorrection } from '../adam-correction';
import {
  ADAM,
  type BatchResult,
  type Engine,
  type EngineSetup,
  type Guesses,
  MOMENTS,
  type OptimizerConfig,
  type OptimizerState,
  RMSPROP,
} from '../engine';
import { BatchBuffers, isPixels } from './batch-buffers';
import {
  engineMemory,
  type FusedMemory,
  type LayerPlacement,
  LEAST_CHUNK_ROWS,
  planFusedMemory,
} from './fused-memory';
import { OrderByLabel } from './order-by-label';
import { Parameters } from './parameters';
import { Records } from './records';
import type { Team } from './team';

const PAGE_BYTES = 65_536;

/**
 * Trains with the kernels of worker/kernels/: a step computes forward pass, loss, gradients and update in two calls,
 * `beginStep` and `endStep`, on a memory that is laid out once. Between the two calls the next batch is copied in.
 * Does not need TensorFlow.js.
 */
export class FusedEngine implements Engine {
  readonly #why: string;
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
  readonly #adam: AdamCorrection | null;
  readonly #order: OrderByLabel;
  readonly #buffers: BatchBuffers;
  /** The batch in the back buffer, if it was copied there before its step. */
  #ahead: Batch | null = null;
  readonly #leave = () => this.#kernels.leave(this.#memory.plan);

  /**
   * @param why why this engine was chosen
   * @throws TrainerError `engine-memory` if the browser cannot allocate the memory
   */
  constructor(setup: EngineSetup, team: Team, why: string) {
    this.#why = why;
    this.#team = team;
    this.#threads = team.threads;
    const { layers, optimizer, batchSize } = setup;
    // Only the module knows the size of its records. So a first instance, with a memory of one page, is asked how much
    // memory the second one needs.
    const sizes = instantiateKernels(team.module, team.createMemory(1));
    this.#layout = layoutOf(sizes);
    const shape = { layers, optimizer: optimizer.name, batchSize, threads: team.threads };
    this.#memory = planFusedMemory(shape, sizes, this.#layout);
    this.#wasmMemory = this.#allocate(setup);
    this.#kernels = instantiateKernels(team.module, this.#wasmMemory);
    const { buffer } = this.#wasmMemory;
    this.#floats = new Float32Array(buffer);
    this.#records = new Records(buffer, this.#layout, this.#memory);
    this.#parameters = new Parameters(this.#floats, this.#memory.layers, this.#layout.size.panel);
    const moment = this.#memory.fields.firstMoment / 4;
    this.#moments = Array.from({ length: MOMENTS[optimizer.name] }, (_, i) => (i + 1) * moment);
    this.#adam = optimizer.name === 'adam' ? new AdamCorrection(optimizer.learningRate) : null;
    this.#order = new OrderByLabel(this.#memory.capacity);
    this.#buffers = new BatchBuffers(buffer, this.#memory);
    this.#writeOptimizer(optimizer);
    this.#parameters.write(setup.parameters);
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
    if (this.#adam) {
      this.#adam.step();
      this.#records.setFloat('rate', this.#adam.rate);
      this.#records.setFloat('epsilon', this.#adam.epsilon);
    }
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
    const first = this.#memory.layers[0] as LayerPlacement;
    const last = this.#memory.layers.at(-1) as LayerPlacement;
    const classes = last.layer.units;
    const length = inputs.length / count;
    this.#kernels.finishStep(this.#memory.plan);
    const probabilities = new Float32Array(count * classes);
    this.#inParts(count, (start, rows) => {
      for (let row = 0; row < rows; row++) {
        const from = (start + row) * length;
        this.#floats.set(inputs.subarray(from, from + length), first.input / 4 + row * first.rows);
      }
      this.#setBatch(rows, false);
      this.#kernels.predictStep(this.#memory.plan);
      for (let row = 0; row < rows; row++) {
        const from = last.output / 4 + row * last.columns;
        probabilities.set(this.#floats.subarray(from, from + classes), (start + row) * classes);
      }
    });
    return probabilities;
  }

  parameters(): Float32Array<ArrayBuffer> {
    this.#kernels.finishStep(this.#memory.plan);
    return this.#parameters.read();
  }

  setParameters(parameters: Float32Array): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#parameters.write(parameters);
  }

  optimizerState(): OptimizerState {
    this.#kernels.finishStep(this.#memory.plan);
    const moments = this.#moments.map((distance) => this.#parameters.read(distance));
    return { moments, powers: this.#adam?.powers ?? [] };
  }

  setOptimizerState({ moments, powers }: OptimizerState): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#moments.forEach((distance, i) => {
      this.#parameters.write(moments[i] as Float32Array, distance);
    });
    if (this.#adam) this.#adam.powers = powers;
  }

  setLearningRate(learningRate: number): void {
    this.#kernels.finishStep(this.#memory.plan);
    if (this.#adam) this.#adam.learningRate = learningRate;
    else this.#records.setFloat('rate', learningRate);
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

  #allocate({ layers, batchSize }: EngineSetup): WebAssembly.Memory {
    const { byteLength } = this.#memory;
    try {
      return this.#team.createMemory(Math.ceil(byteLength / PAGE_BYTES));
    } catch {
      throw engineMemory(layers, batchSize, byteLength);
    }
  }

  /** Sets the optimizer's numbers that stay the same from step to step. */
  #writeOptimizer({ name, learningRate, momentum }: OptimizerConfig): void {
    const records = this.#records;
    records.setFloat('rate', learningRate);
    if (name === 'momentum') records.setFloat('decay1', momentum);
    if (name === 'rmsprop') {
      records.setFloat('decay1', RMSPROP.decay);
      records.setFloat('complement1', 1 - RMSPROP.decay);
      records.setFloat('epsilon', RMSPROP.epsilon);
    }
    if (name === 'adam') {
      records.setFloat('decay1', ADAM.beta1);
      records.setFloat('complement1', 1 - ADAM.beta1);
      records.setFloat('decay2', ADAM.beta2);
      records.setFloat('complement2', 1 - ADAM.beta2);
    }
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

  /**
   * Reads what the network predicts for the images that were evaluated last. The loss kernel has stored its gradient,
   * (probability − oneHot(label)) / count. The probability is recovered from that instead of being computed a second time from
   * the logits.
   */
  #readGuesses({ split, indices }: Batch, order: Int32Array, { predicted, confidence }: Guesses): void {
    const { layer, output, dOutput, columns } = this.#memory.layers.at(-1) as LayerPlacement;
    const count = order.length;
    for (let row = 0; row < count; row++) {
      const z = output / 4 + row * columns;
      let best = 0;
      for (let k = 1; k < layer.units; k++) {
        if ((this.#floats[z + k] as number) > (this.#floats[z + best] as number)) best = k;
      }
      const position = order[row] as number;
      const isLabel = split.labels[indices[position] as number] === best;
      const gradient = this.#floats[dOutput / 4 + row * columns + best] as number;
      predicted[position] = best;
      confidence[position] = gradient * count + Number(isLabel);
    }
  }
}
