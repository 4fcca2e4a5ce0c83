import type { ChartColumns } from '../../../state/metric-history';

export type AxisRange = readonly [min: number, max: number];

/** Minimum number of epochs on the axis at the beginning of a longer run. */
const EPOCHS_AT_FIRST = 20;
/** Earlier runs may stretch the axis to at most this multiple of what the current run needs (or of `EPOCHS_AT_FIRST`). */
const EPOCHS_STRETCH = 2;
/** Losses of earlier runs may be cut off above this multiple of the current run's largest loss. */
const LOSS_STRETCH = 4;
/** This share of the batch losses must fit. The rest, usually the first few, may be cut off: they would flatten the curve. */
const BATCH_QUANTILE = 0.95;
const LOSS_STEP = 0.2;
const ACCURACY_STEP = 0.05;

/**
 * From 0 to the planned epochs. For a long run, the axis starts short and doubles as the run progresses.
 * @param pastEpochs length of the longest earlier run
 */
export function epochRange(epochsDone: number, epochsPlanned: number, pastEpochs = 0): AxisRange {
  let end = EPOCHS_AT_FIRST;
  while (end < epochsDone) end *= 2;
  end = Math.max(1, Math.min(end, epochsPlanned));
  return [0, Math.max(end, Math.min(pastEpochs, Math.max(EPOCHS_AT_FIRST, end * EPOCHS_STRETCH)))];
}

/**
 * From 0 to the largest epoch loss or the largest of nearly all batch losses, in steps of 0.2.
 * @param past losses of earlier runs
 */
export function lossRange({ batch, train, validation }: ChartColumns, past: readonly number[] = []): AxisRange {
  const batches = values(batch).sort((a, b) => a - b);
  const usual = batches[Math.floor((batches.length - 1) * BATCH_QUANTILE)] ?? 0;
  const own = Math.max(usual, ...values(train), ...values(validation));
  const top = Math.max(own, Math.min(Math.max(0, ...past), own * LOSS_STRETCH || Number.POSITIVE_INFINITY));
  return [0, top > 0 ? Math.ceil((top * 1.05) / LOSS_STEP) * LOSS_STEP : 1];
}

/**
 * Spans the accuracies so far, in steps of 5%.
 * @param past accuracies of earlier runs
 */
export function accuracyRange({ train, validation }: ChartColumns, past: readonly number[] = []): AxisRange {
  const all = [...values(train), ...values(validation), ...past];
  if (all.length === 0) return [0.7, 1];
  const low = Math.floor((Math.min(...all) - 0.01) / ACCURACY_STEP);
  const high = Math.ceil((Math.max(...all) + 0.01) / ACCURACY_STEP);
  return [
    Math.max(0, Math.min(low, high - 2) * ACCURACY_STEP),
    Math.min(1, Math.max(high, low + 2) * ACCURACY_STEP),
  ];
}

function values(column: readonly (number | null)[]): number[] {
  return column.filter((value) => value !== null);
}
