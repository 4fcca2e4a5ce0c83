import type { Checkpoint } from '../checkpoint/checkpoint';
import { checkData } from '../checkpoint/data';
import type { KeptData } from '../data/kept-data';
import { type LabelledImages, type MissingImages, splitForRun, untilHere } from '../data/split';
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
 * Fetches everything that a run needs to begin: engine, the first images and moments, in parallel. If one of them fails, the others are
 * cancelled.
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
  try {
    const [createEngine, images, moments] = await Promise.all([
      chooseEngine(config, signal),
      data.load(config.dataSrc, signal, (images) => untilNeeded(images, config, data, from)),
      from && 'readMoments' in from ? from.readMoments(signal) : undefined,
    ]);
    if (from && 'data' in from) await checkData(from, images);
    signal.throwIfAborted();
    return new Trainable(config, images, createEngine, moments ? { ...from, optimizer: moments } : from);
  } catch (thrown) {
    failed.abort();
    data.stop();
    throw thrown;
  }
}

/**
 * Checks the settings against the size of the data set, then waits for the images of the first batch. A checkpoint needs all images,
 * since it is compared with them.
 */
async function untilNeeded(
  images: LabelledImages,
  config: RunConfig,
  data: KeptData,
  from: RunStart | undefined,
): Promise<void> {
  const onMissing = (missing: MissingImages) => data.waitFor(missing);
  const splits = splitForRun(images, config.validationSplit, config.trainImages);
  checkSplits(config, splits);
  // While the first batch is drawn, as many images enter the shuffle buffer as leave it.
  const first = Math.min(config.shuffleBuffer + config.batchSize, splits.train.count);
  await untilHere(splits.train, 0, first, onMissing);
  if (!from || !('data' in from)) return;
  for (const split of [images.train, images.test]) await untilHere(split, 0, split.count, onMissing);
}
