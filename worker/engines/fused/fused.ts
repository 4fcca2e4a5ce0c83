import type { Batch } from '../../data/dataset';
import { formatImage } from '../../data/format-image';
import { instantiateKernels, type Kernels } from '../../kernels/bindings';
import { type Parameter, parameterCount, parameterTable } from '../../model/classifier';
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
import {
  BLOCK_ROWS,
  engineMemory,
  type FusedMemory,
  type LayerPlacement,
  LEAST_CHUNK_ROWS,
  layerRecord,
  PANEL,
  type PlanField,
  planField,
  planFusedMemory,
} from './fused-memory';
import type { Team } from './team';

const PAGE_BYTES = 65_536;

/**
 * The network, its loss and its optimizer in one call of the training kernels a step, on a memory of its own that
 * is laid out once. Needs no TensorFlow.js.
 */
export class FusedEngine implements Engine {
  readonly #why: string;
  readonly #team: Team;
  readonly #memory: FusedMemory;
  readonly #wasmMemory: WebAssembly.Memory;
  /** How many of the team work at the moment. */
  #threads: number;
  readonly #kernels: Kernels;
  readonly #table: readonly Parameter[];
  readonly #adam: AdamCorrection | null;
  /** How many floats behind a weight each of its moments lies. */
  readonly #moments: readonly number[];
  // Views on the whole memory, which never grows.
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;
  /** Which of the two memories for pixels and labels holds the batch in work. The next one is brought into the other. */
  #side = 0;
  /** The batch that has been brought there ahead of its step. */
  #ahead: Batch | null = null;
  /** Positions of a batch's images, and where each label's end, while they are sorted. */
  readonly #order: Int32Array<ArrayBuffer>;
  readonly #labelEnds = new Int32Array(257);
  readonly #leave = () => this.#kernels.leave(this.#memory.plan);

