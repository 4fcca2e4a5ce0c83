import type { EngineInfo, EpochReport } from '../worker/protocol';
import type { EpochAnswer } from './contender';
import { TRAIN_IMAGES } from './job';

/** Number of epochs to request; the caller ends the run. */
export const ENDLESS = 1000;

/**
 * The times of one of our epochs. The report has training and validation together in `seconds`, and training alone in
 * `imagesPerSecond`.
 */
export function answerOf(engine: EngineInfo | null, epoch: EpochReport | null): EpochAnswer {
  if (!engine || !epoch) throw new Error('The session has reported no epoch.');
  const { seconds, imagesPerSecond, trainLoss, valAccuracy } = epoch;
  const epochSeconds = TRAIN_IMAGES / imagesPerSecond;
  const validationSeconds = seconds - epochSeconds;
  return { epochSeconds, validationSeconds, threads: engine.threads, trainLoss, valAccuracy };
}
