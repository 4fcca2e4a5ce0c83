import type { BatchedDataset, EpochBatches } from '../data/dataset';
import type { ShuffleState } from '../data/shuffle-buffer';
import type { EpochReport, FinishReason, LearningRateChange, SampleWeighting } from '../protocol';
import { EpochMetrics, type MetricsState } from './epoch-metrics';

/** A position as plain data. What patience has counted is not in it: that follows from the epochs' reports. */
export interface PositionState {
  /** Reports of the finished epochs, oldest first. */
  readonly epochs: readonly EpochReport[];
  readonly learningRates: readonly LearningRateChange[];
  /** Batches trained of the epoch in work. */
  readonly step: number;
  readonly metrics: MetricsState;
  /** Time the run had computed for, and when its epoch in work began. */
  readonly elapsedMs: number;
  readonly epochStartedMs: number;
  /** Why the run has ended, if it has. */
  readonly ended: FinishReason | null;
}

const BEGINNING: PositionState = {
  epochs: [],
  learningRates: [],
  step: 0,
  metrics: { lossSum: 0, lossWeight: 0, correct: 0, count: 0 },
  elapsedMs: 0,
  epochStartedMs: 0,
  ended: null,
};
const NOTHING_DRAWN: ShuffleState = { drawn: 0, waiting: new Int32Array() };

/**
 * How far a run has come. The loop moves it on with each training batch and each epoch; a validation under way does not
 * show in it: who goes on from here validates from the beginning, with the same weights.
 */
export class RunPosition {
  readonly epochs: EpochReport[];
  readonly learningRates: LearningRateChange[];
  /** Of the training batches of the epoch in work. */
  readonly metrics: EpochMetrics;
  /** Training batches of the epoch in work so far. */
  step: number;
  /** Time the run had computed for at its last training batch or the end of its last epoch. */
  elapsedMs: number;
  epochStartedMs: number;
  ended: FinishReason | null;
  #shuffle: ShuffleState | undefined;
  #batches: EpochBatches | null = null;

  /** @param from goes on where `state()` was taken, with the shuffle buffer as it was then */
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

  /** The epoch in work, from 1. */
  get epoch(): number {
    return this.epochs.length + 1;
  }

  /** The batches that are left of the epoch in work. */
  batchesOf(train: BatchedDataset): EpochBatches {
    this.#batches ??= train.epoch(this.#shuffle);
    return this.#batches;
  }

  /** An epoch begins, or goes on. What lay between two of them, such as storing the one before, is neither's time. */
  beginEpoch(elapsedMs: number): void {
    if (this.step > 0 || this.epochs.length === 0) return;
    this.elapsedMs = elapsedMs;
    this.epochStartedMs = elapsedMs;
  }

  /** One more training batch is done; its result is in the metrics. */
  finishBatch(elapsedMs: number): void {
    this.step += 1;
    this.elapsedMs = elapsedMs;
  }

  /** The epoch in work is trained and validated; `ended` says whether and why it was the last one. */
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

  /** The shuffle buffer of the epoch in work, without what was drawn ahead, which it puts back. Before its first batch there is none. */
  shuffle(): ShuffleState {
    if (this.step === 0) return NOTHING_DRAWN;
    return this.#batches?.state() ?? this.#shuffle ?? NOTHING_DRAWN;
  }
}
