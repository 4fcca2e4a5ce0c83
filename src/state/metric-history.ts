import type { BatchLoss, EpochReport } from '../../worker/protocol';

/** A metric with a chart. */
export type MetricName = 'loss' | 'accuracy';

/** Maximum number of points of the batch-loss curve. Even, so that neighbours always pair up. */
export const MAX_BATCH_POINTS = 600;

/**
 * The losses of all batches so far, thinned: each point is the mean of `stride` neighbouring batches. When the
 * curve is full, neighbours are averaged and the stride doubles, so its length stays between 300 and 600 points
 * however long a run is.
 */
export interface BatchCurve {
  readonly stride: number;
  /** Position in epochs, as a fraction: the mean of the point's batches. */
  readonly x: readonly number[];
  readonly loss: readonly number[];
  /** The batches of the point that is not full yet. */
  readonly rest: { readonly count: number; readonly xSum: number; readonly lossSum: number };
}

/** Everything a run has measured. Immutable: every addition returns a new history. */
export interface MetricHistory {
  readonly epochs: readonly EpochReport[];
  readonly batches: BatchCurve;
}

const NO_REST: BatchCurve['rest'] = { count: 0, xSum: 0, lossSum: 0 };

export const EMPTY_HISTORY: MetricHistory = {
  epochs: [],
  batches: { stride: 1, x: [], loss: [], rest: NO_REST },
};

/** Appends the losses of some batches. */
export function withBatches(history: MetricHistory, batchLosses: readonly BatchLoss[]): MetricHistory {
  if (batchLosses.length === 0) return history;
  const batches = batchLosses.reduce<BatchCurveBuilder>(
    (curve, { atEpoch, loss }) => curve.add(atEpoch, loss),
    new BatchCurveBuilder(history.batches),
  );
  return { ...history, batches };
}

/** Appends a finished epoch. */
export function withEpoch(history: MetricHistory, epoch: EpochReport): MetricHistory {
  return { ...history, epochs: [...history.epochs, epoch] };
}

/** The epoch with the highest validation accuracy; the first one if several are equal. */
export function bestEpoch(epochs: readonly EpochReport[]): EpochReport | null {
  return epochs.reduce<EpochReport | null>(
    (best, epoch) => (best && best.valAccuracy >= epoch.valAccuracy ? best : epoch),
    null,
  );
}

/** Columns of equal length over a common ascending x, in epochs; null where a series has no point. */
export interface ChartColumns {
  readonly x: number[];
  readonly batch: (number | null)[];
  readonly train: (number | null)[];
  readonly validation: (number | null)[];
}

/** Losses of batches and epochs on a common x axis. */
export function lossColumns({ epochs, batches }: MetricHistory): ChartColumns {
  const { count, xSum, lossSum } = batches.rest;
  const x = count > 0 ? [...batches.x, xSum / count] : batches.x;
  const loss = count > 0 ? [...batches.loss, lossSum / count] : batches.loss;
  const columns: ChartColumns = { x: [], batch: [], train: [], validation: [] };
  let next = 0;
  const addBatchesUpTo = (end: number) => {
    for (; next < x.length && (x[next] ?? end) < end; next++) {
      addRow(columns, x[next] ?? 0, loss[next] ?? null, null, null);
    }
  };
  for (const { epoch, trainLoss, valLoss } of epochs) {
    addBatchesUpTo(epoch);
    const together = x[next] === epoch;
    addRow(columns, epoch, together ? (loss[next] ?? null) : null, trainLoss, valLoss);
    if (together) next += 1;
  }
  addBatchesUpTo(Number.POSITIVE_INFINITY);
  return columns;
}

/** Accuracies of the epochs. */
export function accuracyColumns({ epochs }: MetricHistory): ChartColumns {
  return {
    x: epochs.map(({ epoch }) => epoch),
    batch: epochs.map(() => null),
    train: epochs.map(({ trainAccuracy }) => trainAccuracy),
    validation: epochs.map(({ valAccuracy }) => valAccuracy),
  };
}

function addRow(
  columns: ChartColumns,
  x: number,
  batch: number | null,
  train: number | null,
  validation: number | null,
): void {
  columns.x.push(x);
  columns.batch.push(batch);
  columns.train.push(train);
  columns.validation.push(validation);
}

/** A mutable copy of a curve. */
class BatchCurveBuilder implements BatchCurve {
  stride: number;
  x: number[];
  loss: number[];
  rest: BatchCurve['rest'];

  constructor({ stride, x, loss, rest }: BatchCurve) {
    this.stride = stride;
    this.x = [...x];
    this.loss = [...loss];
    this.rest = rest;
  }

  add(x: number, loss: number): this {
    const { count, xSum, lossSum } = this.rest;
    this.rest = { count: count + 1, xSum: xSum + x, lossSum: lossSum + loss };
    if (this.rest.count < this.stride) return this;
    this.x.push(this.rest.xSum / this.stride);
    this.loss.push(this.rest.lossSum / this.stride);
    this.rest = NO_REST;
    if (this.x.length === MAX_BATCH_POINTS) this.#halve();
    return this;
  }

  #halve(): void {
    this.x = meansOfPairs(this.x);
    this.loss = meansOfPairs(this.loss);
    this.stride *= 2;
  }
}

function meansOfPairs(values: readonly number[]): number[] {
  return Array.from(
    { length: values.length / 2 },
    (_, i) => ((values[2 * i] ?? 0) + (values[2 * i + 1] ?? 0)) / 2,
  );
}
