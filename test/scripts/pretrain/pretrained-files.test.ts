import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locateData } from '../../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { evaluateOn } from '../../../scripts/pretrain/evaluation';
import { recordedRecipe } from '../../../scripts/pretrain/pretrain';
import { layersModelOf, readPretrained, readRecipe } from '../../../scripts/pretrain/pretrained-files';
import { MODELS, RECIPES } from '../../../scripts/pretrain/recipes';
import { loadTrainingData, type TrainingData } from '../../../scripts/pretrain/training-data';
import { drawGarment } from '../../../worker/data/drawn-garments';
import { adamEntries, readAdam } from '../../../worker/formats/adam-weights';
import { classifierLayers, parameterTable } from '../../../worker/model/classifier';
import type { RunConfig } from '../../../worker/protocol';
import { RandomStream } from '../../../worker/random';
import { weightsSha256 } from '../../../worker/training/weights-hash';
import { largestDifference } from '../../fixtures/engine-case';
import { sha256 } from '../lib/data/small-official-files';

const { source } = await locateData();
if (!source) console.warn('\n  SKIPPED: THE PRETRAINED WEIGHTS ARE NOT EVALUATED, for lack of Fashion-MNIST\n');

const COUNT = 100;
const folderOf = (model: string) => join(projectRoot(), 'static/pretrained', model);
const createEngineFor = (config: RunConfig) => chooseNodeEngine(config, new AbortController().signal);

/** Dark garments of all classes, without the data set. Brighter images have larger logits, whose rounding alone exceeds the bound. */
function drawnImages(): Uint8Array {
  const random = RandomStream.seeded(3);
  const images = new Uint8Array(784 * COUNT);
  for (let i = 0; i < COUNT; i++) drawGarment(i % 10, random, images.subarray(784 * i, 784 * (i + 1)));
  return images.map((byte) => byte >> 2);
}

/** The model as TensorFlow.js loads it from the unchanged files. */
function openedFrom(folder: string): Promise<tf.LayersModel> {
  return tf.loadLayersModel(pathToFileURL(join(folder, 'model.json')).href, {
    fetchFunc: async (url: unknown) => {
      const type = String(url).endsWith('.json') ? 'application/json' : 'application/octet-stream';
      return new Response(await readFile(new URL(String(url))), { headers: { 'Content-Type': type } });
    },
  });
}

let data: TrainingData;
beforeAll(async () => {
  await tf.setBackend('cpu');
  if (source) data = await loadTrainingData(`${pathToFileURL(source).href}/`);
});
afterAll(() => tf.disposeVariables());

describe.each(MODELS)('the pretrained model “%s”', (model) => {
  const folder = folderOf(model);
  const { config } = RECIPES[model];

  test('has the weights whose SHA-256 is in recipe.json', async () => {
    const [{ parameters }, record] = await Promise.all([readPretrained(folder, config), readRecipe(folder)]);
    expect(await weightsSha256(parameters)).toBe(record.weightsSha256);
    expect(record.parameters).toBe(parameters.length);
  });

  test('was trained with the current recipe, and is in the current format', async () => {
    const [held, record] = await Promise.all([readPretrained(folder, config), readRecipe(folder)]);
    expect(record.recipe).toEqual(recordedRecipe(RECIPES[model]));
    expect(new TextDecoder().decode(held.modelJson)).toBe(
      new TextDecoder().decode(layersModelOf(config, held)['model.json']),
    );
  });

  test('is at most 1.5 MB', () => {
    expect(statSync(join(folder, 'weights.bin')).size).toBeLessThan(1.5e6);
  });

  test('is opened by tf.loadLayersModel and makes the same predictions as our engine, within 1e-6', async () => {
    const { parameters } = await readPretrained(folder, config);
    const bytes = source ? data.images.test.images.subarray(0, 784 * COUNT) : drawnImages();
    const images = Float32Array.from(bytes, (byte) => byte / 255);
    const engine = (await createEngineFor(config))({
      layers: classifierLayers(config.hiddenUnits, config.activation),
      parameters,
      optimizer: { name: 'sgd', learningRate: 1, momentum: 0 },
      batchSize: 1,
    });
    const ours = engine.predict(images, COUNT);
    engine.dispose();
    const opened = await openedFrom(folder);
    const theirs = tf.tidy(() => opened.predict(tf.tensor2d(images, [COUNT, 784])) as tf.Tensor);
    expect(largestDifference(await theirs.data(), ours)).toBeLessThan(1e-6);
    tf.dispose(theirs);
    opened.dispose();
  });

  test.skipIf(!source)('has exactly the recorded loss and accuracy on the test images', async () => {
    const [{ parameters }, record] = await Promise.all([readPretrained(folder, config), readRecipe(folder)]);
    const createEngine = await createEngineFor(config);
    expect(evaluateOn(data.images.test, config, parameters, createEngine)).toEqual(record.metrics.test);
    expect(evaluateOn(data.images.train, config, parameters, createEngine)).toEqual(record.metrics.train);
  });
});

describe('the optimizer of the lesson’s model', () => {
  const folder = folderOf('lesson');
  const { config } = RECIPES.lesson;
  const table = parameterTable(classifierLayers(config.hiddenUnits, config.activation));

  test('has the moments whose SHA-256 is in recipe.json, after 20 epochs of 938 steps', async () => {
    const [{ adam }, record] = await Promise.all([readPretrained(folder, config), readRecipe(folder)]);
    expect(sha256(adam as Uint8Array)).toBe(record.optimizerSha256);
    expect(new Int32Array((adam as Uint8Array<ArrayBuffer>).buffer)[0]).toBe(18_760);
  });

  test('continues in TensorFlow.js: tf.loadLayersModel gives it the moments of each weight', async () => {
    const { adam } = await readPretrained(folder, config);
    const opened = await openedFrom(folder);
    const weights = await (opened.optimizer as tf.AdamOptimizer).getWeights();
    expect(weights.map(({ name }) => name)).toEqual(adamEntries(table).map(({ name }) => name));
    const [steps, ...moments] = await Promise.all(weights.map(({ tensor }) => tensor.data()));
    expect([...(steps as Int32Array)]).toEqual([18_760]);
    const ours = readAdam(adam as Uint8Array, table)?.moments.flatMap((moment) => [...moment]) ?? [];
    expect(
      largestDifference(
        moments.flatMap((moment) => [...moment]),
        ours,
      ),
    ).toBe(0);
    opened.dispose();
  });
});

describe('by their records,', () => {
  test('the best model classifies at least 90 % of the test images, and took less than a minute', async () => {
    const { metrics, secondsOnOneCore } = await readRecipe(folderOf('best'));
    expect(metrics.test.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(secondsOnOneCore).toBeLessThan(60);
  });

  test('it was also better than the lesson’s model on the held-out images', async () => {
    const [lesson, best] = await Promise.all(MODELS.map((model) => readRecipe(folderOf(model))));
    expect(best?.metrics.heldOut.accuracy).toBeGreaterThan(lesson?.metrics.heldOut.accuracy ?? 1);
  });
});
