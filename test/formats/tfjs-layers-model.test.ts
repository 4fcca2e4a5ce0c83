import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SavedNetwork } from '../../worker/formats/saved-network';
import { writeLayersModel } from '../../worker/formats/tfjs-layers-model';
import { largestDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { anyNetwork, noiseImages, savedNetwork } from '../fixtures/saved-networks';

const COUNT = 20;
const IMAGES = noiseImages(COUNT);

/** The model as TensorFlow.js loads the two files from a server. */
function opened(network: SavedNetwork): Promise<tf.LayersModel> {
  const files = writeLayersModel(network);
  return tf.loadLayersModel('https://example.org/model.json', {
    fetchFunc: async (url: unknown) => {
      const name = String(url).split('/').at(-1) as keyof typeof files;
      const headers = {
        'Content-Type': name === 'model.json' ? 'application/json' : 'application/octet-stream',
      };
      return new Response(files[name], { headers });
    },
  });
}

beforeAll(() => tf.setBackend('cpu'));
afterAll(() => tf.disposeVariables());

describe('a layers model opened by tf.loadLayersModel', () => {
  test('is the lesson’s: names, shapes, functional, with softmax at its end', async () => {
    const model = await opened(savedNetwork([64, 64]));
    expect(model.layers.map(({ name }) => name)).toEqual(['clothing', 'dense_1', 'dense_2', 'predictions']);
    expect(model.layers.map((layer) => layer.getClassName())).toEqual([
      'InputLayer',
      'Dense',
      'Dense',
      'Dense',
    ]);
    expect([model.inputNames, model.outputNames]).toEqual([['clothing'], ['predictions']]);
    expect([model.inputs[0]?.shape, model.outputs[0]?.shape]).toEqual([
      [null, 784],
      [null, 10],
    ]);
    expect(model.countParams()).toBe(55_050);
    model.dispose();
  });

  test('makes the same predictions as the network, within 1e-6 of float64, whatever the network', async () => {
    await fc.assert(
      fc.asyncProperty(anyNetwork, async (network) => {
        const { layers, parameters } = network;
        const oracle = new Float64Network(layers, parameters, { name: 'sgd', learningRate: 1, momentum: 0 });
        const model = await opened(network);
        const predicted = tf.tidy(() => model.predict(tf.tensor2d(IMAGES, [COUNT, 784])) as tf.Tensor);
        expect(largestDifference(await predicted.data(), oracle.predict(IMAGES, COUNT))).toBeLessThan(1e-6);
        tf.dispose(predicted);
        model.dispose();
      }),
      { numRuns: 15 },
    );
  });

  test('can be trained further', async () => {
    const model = await opened(savedNetwork([4]));
    model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
    const [images, labels] = [tf.tensor2d(IMAGES, [COUNT, 784]), tf.zeros([COUNT, 1])];
    const losses = (await model.fit(images, labels, { epochs: 3, verbose: 0 })).history.loss as number[];
    expect(losses[2]).toBeLessThan(losses[0] as number);
    tf.dispose([images, labels]);
    model.dispose();
  });

  test('has its settings and metrics', async () => {
    const network = savedNetwork([4]);
    const model = await opened(network);
    const notes = model.getUserDefinedMetadata() as Record<string, string>;
    expect(JSON.parse(notes.config as string)).toEqual(network.config);
    expect(JSON.parse(notes.metrics as string)).toEqual(network.metrics);
    model.dispose();
  });
});
