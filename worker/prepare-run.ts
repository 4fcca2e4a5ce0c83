import type { Checkpoint } from './checkpoint/checkpoint';
import { checkData } from './checkpoint/data';
import type { KeptData } from './data/kept-data';
import type { ChooseEngine } from './engines/choose';
import type { RunConfig } from './protocol';
import { Trainable, type TrainingStart } from './training/trainable';

/** What a run begins from, if not from new weights. */
export type RunStart = Checkpoint | TrainingStart;

/**
 * All that a run trains with. Engine and data are fetched side by side; when one fails, the other is not waited for but ended.
 * @throws TrainerError why there is no engine or no data, or `checkpoint-mismatch`
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
    const [createEngine, images] = await Promise.all([
      chooseEngine(config, signal),
      data.load(config.dataSrc, signal),
    ]);
    if (from && 'data' in from) await checkData(from, images);
    signal.throwIfAborted();
    return new Trainable(config, images, createEngine, from);
  } catch (thrown) {
    failed.abort();
    throw thrown;
  }
}
