import type { ChartColumns } from '../../../state/metric-history';

export type AxisRange = readonly [min: number, max: number];

/** Epochs an axis shows at least while a longer run is still at its beginning. */
const EPOCHS_AT_FIRST = 20;
/** Earlier runs make an axis at most so much longer than the present one needs, or than `EPOCHS_AT_FIRST`. */
const EPOCHS_STRETCH = 2;
/** A loss of earlier runs above so many times the present one's may run off the top. */
const LOSS_STRETCH = 4;
/** Batch losses above this share of all may run off the top: the first few would flatten the rest. */
const BATCH_QUANTILE = 0.95;
const LOSS_STEP = 0.2;
const ACCURACY_STEP = 0.05;

/**
 * From 0 to the planned epochs. A long plan is shown in parts that double as the run gets on.
 * @param pastEpochs length of the longest earlier run
 */
export function epochRange(epochsDone: number, epochsPlanned: number, pastEpochs = 0): AxisRange {
  let end = EPOCHS_AT_FIRST;
  while (end < epochsDone) end *= 2;
  end = Math.max(1, Math.min(end, epochsPlanned));
  return [0, Math.max(end, Math.min(pastEpochs, Math.max(EPOCHS_AT_FIRST, end * EPOCHS_STRETCH)))];
}

/**
 * From 0 up to the largest loss of an epoch, or of nearly all batches, in steps of 0.2.
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
 * Around the accuracies so far, in steps of 5%.
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
