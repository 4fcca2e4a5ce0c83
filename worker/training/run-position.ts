import type { BatchedDataset, EpochBatches } from '../data/dataset';
import type { ShuffleState } from '../data/shuffle-buffer';
import type { EpochReport, FinishReason, LearningRateChange, SampleWeighting } from '../protocol';
import { EpochMetrics, type MetricsState, NO_METRICS } from './epoch-metrics';

/** A position as plain data. It does not include the count of the patience, which follows from the epochs' reports. */
export interface PositionState {
  /** Reports of the finished epochs, oldest first. */
  readonly epochs: readonly EpochReport[];
  readonly learningRates: readonly LearningRateChange[];
  /** The number of batches trained in the current epoch. */
  readonly step: number;
  readonly metrics: MetricsState;
  /** The time the run has computed, at its last training batch or the end of its last epoch. */
  readonly elapsedMs: number;
  /** The value of `elapsedMs` when the current epoch started. */
  readonly epochStartedMs: number;
  /** Why the run has ended; null if it has not. */
  readonly ended: FinishReason | null;
}

const BEGINNING: PositionState = {
  epochs: [],
  learningRates: [],
  step: 0,
  metrics: NO_METRICS,
  elapsedMs: 0,
  epochStartedMs: 0,
  ended: null,
};
const NOTHING_DRAWN: ShuffleState = { drawn: 0, waiting: new Int32Array() };

/**
 * The position of a run. The loop advances it with each training batch and each epoch. It does not include the progress of a validation:
 * a run that is continued from here repeats its validation from the start, with the same weights.
 */
export class RunPosition {
  readonly epochs: EpochReport[];
  readonly learningRates: LearningRateChange[];
  /** The metrics of the current epoch's training batches. */
  readonly metrics: EpochMetrics;
  /** The number of batches trained in the current epoch. */
  step: number;
  /** The time the run has computed, at its last training batch or the end of its last epoch. */
  elapsedMs: number;
  epochStartedMs: number;
  ended: FinishReason | null;
  #shuffle: ShuffleState | undefined;
  #batches: EpochBatches | null = null;

  /** @param from a `state()` to continue from, together with the `shuffle` of the same time */
  constructor(weighting: SampleWeighting, from = BEGINNING, shuffle?: ShuffleState) {
    this.epochs = [...from.epochs];
    this.learningRates = [...from.learningRates];
    this.metrics = new EpochMetrics(weighting, from.metrics);
    this.step = from.step;
    this.elapsedMs = from.elapsedMs;
    this.epochStartedMs = from.epochStartedMs;
    this.ended = from.ended;
    this.#shuffle = this.step > 0 ? shuffle : undefined;
  }

  /** The number of the current epoch, starting with 1. */
  get epoch(): number {
    return this.epochs.length + 1;
  }

  /** The remaining batches of the current epoch. */
  batchesOf(train: BatchedDataset): EpochBatches {
    this.#batches ??= train.epoch(this.#shuffle);
    return this.#batches;
  }

  /** Starts an epoch, or continues it. Time between two epochs, such as for storing one, counts for neither. */
  beginEpoch(elapsedMs: number): void {
    if (this.step > 0 || this.epochs.length === 0) return;
    this.elapsedMs = elapsedMs;
    this.epochStartedMs = elapsedMs;
  }

  /** Counts a training batch, whose result has been added to the metrics. */
  finishBatch(elapsedMs: number): void {
    this.step += 1;
    this.elapsedMs = elapsedMs;
  }

  /** Ends the current epoch after its validation. `ended` says why it was the last one; null if it was not. */
  finishEpoch(report: EpochReport, elapsedMs: number, ended: FinishReason | null): void {
    this.epochs.push(report);
    this.metrics.resetState();
    this.step = 0;
    this.elapsedMs = elapsedMs;
    this.epochStartedMs = elapsedMs;
    this.ended = ended;
    this.#shuffle = undefined;
    this.#batches = null;
  }

  state(): PositionState {
    const { epochs, learningRates, step, metrics, elapsedMs, epochStartedMs, ended } = this;
    return {
      epochs: [...epochs],
      learningRates: [...learningRates],
      step,
      metrics: metrics.state(),
      elapsedMs,
      epochStartedMs,
      ended,
    };
  }

  /** The shuffle buffer of the current epoch, empty before its first batch. A batch that was drawn ahead is put back first. */
  shuffle(): ShuffleState {
    const current = this.#batches?.state() ?? this.#shuffle ?? NOTHING_DRAWN;
    return this.step === 0 ? NOTHING_DRAWN : current;
  }
}
