import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bytesToHex } from '@noble/hashes/utils.js';
import { dataFingerprint } from '../../worker/data/fingerprint';
import { sha256 } from '../../worker/data/sha256';
import { TrainerError } from '../../worker/protocol';
import { weightsSha256 } from '../../worker/training/weights-hash';
import { ExpectedError, enter, projectRoot } from '../lib/entry.mjs';
import { dataFolder } from '../lib/node/data-folder';
import { differencesOf, type ModelSums } from '../pretrain/comparison';
import { recordOf, trainWeights } from '../pretrain/pretrain';
import {
  layersModelOf,
  type PretrainedModel,
  readPretrained,
  readRecipe,
  writePretrained,
} from '../pretrain/pretrained-files';
import { MODELS, type ModelName, RECIPES, type Recipe } from '../pretrain/recipes';
import { loadTrainingData, type TrainingData } from '../pretrain/training-data';

const HELP = `npm run pretrain -- [options]

Trains the weights that come with the package, on one thread, and writes them as a TensorFlow.js layers model with
recipe.json beside it: how they were trained, their metrics, and their SHA-256. The bytes are the same on every machine.

  --model NAME    lesson (default): 784-64-64-10, trained like in the lesson; best: the best that trains in a minute
  --check         write nothing; train again and compare with the files. Exits with code 1 if they differ
  --out FOLDER    the folder of the models' folders (default static/pretrained)
  --data FOLDER   the folder with Fashion-MNIST; by default, the one that \`npm run data\` finds
  --help          show this
`;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'lesson' },
      check: { type: 'boolean', default: false },
      out: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const recipe = RECIPES[modelNamed(values.model)];
  const folder = join(resolve(values.out ?? join(projectRoot(), 'static/pretrained')), recipe.model);
  try {
    await (values.check ? check : make)(recipe, folder, values.data);
  } catch (thrown) {
    if (!(thrown instanceof TrainerError)) throw thrown;
    const { code, message, got, expected, remedy } = thrown;
    throw new ExpectedError(`${message} [${code}]\n  got       ${got}\n  expected  ${expected}\n  ${remedy}`);
  }
}

function modelNamed(name: string): ModelName {
  const known = MODELS.find((model) => model === name);
  if (known) return known;
  throw new ExpectedError(`There is no model ${JSON.stringify(name)}; expected one of ${MODELS.join(', ')}.`);
}

async function make(recipe: Recipe, folder: string, named: string | undefined): Promise<void> {
  const data = await loadTrainingData(await dataFolder(named));
  const trained = await trainWeights(recipe, data, say);
  const record = await recordOf(recipe, data, trained, versions(), say);
  await writePretrained(folder, recipe.config, trained, record);
  for (const [split, { loss, accuracy }] of Object.entries(record.metrics)) {
    say(`${split.padEnd(8)} loss ${loss.toFixed(4)}  accuracy ${accuracy.toFixed(4)}`);
  }
  say(`${record.secondsOnOneCore} s of one core. SHA-256 ${record.weightsSha256}\nWritten to ${folder}`);
}

async function check(recipe: Recipe, folder: string, named: string | undefined): Promise<void> {
  const { config } = recipe;
  const [held, record] = await Promise.all([readPretrained(folder, config), readRecipe(folder)]);
  const data = await loadTrainingData(await dataFolder(named));
  await compareData(data, record.data.fingerprint);
  const trained = await trainWeights(recipe, data, say);
  const made = { ...trained, modelJson: layersModelOf(config, trained)['model.json'] };
  const differences = differencesOf(await sumsOf(held), record.weightsSha256, await sumsOf(made));
  if (differences.length > 0) {
    throw new ExpectedError(
      `The files in ${folder} are not what their recipe gives.\n${differences.join('\n')}\n` +
        `If the recipe or the kernels were changed on purpose, run \`npm run pretrain -- --model ${recipe.model}\`.`,
    );
  }
  say(`The same to the bit: ${folder}, SHA-256 ${record.weightsSha256}`);
}

async function compareData({ images }: TrainingData, expected: string): Promise<void> {
  const got = await dataFingerprint(images);
  if (got === expected) return;
  throw new ExpectedError(
    `The weights were trained on other data. Got ${images.name} with fingerprint ${got}, expected ${expected}. ` +
      'Name the folder of the four official files with --data.',
  );
}

async function sumsOf({ parameters, adam, modelJson }: PretrainedModel): Promise<ModelSums> {
  return {
    weightsSha256: await weightsSha256(parameters),
    modelSha256: bytesToHex(await sha256(modelJson)),
    optimizerSha256: adam ? bytesToHex(await sha256(adam)) : '',
  };
}

function versions(): Record<string, string> {
  const { name, version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  return { [name]: version };
}

void enter(main);
