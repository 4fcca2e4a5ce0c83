import type { Checkpoint } from '../checkpoint/checkpoint';
import { checkData } from '../checkpoint/data';
import type { KeptData } from '../data/kept-data';
import type { ChooseEngine } from '../engines/choose';
import type { RunConfig } from '../protocol';
import type { ReadMoments } from '../training/opened-model';
import { Trainable, type TrainingStart } from '../training/trainable';

/** Weights opened from files, with the moments of their optimizer. */
interface OpenedStart extends TrainingStart {
  readonly readMoments: ReadMoments;
}

/** Where a run starts, if not with new weights. */
export type RunStart = Checkpoint | TrainingStart | OpenedStart;

/**
 * Fetches everything that a run trains with: engine, data and moments, in parallel. If one of them fails, the others are cancelled.
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
      data.load(config.dataSrc, signal),
      from && 'readMoments' in from ? from.readMoments(signal) : undefined,
    ]);
    if (from && 'data' in from) await checkData(from, images);
    signal.throwIfAborted();
    return new Trainable(config, images, createEngine, moments ? { ...from, optimizer: moments } : from);
  } catch (thrown) {
    failed.abort();
    throw thrown;
  }
}
