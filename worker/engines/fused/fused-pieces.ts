import type { Batch } from '../../data/dataset';
import type { KernelLayout, Kernels, PiecesJob } from '../../kernels/bindings';
import { parameterCount, parameterTable } from '../../model/classifier';
import type { BatchResult, EnginePieces, EngineSetup, Guesses, Work } from '../engine';
import { Turns } from '../turns';
import { type FusedMemory, type LayerPlacement, LEAST_CAPACITY } from './fused-memory';
import type { OptimizerNumbers } from './optimizer-numbers';
import type { Parameters } from './parameters';
import type { Records } from './records';

/** How an engine divides its work, in multiplications. */
export interface PieceSizes {
  /** A step of more than this is computed in pieces. */
  readonly longStep: number;
  /** At most about this many are one piece. */
  readonly piece: number;
}

/**
 * On a core of the machine in docs/performance.md a step of 300 million multiplications takes about 20 ms, and a piece of 32 million
 * takes 2 ms. So a core that is ten times slower still computes a piece in 20 ms.
 */
export const PIECE_SIZES: PieceSizes = { longStep: 3e8, piece: 32e6 };

/** Reading a weight takes about as long as this many multiplications. It matters in small batches. */
const READING = 8;
/** So does its update: reading and writing it and its moments. */
const UPDATING = 32;

/** Whether a training step, or a prediction of as many images as fit into the memory, takes long. */
export function isLong({ layers, batchSize }: EngineSetup, { longStep }: PieceSizes): boolean {
  const weights = parameterCount(parameterTable(layers));
  const multiplications = batchSize > 0 ? 3 * Math.max(batchSize, LEAST_CAPACITY) + UPDATING : LEAST_CAPACITY;
  return weights * multiplications > longStep;
}

/** The parts of an engine that its pieces use. */
export interface EngineParts {
  readonly kernels: Kernels;
  readonly layout: KernelLayout;
  readonly memory: FusedMemory;
  readonly records: Records;
  readonly parameters: Parameters;
  readonly optimizer: OptimizerNumbers;
  /** Whether the engine's weights are in the second place. */
  readonly isInSecondPlace: () => boolean;
  /** Makes the weights in the other place the engine's. */
  readonly changePlace: () => void;
  /** Copies images in and makes them the current ones. Returns their positions in the batch, row by row. */
  readonly stage: (batch: Batch, start: number, count: number) => Int32Array;
  readonly stageInputs: (inputs: Float32Array, start: number, count: number) => void;
  readonly readGuesses: (batch: Batch, order: Int32Array, guesses: Guesses) => void;
  readonly readProbabilities: (count: number, into: Float32Array) => void;
}

/**
 * The calls of a `FusedEngine` in pieces, with the jobs of worker/kernels/assembly/pieces.ts. A training step stores the updated
 * weights and moments in their second place. With its last piece the two places change roles, so leaving a step costs
 * nothing. Where the memory has no second place, the update cannot be left, and is one piece.
 */
export class FusedPieces implements EnginePieces {
  readonly turns = new Turns();
  readonly #parts: EngineParts;
  readonly #sizes: PieceSizes;
  readonly #rows: number;

  constructor(parts: EngineParts, sizes: PieceSizes) {
    this.#parts = parts;
    this.#sizes = sizes;
    this.#rows = parts.layout.size.blockRows;
  }

