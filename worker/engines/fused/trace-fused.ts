import type { Batch } from '../../data/dataset';
import { MOMENTS, type Work } from '../engine';
import { finish, inOnePiece } from '../pieces';
import type { LayerTrace, StepTrace, TracedState } from '../step-trace';
import type { LayerPlacement } from './fused-memory';
import type { EngineParts } from './fused-pieces';
import { PIECE_SIZES, PieceJobs } from './piece-jobs';

/**
 * `traceStep` for the engine fused. The kernels store neither a gradient nor an update, and they overwrite z with the activation.
 * But each is the result of a job if the plan is changed for it:
 *
 * - z: the layer's job with no activation function. The job is then repeated with the layer's own.
 * - the gradient: the update by SGD at rate 1 of weights that are all 0. Their new values are −gradient, exactly.
 * - the update: the engine's own update of weights that are all 0. Their new values are −update, exactly.
 * - the weights and moments after the step: the engine's own update of its own weights.
 *
 * So each number comes from the code that trains, and has the same bits as in training. The updates are made in the second place for
 * the weights, if the memory has one. If it does not, they are made in the only place, in one piece, and the weights and moments are
 * then put back.
 */
export function traceFused(parts: EngineParts, batch: Batch): Work<StepTrace> {
  const work = new FusedTrace(parts, batch).compute();
  return parts.memory.secondPlace > 0 ? work : inOnePiece(() => finish(work));
}

class FusedTrace {
  readonly #parts: EngineParts;
  readonly #batch: Batch;
  readonly #jobs: PieceJobs;
  /** The engine's own place of weights and moments, and the one where the updates are made: 0 or 1. */
  readonly #own: number;
  readonly #scratch: number;

  constructor(parts: EngineParts, batch: Batch) {
    this.#parts = parts;
    this.#batch = batch;
    this.#jobs = new PieceJobs(parts, PIECE_SIZES);
    this.#own = Number(parts.isInSecondPlace());
    this.#scratch = parts.memory.secondPlace > 0 ? 1 - this.#own : 0;
  }

  *compute(): Work<StepTrace> {
    const { kernels, layout, memory, optimizer, records } = this.#parts;
    kernels.finishStep(memory.plan);
    const before = yield* this.#read(this.#own);
    const nothing = new Float32Array(before.parameters.length);
    const [own, powers] = [records.get('optimizer'), optimizer.powers];
    try {
      // A copy: the next batch's order is written over it.
      const order = this.#parts.stage(this.#batch, 0, this.#batch.count).slice();
      const { layers, losses, result } = yield* this.#forward(order);
      yield* this.#jobs.backward();

      this.#use(this.#scratch);
      records.set('optimizer', layout.optimizer.sgd);
      records.setFloat('rate', 1);
      yield* this.#update({ parameters: nothing, moments: [] });
      const gradient = negate(yield* this.#weights());

      records.set('optimizer', own);
      const { learningRate } = optimizer;
      optimizer.step();
      const corrections = optimizer.powers.map((power) => 1 - power);
      optimizer.powers = powers;
      yield* this.#update({ ...before, parameters: nothing });
      const update = negate(yield* this.#weights());
      yield* this.#update(before);
      const after = yield* this.#read(this.#scratch);

      yield* this.#jobs.forward();
      yield* this.#jobs.loss();
      return {
        layers,
        losses,
        result,
        resultAfter: this.#result(),
        gradient,
        learningRate,
        update,
        before,
        after,
        corrections,
      };
    } finally {
      kernels.leavePieces(memory.plan);
      records.set('optimizer', own);
      this.#use(this.#own);
      for (const [i, { layer }] of memory.layers.entries()) records.setActivation(i, layer.activation);
      if (this.#scratch === this.#own) for (const _ of this.#write(before));
    }
  }

  /** The forward pass and the loss. Leaves in memory what the backward pass needs. */
  *#forward(order: Int32Array): Work<Pick<StepTrace, 'layers' | 'losses' | 'result'>> {
    const { floats, memory, records } = this.#parts;
    const layers: LayerTrace[] = [];
    const last = memory.layers.at(-1) as LayerPlacement;
    for (const [i, placement] of memory.layers.entries()) {
      records.setActivation(i, 'linear');
      yield* this.#jobs.forwardOf(i);
      const z = this.#rows(placement, order);
      records.setActivation(i, placement.layer.activation);
      if (placement === last) yield* this.#jobs.loss();
      yield* placement === last ? this.#jobs.probabilities() : this.#jobs.forwardOf(i);
      layers.push({ z, output: this.#rows(placement, order) });
    }
    const losses = new Float32Array(order.length);
    order.forEach((position, row) => {
      losses[position] = floats[memory.fields.losses / 4 + row] as number;
    });
    return { layers, losses, result: this.#result() };
  }

  /** A layer's output in the order of the batch. */
  #rows({ layer, output, columns }: LayerPlacement, order: Int32Array): Float32Array<ArrayBuffer> {
    const rows = new Float32Array(order.length * layer.units);
    order.forEach((position, row) => {
      const from = output / 4 + row * columns;
      rows.set(this.#parts.floats.subarray(from, from + layer.units), position * layer.units);
    });
    return rows;
  }

  /** Sums up the losses of the current batch. */
  #result(): StepTrace['result'] {
    const { kernels, memory, records } = this.#parts;
    const lossSum = kernels.sumLosses(memory.plan);
    return { lossSum, correct: records.get('correct'), count: this.#batch.count };
  }

  /** Updates these weights and moments with the plan's optimizer, in the scratch place. */
  *#update(from: TracedState): Work<void> {
    yield* this.#write(from);
    yield* this.#jobs.update(this.#batch.count, 0);
  }

  /** The weights in the scratch place. */
  *#weights(): Work<Float32Array<ArrayBuffer>> {
    const [distance = 0] = this.#distances(this.#scratch);
    return yield* this.#parts.parameters.reading(distance);
  }

  /** Makes the kernels use the weights of a place. */
  #use(place: number): void {
    const { memory, records } = this.#parts;
    records.set('layers', memory.layerRecords[place] as number);
  }

  *#read(place: number): Work<TracedState> {
    const { parameters } = this.#parts;
    const [weights = 0, ...others] = this.#distances(place);
    const values = yield* parameters.reading(weights);
    const moments: Float32Array<ArrayBuffer>[] = [];
    for (const distance of others) moments.push(yield* parameters.reading(distance));
    return { parameters: values, moments };
  }

  *#write({ parameters, moments }: TracedState): Work<void> {
    const distances = this.#distances(this.#scratch);
    for (const [i, values] of [parameters, ...moments].entries()) {
      yield* this.#parts.parameters.writing(values, distances[i] as number);
    }
  }

  /** Floats from the weights in the first place to those in this place, and to each of their moments. */
  #distances(place: number): readonly number[] {
    const { memory, optimizer } = this.#parts;
    const start = (place * memory.secondPlace) / 4;
    const arrays = 1 + MOMENTS[optimizer.name];
    return Array.from({ length: arrays }, (_, i) => start + (i * memory.fields.firstMoment) / 4);
  }
}

/** Replaces each value by 0 − x, so that 0 stays 0. */
function negate(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < values.length; i++) values[i] = 0 - (values[i] as number);
  return values;
}
