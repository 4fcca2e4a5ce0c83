import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import { joined } from '../../worker/data/joined';
import { adamEntries } from '../../worker/formats/adam-weights';
import { type LayersModelFiles, writeLayersModel } from '../../worker/formats/tfjs-layers-model';
import { classifierLayers, parameterCount, parameterTable } from '../../worker/model/classifier';
import { ADAM, type Evaluation, type RunConfig } from '../../worker/protocol';
import { ExpectedError } from '../lib/entry.mjs';
import type { TrainedNetwork } from './trained-network';

/** The content of `recipe.json`: how the weights were trained, their metrics, and their checksum. */
export interface RecipeFile {
  readonly model: string;
  /** The command that gives the same bytes again. */
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The data set and its fingerprint; see `dataFingerprint`. */
  readonly data: { readonly name: string; readonly fingerprint: string };
  readonly recipe: Readonly<Record<string, unknown>>;
  readonly metrics: {
    /** On the last 10,000 training images, by the same recipe trained without them. */
    readonly heldOut: Evaluation;
    /** On the unchanged training images, by the weights in this folder. */
    readonly train: Evaluation;
    /** On the test images, by the weights in this folder. Nothing was chosen by this. */
    readonly test: Evaluation;
  };
  /** The processor time of the training. */
  readonly secondsOnOneCore: number;
  readonly parameters: number;
  /** Of the float32 values in `weights.bin`. */
  readonly weightsSha256: string;
  /** Of the optimizer's two files together, if it has them. */
  readonly optimizerSha256?: string;
}

/** The parts of a folder's layers model that are compared. */
export interface PretrainedModel extends TrainedNetwork {
  readonly modelJson: Uint8Array<ArrayBuffer>;
}

const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';
/**
 * The number of steps and the first moments, then the second moments. They are in two files because `tf.loadLayersModel` expects all files
 * except the last to have the same size, and reads a last file that is longer as zeros.
 */
const OPTIMIZER = ['optimizer-1of2.bin', 'optimizer-2of2.bin'] as const;
const RECIPE = 'recipe.json';

/**
 * The files of a network. `model.json` has no metrics: they include times, which differ in each run, and the bytes must be
 * the same. The metrics are in `recipe.json`.
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

/** The settings with which TensorFlow.js compiles the model, so that it loads the moments into an optimizer. */
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

/** @throws ExpectedError if the file does not exist */
export async function readRecipe(folder: string): Promise<RecipeFile> {
  return JSON.parse(new TextDecoder().decode(await readPart(folder, RECIPE)));
}

/**
 * Reads the files of a network with these settings.
 * @throws ExpectedError if a file does not exist, or its length does not match the network
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

/** Reads a file into its own memory, so that it can be used as float32. */
async function readPart(folder: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    throw new ExpectedError(`${path} does not exist. \`npm run pretrain\` without --check creates it.`);
  }
}
