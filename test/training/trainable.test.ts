import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import type { CreateEngine } from '../../worker/engines/engine';
import { classifierLayers } from '../../worker/model/classifier';
import { initialParameters } from '../../worker/model/initialisers';
import type { RunConfigInput } from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { RunControl } from '../../worker/training/run-control';
import { Trainable } from '../../worker/training/trainable';
import { numberedSplit, tinyData } from '../fixtures/tiny-data';
import { trainerErrorOf } from '../fixtures/trainer-error';

const DATA = { ...tinyData(1, 1), train: numberedSplit(200), test: numberedSplit(30) };
const open = new RunControl(() => {});
let createEngine: CreateEngine;

beforeAll(async () => {
  createEngine = await chooseNodeEngine(parseConfig({ backend: 'cpu' }), new AbortController().signal);
});

function trainable(settings: RunConfigInput = {}): Trainable {
  return new Trainable(parseConfig({ hiddenUnits: 4, batchSize: 50, ...settings }), DATA, createEngine);
}

const imagesIn = (batches: ReturnType<Trainable['trainBatches']>) =>
  [...batches].flatMap((batch) => [...batch.indices].map((index) => batch.split.images[index * 784]));

describe('the data of a run', () => {
  test('without a validation split trains on all images and validates on the test split', () => {
    expect(trainable().dataInfo).toMatchObject({
      name: 'tiny',
      trainCount: 200,
      validationCount: 30,
      testCount: 30,
    });
  });

  test('with a validation split of 0.1 validates on the last tenth of the training images', () => {
    const model = trainable({ validationSplit: 0.1 });
    expect(model.dataInfo).toMatchObject({ trainCount: 180, validationCount: 20, testCount: 30 });
    expect(imagesIn(model.evaluationBatches('validation'))).toEqual(
      Array.from({ length: 20 }, (_, i) => 180 + i),
    );
    expect(Math.max(...imagesIn(model.trainBatches()).map(Number))).toBe(179);
  });

  test('is shuffled anew in each epoch for training, and in file order for evaluation', () => {
    const model = trainable();
    const first = imagesIn(model.trainBatches());
    expect(imagesIn(model.trainBatches())).not.toEqual(first);
    const inOrder = Array.from({ length: 200 }, (_, i) => i);
    expect(imagesIn(model.evaluationBatches('train'))).toEqual(inOrder);
    expect(first).not.toEqual(inOrder);
  });

  test('with a shuffle buffer of 1 is trained in file order', () => {
    expect(imagesIn(trainable({ shuffleBuffer: 1 }).trainBatches())).toEqual(
      Array.from({ length: 200 }, (_, i) => i),
    );
  });
});

describe('the initial weights', () => {
  test('are drawn from the seed’s stream “weights”', () => {
    const layers = classifierLayers([4], 'relu');
    const expected = initialParameters(layers, RandomStream.seeded(5).fork('weights'));
    expect(trainable({ seed: 5 }).engine.parameters()).toEqual(expected);
  });

  test('do not depend on the shuffle buffer, the batch size or the validation split, but on the seed', () => {
    const weights = trainable().engine.parameters();
    for (const settings of [{ shuffleBuffer: 7 }, { batchSize: 3 }, { validationSplit: 0.5 }]) {
      expect(trainable(settings).engine.parameters()).toEqual(weights);
    }
    expect(trainable({ seed: 2 }).engine.parameters()).not.toEqual(weights);
  });

  test('are as many as the parameters of the model’s layers', () => {
    expect(trainable({ hiddenUnits: '4,3' }).parameterCount).toBe(785 * 4 + 5 * 3 + 4 * 10);
  });
});

describe('an evaluation', () => {
  test('weighs all images the same whatever the batch size, and counts all of them', async () => {
    const [small, large] = [trainable({ batchSize: 7 }), trainable({ batchSize: 200 })];
    const evaluation = await small.evaluate('train', open);
    expect(evaluation.count).toBe(200);
    expect((await large.evaluate('train', open)).loss).toBeCloseTo(evaluation.loss, 6);
  });

  test('with sample-weighting="batch" uses the training batch size, as the lesson does', () => {
    const counts = [...trainable({ batchSize: 20, sampleWeighting: 'batch' }).evaluationBatches('test')];
    expect(counts.map(({ count }) => count)).toEqual([20, 10]);
  });
});

describe('a batch size', () => {
  test.each<[number, RunConfigInput, string]>([
    [201, {}, '200'],
    [181, { validationSplit: 0.1 }, '180'],
  ])(
    'of %i, larger than the training split, is refused with config-batch-too-large',
    (batchSize, settings, most) => {
      const error = trainerErrorOf(() => trainable({ batchSize, ...settings }));
      expect(error).toMatchObject({ code: 'config-batch-too-large', field: 'batchSize' });
      expect(error.got).toContain(String(batchSize));
      expect(error.expected).toContain(most);
    },
  );

  test('equal to the number of training images is accepted', () => {
    expect(trainable({ batchSize: 200 }).trainBatches().steps).toBe(1);
  });

  test('that is too large is refused with an example of an accepted value', () => {
    const few = { ...DATA, train: numberedSplit(20) };
    const error = trainerErrorOf(() => new Trainable(parseConfig({ batchSize: 64 }), few, createEngine));
    expect(Number(/for example batch="(\d+)"/.exec(error.remedy)?.[1])).toBeLessThanOrEqual(20);
  });
});

test.each([0.001, 0.999])(
  'a validation split of %f, which leaves one side without images, is refused: the loss over no images would be 0',
  (validationSplit) => {
    const error = trainerErrorOf(() => trainable({ validationSplit, batchSize: 1 }));
    expect(error.field).toBe('validationSplit');
  },
);