  /**
   * @param why why this engine was taken
   * @throws TrainerError `engine-memory`
   */
  constructor(setup: EngineSetup, team: Team, why: string) {
    this.#why = why;
    this.#team = team;
    this.#threads = team.threads;
    const { layers, optimizer, batchSize } = setup;
    this.#table = parameterTable(layers);
    this.#memory = planFusedMemory({ layers, optimizer: optimizer.name, batchSize, threads: team.threads });
    this.#order = new Int32Array(this.#memory.capacity);
    const memory = this.#allocate(setup);
    this.#wasmMemory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Uint32Array(memory.buffer);
    this.#floats = new Float32Array(memory.buffer);
    this.#kernels = instantiateKernels(team.module, memory);
    const moment = (this.#memory.fields.firstMoment as number) / 4;
    this.#moments = Array.from({ length: MOMENTS[optimizer.name] }, (_, i) => (i + 1) * moment);
    this.#adam = optimizer.name === 'adam' ? new AdamCorrection(optimizer.learningRate) : null;
    this.#writeRecords(optimizer);
    this.#write(setup.parameters);
    team.join(memory, this.#memory.plan, this.#leave);
  }

  get info(): EngineInfo {
    const threads = this.#threads;
    const label = `fused, WASM SIMD, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    return { name: 'fused', backend: 'wasm', threads, label, why: this.#why };
  }

  /**
   * Returns when the loss is known; helpers may still be at the update then. Brings the batch that is upcoming while helpers go on with
   * this one.
   */
  trainStep(batch: Batch, upcoming?: () => Batch | undefined): BatchResult {
    if (batch === this.#ahead) this.#begin(batch.count, true);
    else this.#stage(batch, 0, batch.count);
    if (this.#adam) {
      this.#adam.step();
      this.#setFloat('rate', this.#adam.rate);
      this.#setFloat('epsilon', this.#adam.epsilon);
    }
    this.#kernels.beginStep(this.#memory.plan);
    const next = upcoming?.();
    if (next && isPixels(next)) {
      this.#bring(next, this.#orderByLabel(next, 0, next.count));
      this.#ahead = next;
    }
    const lossSum = this.#kernels.endStep(this.#memory.plan);
    return { lossSum, correct: this.#get('correct'), count: batch.count };
  }

  evaluateStep(batch: Batch, guesses?: Guesses): BatchResult {
    let lossSum = 0;
    let correct = 0;
    this.#inParts(batch.count, (start, count) => {
      this.#stage(batch, start, count);
      lossSum += this.#kernels.evaluateStep(this.#memory.plan);
      correct += this.#get('correct');
      if (guesses) this.#readGuesses(batch, count, guesses);
    });
    return { lossSum, correct, count: batch.count };
  }

  predict(inputs: Float32Array, count: number): Float32Array {
    const last = this.#memory.layers.at(-1) as LayerPlacement;
    const classes = last.layer.units;
    const length = inputs.length / count;
    this.#kernels.finishStep(this.#memory.plan);
    const probabilities = new Float32Array(count * classes);
    this.#inParts(count, (start, rows) => {
      const { input, rows: columns } = this.#memory.layers[0] as LayerPlacement;
      for (let row = 0; row < rows; row++) {
        const from = (start + row) * length;
        this.#floats.set(inputs.subarray(from, from + length), input / 4 + row * columns);
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
    return this.#read();
  }

  setParameters(parameters: Float32Array): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#write(parameters);
  }

  optimizerState(): OptimizerState {
    this.#kernels.finishStep(this.#memory.plan);
    return { moments: this.#moments.map((behind) => this.#read(behind)), powers: this.#adam?.powers ?? [] };
  }

  setOptimizerState({ moments, powers }: OptimizerState): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#moments.forEach((behind, i) => {
      this.#write(moments[i] as Float32Array, behind);
    });
    if (this.#adam) this.#adam.powers = powers;
  }

  setLearningRate(learningRate: number): void {
    this.#kernels.finishStep(this.#memory.plan);
    if (this.#adam) this.#adam.learningRate = learningRate;
    else this.#setFloat('rate', learningRate);
  }

  setThreads(most: number): void {
    const before = this.#threads;
    this.#threads = Math.max(1, Math.min(most, this.#team.threads));
    this.#kernels.resize(this.#memory.plan, this.#threads);
    this.#team.call(this.#wasmMemory, this.#memory.plan, before, this.#threads);
  }

  memory(): MemoryReport {
    return { tensors: 0, heapBytes: this.#bytes.byteLength };
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

  #writeRecords({ name, learningRate, momentum }: OptimizerConfig): void {
    const { fields, layers } = this.#memory;
    for (const [name, value] of Object.entries(fields)) this.#set(name as PlanField, value);
    this.#words.set(layers.flatMap(layerRecord), (fields.layers as number) / 4);
    this.#setFloat('rate', learningRate);
    if (name === 'momentum') this.#setFloat('decay1', momentum);
    if (name === 'rmsprop') {
      this.#setFloat('decay1', RMSPROP.decay);
      this.#setFloat('complement1', 1 - RMSPROP.decay);
      this.#setFloat('epsilon', RMSPROP.epsilon);
    }
    if (name === 'adam') {
      this.#setFloat('decay1', ADAM.beta1);
      this.#setFloat('complement1', 1 - ADAM.beta1);
      this.#setFloat('decay2', ADAM.beta2);
      this.#setFloat('complement2', 1 - ADAM.beta2);
    }
  }

  /** Copies weights, or the moments so far `behind` them, from panels as the kernels have them to rows as the table does. */
  #read(behind = 0): Float32Array<ArrayBuffer> {
    const values = new Float32Array(parameterCount(this.#table));
    this.#eachRow((at, from, length) => {
      values.set(this.#floats.subarray(at + behind, at + behind + length), from);
    });
    return values;
  }

  /** The way back. */
  #write(values: Float32Array, behind = 0): void {
    this.#eachRow((at, from, length) => this.#floats.set(values.subarray(from, from + length), at + behind));
  }

  /**
   * What the network made of the part of a batch that was evaluated last. Its probabilities are in the gradient that the
   * loss leaves behind, (probability − oneHot(label)) / count, so that nobody computes them twice.
   */
  #readGuesses({ split, indices }: Batch, count: number, { predicted, confidence }: Guesses): void {
    const { layer, output, dOutput, columns } = this.#memory.layers.at(-1) as LayerPlacement;
    for (let row = 0; row < count; row++) {
      const z = output / 4 + row * columns;
      let best = 0;
      for (let k = 1; k < layer.units; k++) {
        if ((this.#floats[z + k] as number) > (this.#floats[z + best] as number)) best = k;
      }
      const at = this.#order[row] as number;
      const isLabel = split.labels[indices[at] as number] === best;
      const gradient = this.#floats[dOutput / 4 + row * columns + best] as number;
      predicted[at] = best;
      confidence[at] = gradient * count + Number(isLabel);
    }
  }

  /** Every run of weights that lies together in both orders: index in the memory, index in the table, length. */
  #eachRow(visit: (at: number, from: number, length: number) => void): void {
    this.#memory.layers.forEach(({ layer, blockBytes, kernel, bias }, i) => {
      const kernelFrom = this.#table[2 * i]?.offset as number;
      const biasFrom = this.#table[2 * i + 1]?.offset as number;
      for (let column = 0; column < layer.units; column += PANEL) {
        const width = Math.min(PANEL, layer.units - column);
        for (let row = 0; row < layer.inputs; row++) {
          const block = (Math.floor(row / PANEL) * blockBytes) / 4;
          const at = kernel / 4 + block + column * PANEL + (row % PANEL) * PANEL;
          visit(at, kernelFrom + row * layer.units + column, width);
        }
      }
      visit(bias / 4, biasFrom, layer.units);
    });
  }

  #inParts(count: number, each: (start: number, count: number) => void): void {
    const { capacity } = this.#memory;
    for (let start = 0; start < count; start += capacity) each(start, Math.min(capacity, count - start));
  }

  /** Makes `count` images of a batch the ones in work. */
  #stage(batch: Batch, start: number, count: number): void {
    this.#ahead = null;
    const order = this.#orderByLabel(batch, start, count);
    this.#bring(batch, order);
    if (!isPixels(batch)) {
      this.#kernels.finishStep(this.#memory.plan);
      this.#bringInputs(batch, order);
    }
    this.#begin(count, isPixels(batch));
  }

  /** The step before comes to its end, and what has been brought is in work. */
  #begin(count: number, fromPixels: boolean): void {
    this.#kernels.finishStep(this.#memory.plan);
    this.#side = 1 - this.#side;
    this.#ahead = null;
    this.#set('pixels', this.#memory.pixels[this.#side] as number);
    this.#set('labels', this.#memory.labels[this.#side] as number);
    this.#setBatch(count, fromPixels);
  }

  /**
   * Positions in the batch, those of one class together: garments of a kind are black at the same pixels, and pairs of
   * zeros cost nothing. Counting sort, in the order of the batch within a class.
   */
  #orderByLabel({ split, indices }: Batch, start: number, count: number): Int32Array {
    const ends = this.#labelEnds.fill(0);
    const order = this.#order.subarray(0, count);
    const labelAt = (at: number) => split.labels[indices[at] as number] as number;
    for (let at = start; at < start + count; at++) {
      const next = labelAt(at) + 1;
      ends[next] = (ends[next] as number) + 1;
    }
    for (let label = 1; label < ends.length; label++) {
      ends[label] = (ends[label] as number) + (ends[label - 1] as number);
    }
    for (let at = start; at < start + count; at++) {
      const label = labelAt(at);
      const row = ends[label] as number;
      order[row] = at;
      ends[label] = row + 1;
    }
    return order;
  }

  /**
   * Brings labels, and images as bytes if they are only scaled, into memory of which the step in work, which helpers may still be at,
   * reads nothing.
   */
  #bring(batch: Batch, order: Int32Array): void {
    const { split, indices } = batch;
    const other = 1 - this.#side;
    const labels = this.#memory.labels[other] as number;
    for (let row = 0; row < order.length; row++) {
      this.#bytes[labels + row] = split.labels[indices[order[row] as number] as number] as number;
    }
    if (!isPixels(batch)) return;
    const pixels = split.images.length / split.count;
    const { rows: stride } = this.#memory.layers[0] as LayerPlacement;
    let to = this.#memory.pixels[other] as number;
    for (let row = 0; row < order.length; row++, to += stride) {
      const from = (indices[order[row] as number] as number) * pixels;
      this.#bytes.set(split.images.subarray(from, from + pixels), to);
    }
  }

  /** Images that a map of somebody else's has made float32. */
  #bringInputs(batch: Batch, order: Int32Array): void {
    const inputs = batch.inputs();
    const { input, rows, layer } = this.#memory.layers[0] as LayerPlacement;
    order.forEach((at, row) => {
      const image = inputs.subarray(at * layer.inputs, (at + 1) * layer.inputs);
      this.#floats.set(image, input / 4 + row * rows);
    });
  }

  #setBatch(count: number, fromPixels: boolean): void {
    const threads = this.#threads;
    this.#set('count', count);
    this.#set('fromPixels', Number(fromPixels));
    // Whole blocks, or what makes a chunk for each thread: a chunk reads all weights, and turns kernels around, for its rows alone.
    const share = 2 * Math.ceil(count / (2 * threads));
    this.#set('chunkRows', Math.min(BLOCK_ROWS, Math.max(LEAST_CHUNK_ROWS, share)));
  }

  #get(field: PlanField): number {
    return this.#words[this.#memory.plan / 4 + planField(field)] as number;
  }

  #set(field: PlanField, value: number): void {
    this.#words[this.#memory.plan / 4 + planField(field)] = value;
  }

  #setFloat(field: PlanField, value: number): void {
    this.#floats[this.#memory.plan / 4 + planField(field)] = value;
  }
}

/** Whether a batch's images are only scaled, which the kernels do where they read them. */
const isPixels = (batch: Batch): boolean => batch.map === formatImage;