  *trainStep(batch: Batch): Work<BatchResult> {
    const { kernels, memory, optimizer, records } = this.#parts;
    const { count } = batch;
    const before = optimizer.powers;
    let after = before;
    try {
      this.#parts.stage(batch, 0, count);
      optimizer.step();
      after = optimizer.powers;
      optimizer.powers = before;
      yield* this.#forward();
      yield* this.#loss();
      yield* this.#backward();
      if (memory.secondPlace > 0) yield* this.#update(count);
      else for (const _ of this.#update(count));
    } finally {
      kernels.leavePieces(memory.plan);
    }
    optimizer.powers = after;
    if (memory.secondPlace > 0) this.#parts.changePlace();
    return { lossSum: kernels.sumLosses(memory.plan), correct: records.get('correct'), count };
  }

  *evaluateStep(batch: Batch, guesses?: Guesses): Work<BatchResult> {
    const { kernels, memory, records } = this.#parts;
    let lossSum = 0;
    let correct = 0;
    for (let start = 0; start < batch.count; start += memory.capacity) {
      try {
        const order = this.#parts.stage(batch, start, Math.min(memory.capacity, batch.count - start));
        yield* this.#forward();
        yield* this.#loss();
        lossSum += kernels.sumLosses(memory.plan);
        correct += records.get('correct');
        if (guesses) this.#parts.readGuesses(batch, order, guesses);
      } finally {
        kernels.leavePieces(memory.plan);
      }
    }
    return { lossSum, correct, count: batch.count };
  }

  *predict(inputs: Float32Array, count: number, parameters?: Float32Array): Work<Float32Array> {
    const { memory } = this.#parts;
    const classes = memory.layers.at(-1)?.layer.units as number;
    const probabilities = new Float32Array(count * classes);
    yield* this.#lend(parameters, this.#predictWith(inputs, count, probabilities));
    return probabilities;
  }

  *parameters(): Work<Float32Array<ArrayBuffer>> {
    const { memory, parameters } = this.#parts;
    return yield* parameters.reading(this.#parts.isInSecondPlace() ? memory.secondPlace / 4 : 0);
  }

  *#predictWith(inputs: Float32Array, count: number, probabilities: Float32Array): Work<void> {
    const { kernels, memory } = this.#parts;
    const classes = memory.layers.at(-1)?.layer.units as number;
    for (let start = 0; start < count; start += memory.capacity) {
      const rows = Math.min(memory.capacity, count - start);
      try {
        this.#parts.stageInputs(inputs, start, rows);
        yield* this.#forward();
        yield* this.#job('probabilities', 0, 1, 1);
        this.#parts.readProbabilities(rows, probabilities.subarray(start * classes, (start + rows) * classes));
      } finally {
        kernels.leavePieces(memory.plan);
      }
    }
  }

  /**
   * Computes with other weights, which it copies into the free place. The engine's own stay where they are. Without a second place
   * they are replaced and put back, in one piece.
   */
  *#lend(weights: Float32Array | undefined, compute: Work<void>): Work<void> {
    const { memory, parameters, records } = this.#parts;
    const own = Number(this.#parts.isInSecondPlace());
    if (!weights) yield* compute;
    else if (memory.secondPlace === 0) {
      const kept = parameters.read();
      parameters.write(weights);
      for (const _ of compute);
      parameters.write(kept);
    } else {
      yield* parameters.writing(weights, ((1 - own) * memory.secondPlace) / 4);
      try {
        records.set('layers', memory.layerRecords[1 - own] as number);
        yield* compute;
      } finally {
        records.set('layers', memory.layerRecords[own] as number);
      }
    }
  }

  *#forward(): Work<void> {
    for (const [i, { layer }] of this.#parts.memory.layers.entries()) {
      yield* this.#job('forward', i, layer.inputs, this.#rows);
    }
  }

  #loss(): Work<void> {
    return this.#job('loss', 0, 1, 1);
  }

  *#backward(): Work<void> {
    const { layers } = this.#parts.memory;
    for (let i = layers.length - 1; i > 0; i--) {
      yield* this.#job('backward', i, (layers[i] as LayerPlacement).layer.units, this.#rows);
    }
  }

  *#update(count: number): Work<void> {
    const { memory, records } = this.#parts;
    records.set('updated', this.#parts.isInSecondPlace() ? -memory.secondPlace : memory.secondPlace);
    for (const i of memory.layers.keys()) {
      yield* this.#job('update', i, count + UPDATING - READING, this.#parts.layout.size.panel);
    }
  }

  /**
   * @param inner multiplications for one number of the result
   * @param rows rows of the result in a piece
   */
  *#job(job: PiecesJob, layer: number, inner: number, rows: number): Work<void> {
    const { kernels, layout, memory, records } = this.#parts;
    const { panel } = layout.size;
    const columns = Math.floor(this.#sizes.piece / (inner * (rows + READING)) / panel) * panel;
    records.set('layer', layer);
    records.set('pieceRows', this.#rows);
    records.set('pieceColumns', Math.max(panel, Math.min(columns, 2 ** 16)));
    kernels.beginPieces(memory.plan, layout.pieces[job]);
    while (kernels.computePiece(memory.plan)) yield;
  }
}
