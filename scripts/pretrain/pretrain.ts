import { bytesToHex } from '@noble/hashes/utils.js';
import { dataFingerprint } from '../../worker/data/fingerprint';
import { sha256 } from '../../worker/data/sha256';
import { splitForRun } from '../../worker/data/split';
import type { RunConfig } from '../../worker/protocol';
import { weightsSha256 } from '../../worker/training/weights-hash';
import { chooseNodeEngine } from '../lib/node/node-session';
import { evaluateOn } from './evaluation';
import type { RecipeFile } from './pretrained-files';
import type { Recipe } from './recipes';
import type { TrainedNetwork } from './trained-network';
import type { TrainingData } from './training-data';

/** The share of the training images, at their end, on which recipes are compared: the last 10,000. */
const HELD_OUT = 1 / 6;

/** The result of a training, and its processor time. */
export interface Trained extends TrainedNetwork {
  readonly seconds: number;
}

/** Trains the weights of a recipe on all training images. @param say called with one line per epoch */
export async function trainWeights(
  { train, config }: Recipe,
  data: TrainingData,
  say: (line: string) => void,
): Promise<Trained> {
  const before = process.cpuUsage();
  const network = await train(config, data, sayEpochs(config, say));
  const { user, system } = process.cpuUsage(before);
  return { ...network, seconds: (user + system) / 1e6 };
}

/**
 * The content of `recipe.json` for a recipe and its weights. Trains the recipe once more without the held-out images, to
 * measure its accuracy on images that it has not seen. Recipes are chosen by this accuracy.
 */
export async function recordOf(
  recipe: Recipe,
  data: TrainingData,
  { parameters, adam, seconds }: Trained,
  versions: RecipeFile['versions'],
  say: (line: string) => void,
): Promise<RecipeFile> {
  const { model, config, train } = recipe;
  const { images } = data;
  const createEngine = await chooseNodeEngine(config, new AbortController().signal);
  const held = { ...config, validationSplit: HELD_OUT };
  say('Once more without the last 10,000 training images:');
  const { parameters: withoutHeld } = await train(held, data, sayEpochs(config, say));
  const { validation } = splitForRun(images, HELD_OUT);
  return {
    model,
    command: `npm run pretrain -- --model ${model}`,
    versions,
    data: { name: images.name, fingerprint: await dataFingerprint(images) },
    recipe: recordedRecipe(recipe),
    metrics: {
      heldOut: evaluateOn(validation, config, withoutHeld, createEngine),
      train: evaluateOn(images.train, config, parameters, createEngine),
      test: evaluateOn(images.test, config, parameters, createEngine),
    },
    secondsOnOneCore: Math.round(10 * seconds) / 10,
    parameters: parameters.length,
    weightsSha256: await weightsSha256(parameters),
    ...(adam && { optimizerSha256: bytesToHex(await sha256(adam)) }),
  };
}

/** Everything that determines the weights. The data's address and the number of threads do not. */
export function recordedRecipe({ config, more }: Recipe): RecipeFile['recipe'] {
  const { hiddenUnits, activation, optimizer, learningRate, batchSize, shuffleBuffer, epochs, seed, engine } =
    config;
  const settings = {
    hiddenUnits,
    activation,
    optimizer,
    learningRate,
    batchSize,
    shuffleBuffer,
    epochs,
    seed,
    engine,
  };
  return { ...settings, ...more };
}

function sayEpochs({ epochs }: RunConfig, say: (line: string) => void) {
  return (epoch: number, loss: number, accuracy: number) =>
    say(`Epoch ${epoch}/${epochs}: train loss ${loss.toFixed(4)}, train accuracy ${accuracy.toFixed(4)}`);
}
