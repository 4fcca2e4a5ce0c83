import { parseConfig } from '../../worker/config';
import { splitForRun } from '../../worker/data/split';
import type { RunConfig } from '../../worker/protocol';
import { chooseNodeEngine } from '../lib/node/node-session';
import { trainInSession } from './train-in-session';
import { trainVaried, type VariedRun } from './train-varied';
import type { TrainedNetwork } from './trained-network';
import type { TrainingData } from './training-data';

export const MODELS = ['lesson', 'best'] as const;
export type ModelName = (typeof MODELS)[number];

/** How to train one of the pretrained models. */
export interface Recipe {
  readonly model: ModelName;
  readonly config: RunConfig;
  /** Everything besides the settings, as `recipe.json` records it. */
  readonly more: Readonly<Record<string, unknown>>;
  /**
   * Trains with these settings: the recipe's own, or with a share of the training images held out.
   * @param onEpoch called after each epoch with its training loss and accuracy
   */
  train(
    config: RunConfig,
    data: TrainingData,
    onEpoch: (epoch: number, loss: number, accuracy: number) => void,
  ): Promise<TrainedNetwork>;
}

/** Exactly the lesson's run. */
const lesson: Recipe = {
  model: 'lesson',
  config: parseConfig({ engine: 'fused', threads: 1 }),
  more: {},
  train: (config, data, onEpoch) =>
    trainInSession(config, data, (event) => {
      if (event.type === 'epoch') onEpoch(event.epoch.epoch, event.epoch.trainLoss, event.epoch.trainAccuracy);
    }),
};

/** The best recipe on the last 10,000 training images that takes less than a minute. docs/pretrained.md lists the others. */
const BEST: VariedRun = {
  config: parseConfig({
    hiddenUnits: [192, 128],
    batchSize: 256,
    learningRate: 0.003,
    shuffleBuffer: 10_000,
    epochs: 44,
    engine: 'fused',
    threads: 1,
  }),
  schedule: { warmUp: 0.1 },
  // Sandals, sneakers and ankle boots are not mirrored: in the data set nearly all of them point to the left.
  augmentation: { moved: 0.3, by: 1, mirrored: [0, 1, 2, 3, 4, 6, 8] },
};

const best: Recipe = {
  model: 'best',
  config: BEST.config,
  more: { schedule: BEST.schedule, augmentation: BEST.augmentation },
  async train(config, { images }, onEpoch) {
    const createEngine = await chooseNodeEngine(config, new AbortController().signal);
    const { train } = splitForRun(images, config.validationSplit);
    // Its step size has fallen to 0, so no training continues from there.
    return { parameters: trainVaried({ ...BEST, config }, train, createEngine, onEpoch), adam: null };
  },
};

export const RECIPES: Readonly<Record<ModelName, Recipe>> = { lesson, best };
