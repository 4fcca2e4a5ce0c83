import type { StoredRun } from '../../../worker/protocol';
import { formatAccuracy, formatCount, formatTime } from '../../language/format-numbers';

/** When a run was stored, its finished and planned epochs, and its accuracy. */
export function runFigures({
  savedAt,
  epochs,
  config,
  valAccuracy,
}: StoredRun): [date: string, done: string, planned: string, accuracy: string] {
  const accuracy = formatAccuracy(valAccuracy ?? Number.NaN);
  return [formatTime(savedAt), formatCount(epochs), formatCount(config.epochs), accuracy];
}
