import { meetsTarget, parseTarget } from '../training/early-stopping';
import type { PositionState } from '../training/run-position';
import type { Checkpoint } from './checkpoint';

/** Whether there is a data set that `splitForRun` would divide into these counts. */
export function isDivision({ config, data }: Pick<Checkpoint, 'config' | 'data'>): boolean {
  const { batchSize, trainImages, validationSplit } = config;
  const { trainCount, validationCount, testCount, fingerprint } = data;
  if (trainCount < batchSize || validationCount === 0 || !/^[0-9a-f]{64}$/.test(fingerprint)) return false;
  if (trainImages > 0 && trainCount > trainImages) return false;
  if (validationSplit === 0) return validationCount === testCount;
  // If `trainImages` limits the images, the unused ones count for the split too, but their number is not stored.
  const all = trainCount + validationCount;
  return trainCount === trainImages || validationCount === Math.round(all * validationSplit);
}

/** Whether the reports of the epochs are possible for this run: an accuracy must be a whole number of images out of all images. */
export function areReports({
  config,
  data,
  position,
}: Pick<Checkpoint, 'config' | 'data' | 'position'>): boolean {
  return position.epochs.every(
    (report, i) =>
      report.epoch === i + 1 &&
      report.epochs === config.epochs &&
      isShareOf(data.trainCount, report.trainAccuracy) &&
      isShareOf(data.validationCount, report.valAccuracy),
  );
}

function isShareOf(count: number, share: number): boolean {
  return share <= 1 && Math.round(share * count) / count === share;
}

/** Whether a run with these settings ends at this position, or continues, as `ended` says. */
export function isEnd({ config, position }: Pick<Checkpoint, 'config' | 'position'>): boolean {
  const { epochs, step, ended } = position;
  const last = epochs.at(-1);
  if (!ended) return epochs.length < config.epochs;
  if (!last || step > 0 || epochs.length > config.epochs) return false;
  if (ended === 'epochs') return epochs.length === config.epochs;
  if (ended === 'patience') return config.patience > 0 && epochs.length > config.patience;
  const target = parseTarget(config.stopAt);
  return target !== null && meetsTarget(target, last);
}

/** Whether the changes of the learning rate are in order and not after `now`, in epochs since the start. */
export function areChanges({ learningRates }: PositionState, now: number): boolean {
  return learningRates.every(
    ({ learningRate, atEpoch }, i) =>
      learningRate > 0 && atEpoch <= now && atEpoch >= (learningRates[i - 1]?.atEpoch ?? 0),
  );
}

/**
 * Whether the times are possible: between two epochs, none of the next epoch's time has passed. Inside an epoch it allows 1 ms, since
 * clocks may be coarse and sums of times inexact.
 */
export function areTimes({ epochs, step, elapsedMs, epochStartedMs }: PositionState): boolean {
  const isBeginning = epochs.length === 0;
  if (isBeginning && epochStartedMs > 0) return false;
  return step === 0 ? elapsedMs === epochStartedMs : epochStartedMs - elapsedMs < 1;
}
