import type { Batch } from '../../data/dataset';
import { parameterCount, parameterTable } from '../../model/classifier';
import type { BatchResult, EnginePieces, EngineSetup, Guesses, Work } from '../engine';
import { Turns } from '../turns';
import { LEAST_CAPACITY } from './fused-memory';
import type { OptimizerNumbers } from './optimizer-numbers';
import type { Parameters } from './parameters';
import { type JobParts, PieceJobs, type PieceSizes, UPDATING } from './piece-jobs';

/** Whether a training step, or a prediction of as many images as fit into the memory, takes long. */
export function isLong({ layers, batchSize }: EngineSetup, { longStep }: PieceSizes): boolean {
  const weights = parameterCount(parameterTable(layers));
  const multiplications = batchSize > 0 ? 3 * Math.max(batchSize, LEAST_CAPACITY) + UPDATING : LEAST_CAPACITY;
  return weights * multiplications > longStep;
}

/** The parts of an engine that its pieces use. */
export interface EngineParts extends JobParts {
  /** The whole memory, which never grows. */
  readonly floats: Float32Array;
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

/** Divides long steps into pieces. */
export interface LongSteps {
  isLong(setup: EngineSetup): boolean;
  piecesOf(parts: EngineParts): EnginePieces;
}

/**
 * The calls of a `FusedEngine` in pieces, with the jobs of worker/kernels/assembly/pieces.ts. A training step stores the updated
 * weights and moments in their second place. With its last piece the two places change roles, so leaving a step costs
 * nothing. Where the memory has no second place, the update cannot be left, and is one piece.
 */
export class FusedPieces implements EnginePieces {
  readonly turns = new Turns();
  readonly #parts: EngineParts;
  readonly #jobs: PieceJobs;

  constructor(parts: EngineParts, sizes: PieceSizes) {
    this.#parts = parts;
    this.#jobs = new PieceJobs(parts, sizes);
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
      yield* this.#jobs.forward();
      yield* this.#jobs.loss();
      yield* this.#jobs.backward();
      const { secondPlace } = memory;
      const update = this.#jobs.update(count, this.#parts.isInSecondPlace() ? -secondPlace : secondPlace);
      if (secondPlace > 0) yield* update;
      else for (const _ of update);
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
        yield* this.#jobs.forward();
        yield* this.#jobs.loss();
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
        yield* this.#jobs.forward();
        yield* this.#jobs.probabilities();
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
}
