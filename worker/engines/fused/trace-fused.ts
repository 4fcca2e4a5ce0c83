import type { Batch } from '../../data/dataset';
import { ACTIVATION_NUMBERS } from '../../kernels/bindings';
import { MOMENTS, type Work } from '../engine';
import type { LayerTrace, StepTrace, TracedState } from '../step-trace';
import type { LayerPlacement } from './fused-memory';
import type { EngineParts } from './fused-pieces';
import { PIECE_SIZES, PieceJobs } from './piece-jobs';

/**
 * `traceStep` for the engine fused. The kernels never store a gradient or what a weight loses, and they replace z by the activation.
 * But each is the result of a job if the plan is changed for it:
 *
 * - z: the layer's job with no activation function. The job is then repeated with the layer's own.
 * - the gradient: the update by SGD at rate 1 of weights that are all 0. Their new values are −gradient, exactly.
 * - the step: the engine's own update of weights that are all 0. Their new values are −step, exactly.
 * - the weights and moments after the step: the engine's own update of its own weights.
 *
 * So each number comes from the code that trains, and has the same bits as in training. The updates are made in the second place for
 * the weights, if the memory has one. If it does not, they are made in the only place, in one piece, and the weights and moments are
 * then put back.
 */
export function traceFused(parts: EngineParts, batch: Batch): Work<StepTrace> {
  const work = new FusedTrace(parts, batch).compute();
  return parts.memory.secondPlace > 0 ? work : atOnce(work);
}

// biome-ignore lint/correctness/useYield: the work becomes one piece
function* atOnce<T>(work: Work<T>): Work<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

class FusedTrace {
  readonly #parts: EngineParts;
  readonly #batch: Batch;
  readonly #jobs: PieceJobs;
  /** The engine's own place of weights and moments, and the one where the updates are made: 0 or 1. */
  readonly #own: number;
  readonly #bench: number;

  constructor(parts: EngineParts, batch: Batch) {
    this.#parts = parts;
    this.#batch = batch;
    this.#jobs = new PieceJobs(parts, PIECE_SIZES);
    this.#own = Number(parts.isInSecondPlace());
    this.#bench = parts.memory.secondPlace > 0 ? 1 - this.#own : 0;
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

      this.#use(this.#bench);
      records.set('optimizer', layout.optimizer.sgd);
      records.setFloat('rate', 1);
      const gradient = yield* this.#update({ parameters: nothing, moments: [] });

      records.set('optimizer', own);
      optimizer.step();
      const corrections = optimizer.powers.map((power) => 1 - power);
      optimizer.powers = powers;
      const step = yield* this.#update({ ...before, parameters: nothing });
      const after = yield* this.#update(before);

      yield* this.#jobs.forward();
      yield* this.#jobs.loss();
      return {
        layers,
        losses,
        result,
        resultAfter: this.#result(),
        gradient: negative(gradient.parameters),
        step: negative(step.parameters),
        before,
        after,
        corrections,
      };
    } finally {
      kernels.leavePieces(memory.plan);
      records.set('optimizer', own);
      this.#use(this.#own);
      for (const i of memory.layers.keys()) this.#setActivation(i, true);
      if (this.#bench === this.#own) for (const _ of this.#write(before));
    }
  }

  /** The forward pass and the loss. Leaves in memory what the backward pass needs. */
  *#forward(order: Int32Array): Work<Pick<StepTrace, 'layers' | 'losses' | 'result'>> {
    const { floats, memory } = this.#parts;
    const layers: LayerTrace[] = [];
    const last = memory.layers.at(-1) as LayerPlacement;
    for (const [i, placement] of memory.layers.entries()) {
      this.#setActivation(i, false);
      yield* this.#jobs.forwardOf(i);
      const z = this.#rows(placement, order);
      this.#setActivation(i, true);
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

  /** Updates these weights with the plan's optimizer, on the bench. @returns the weights and moments after it */
  *#update(from: TracedState): Work<TracedState> {
    yield* this.#write(from);
    yield* this.#jobs.update(this.#batch.count, 0);
    return yield* this.#read(this.#bench);
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
    const distances = this.#distances(this.#bench);
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

  /** Switches a layer's activation function on or off. */
  #setActivation(i: number, isOn: boolean): void {
    const { floats, layout, memory } = this.#parts;
    const words = new Uint32Array(floats.buffer);
    const { activation } = (memory.layers[i] as LayerPlacement).layer;
    for (const record of memory.layerRecords) {
      const field = record + i * layout.size.layer + layout.layer.activation;
      words[field / 4] = isOn ? ACTIVATION_NUMBERS[activation] : ACTIVATION_NUMBERS.linear;
    }
  }
}

/** 0 − x for each value, so that 0 stays 0. */
function negative(values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return values.map((value) => 0 - value);
}
