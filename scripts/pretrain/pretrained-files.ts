import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import { joined } from '../../worker/data/joined';
import { ADAM } from '../../worker/engines/engine';
import { adamEntries } from '../../worker/formats/adam-weights';
import { type LayersModelFiles, writeLayersModel } from '../../worker/formats/tfjs-layers-model';
import { classifierLayers, parameterCount, parameterTable } from '../../worker/model/classifier';
import type { Evaluation, RunConfig } from '../../worker/protocol';
import { ExpectedError } from '../lib/entry.mjs';
import type { TrainedNetwork } from './trained-network';

/** What `recipe.json` records beside the weights: how they came about, what they can do, and their sum. */
export interface RecipeFile {
  readonly model: string;
  /** The command that makes the same bytes again. */
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The data set, and what tells it from others; see `dataFingerprint`. */
  readonly data: { readonly name: string; readonly fingerprint: string };
  readonly recipe: Readonly<Record<string, unknown>>;
  readonly metrics: {
    /** Of the same recipe trained without the last 10,000 training images, on those. */
    readonly heldOut: Evaluation;
    /** Of the weights in this folder, on the images they were trained on, as they are. */
    readonly train: Evaluation;
    /** Of the weights in this folder; no choice was made by it. */
    readonly test: Evaluation;
  };
  /** Processor time of the training that made the weights. */
  readonly secondsOnOneCore: number;
  readonly parameters: number;
  /** Of the float32 values in `weights.bin`. */
  readonly weightsSha256: string;
  /** Of the optimizer's two files together, where there are any. */
  readonly optimizerSha256?: string;
}

/** A folder's layers model, as far as it concerns whoever compares it. */
export interface PretrainedModel extends TrainedNetwork {
  readonly modelJson: Uint8Array<ArrayBuffer>;
}

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';
/**
 * First moments behind the steps, then second ones. In two files, because `tf.loadLayersModel` takes files to be of one size when all but
 * the last are, and reads a last one that is longer as zeros.
 */
const OPTIMIZER = ['optimizer-1of2.bin', 'optimizer-2of2.bin'] as const;
const RECIPE = 'recipe.json';

/**
 * A network as its files are written. The metrics stay out of `model.json`: they come with times, which are others in each
 * run, and the bytes are to be the same. They stand in `recipe.json`.
 */
export function layersModelOf(
  config: RunConfig,
  { parameters, adam }: TrainedNetwork,
): LayersModelFiles & { readonly [name in (typeof OPTIMIZER)[number]]?: Uint8Array<ArrayBuffer> } {
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const files = writeLayersModel({ layers, parameters, classNames: CLASS_NAMES, config, metrics: null });
  if (!adam) return files;
  const json = JSON.parse(new TextDecoder().decode(files[MODEL]));
  json.weightsManifest.push({ paths: OPTIMIZER, weights: adamEntries(parameterTable(layers)) });
  json.trainingConfig = trainingConfig(config);
  const second = 4 + 4 * parameters.length;
  return {
    ...files,
    [MODEL]: new TextEncoder().encode(JSON.stringify(json)),
    [OPTIMIZER[0]]: adam.subarray(0, second),
    [OPTIMIZER[1]]: adam.subarray(second),
  };
}

/** How TensorFlow.js compiles the model, so that it gives the moments to an optimizer. */
function trainingConfig({ learningRate }: RunConfig) {
  return {
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
    optimizer_config: {
      class_name: 'Adam',
      config: { learning_rate: learningRate, beta1: ADAM.beta1, beta2: ADAM.beta2, epsilon: ADAM.epsilon },
    },
  };
}

export async function writePretrained(
  folder: string,
  config: RunConfig,
  network: TrainedNetwork,
  recipe: RecipeFile,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = { ...layersModelOf(config, network), [RECIPE]: `${JSON.stringify(recipe, null, 2)}\n` };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** @throws ExpectedError when it is not there */
export async function readRecipe(folder: string): Promise<RecipeFile> {
  return JSON.parse(new TextDecoder().decode(await readPart(folder, RECIPE)));
}

/**
 * Reads what was written for a network of these settings.
 * @throws ExpectedError when it is not there, or not as long as the network is large
 */
export async function readPretrained(folder: string, config: RunConfig): Promise<PretrainedModel> {
  const [modelJson, weights] = await Promise.all([readPart(folder, MODEL), readPart(folder, WEIGHTS)]);
  const expected = 4 * parameterCount(parameterTable(classifierLayers(config.hiddenUnits, config.activation)));
  if (weights.length !== expected) {
    throw new ExpectedError(
      `${join(folder, WEIGHTS)} has ${weights.length} bytes; expected ${expected}, four for each weight of a network with ` +
        `hidden layers of ${config.hiddenUnits.join(' and ')} units.`,
    );
  }
  const hasOptimizer = new TextDecoder().decode(modelJson).includes(OPTIMIZER[0]);
  const adam = hasOptimizer ? joined(await Promise.all(OPTIMIZER.map((name) => readPart(folder, name)))) : null;
  return { modelJson, parameters: new Float32Array(weights.buffer), adam };
}

/** The file in memory of its own, so that it can be read as float32. */
async function readPart(folder: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    throw new ExpectedError(`${path} is not there. \`npm run pretrain\` without --check makes it.`);
  }
}
