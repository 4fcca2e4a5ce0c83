import type { Checkpoint } from '../checkpoint/checkpoint';
import { checkData } from '../checkpoint/data';
import type { KeptData } from '../data/kept-data';
import { type LabelledImages, type MissingImages, splitForRun, untilArrived } from '../data/split';
import type { ChooseEngine } from '../engines/choose';
import type { RunConfig } from '../protocol';
import type { ReadMoments } from '../training/opened-model';
import { checkSplits, Trainable, type TrainingStart } from '../training/trainable';

/** Weights opened from files, with the moments of their optimizer. */
interface OpenedStart extends TrainingStart {
  readonly readMoments: ReadMoments;
}

/** Where a run starts, if not with new weights. */
export type RunStart = Checkpoint | TrainingStart | OpenedStart;

/**
 * Loads everything that a run needs to start, in parallel: the engine, the first images and the moments. If one of them fails, or the run is
 * stopped meanwhile, the others are cancelled.
 * @throws TrainerError if the engine, the data or the moments cannot be loaded, or `checkpoint-mismatch`
 */
export async function prepareRun(
  config: RunConfig,
  chooseEngine: ChooseEngine,
  data: KeptData,
  stopped: AbortSignal,
  from?: RunStart,
): Promise<Trainable> {
  const failed = new AbortController();
  const signal = AbortSignal.any([stopped, failed.signal]);
  // At once: when the parts below have ended, the next run may be loading.
  const stopLoading = () => data.stop();
  signal.addEventListener('abort', stopLoading);
  try {
    const [createEngine, images, moments] = await Promise.all([
      chooseEngine(config, signal),
      firstImages(config, data, signal, from),
      from && 'readMoments' in from ? from.readMoments(signal) : undefined,
    ]);
    if (from && 'data' in from) await checkData(from, images);
    signal.throwIfAborted();
    return new Trainable(config, images, createEngine, moments ? { ...from, optimizer: moments } : from);
  } catch (thrown) {
    failed.abort();
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stopLoading);
  }
}

/**
 * Opens the data set, checks the settings against its size, then waits for the images of the first batch. A checkpoint needs all
 * images, since it is compared with them.
 */
async function firstImages(
  config: RunConfig,
  data: KeptData,
  signal: AbortSignal,
  from: RunStart | undefined,
): Promise<LabelledImages> {
  const images = await data.load(config.dataSrc, signal);
  const onMissing = (missing: MissingImages) => data.waitFor(missing);
  const splits = splitForRun(images, config.validationSplit, config.trainImages);
  checkSplits(config, splits);
  // While the first batch is drawn, each image that leaves the shuffle buffer is replaced by the next one of the stream.
  const first = Math.min(config.shuffleBuffer + config.batchSize, splits.train.count);
  await untilArrived(splits.train, 0, first, onMissing);
  if (!from || !('data' in from)) return images;
  for (const split of [images.train, images.test]) await untilArrived(split, 0, split.count, onMissing);
  return images;
}
