import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BROKEN_DATA, ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const DATA = tinyData(200, 50);
let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession(DATA);
});
afterEach(() => run.session.reset());

const hits = (labels: Uint8Array, predicted: Uint8Array) =>
  labels.filter((label, i) => label === predicted[i]).length;

describe('an examination', () => {
  test('of an epoch agrees with its report: the share of correct predictions is the validation accuracy', async () => {
    await run.session.train({ ...SMALL, epochs: 3 });
    for (const { epoch, valAccuracy } of run.epochs) {
      const { labels, predicted } = await run.session.examine(epoch);
      expect([...labels]).toEqual([...DATA.test.labels]);
      expect(hits(labels, predicted) / 50).toBeCloseTo(valAccuracy, 12);
    }
  });

  test('of the current weights after the last epoch is the same as that of the epoch', async () => {
    await run.session.train(SMALL);
    const [now, last] = await Promise.all([run.session.examine(), run.session.examine(2)]);
    expect([...now.predicted]).toEqual([...last.predicted]);
    expect([...now.confidence]).toEqual([...last.confidence]);
    expect([now.epoch, last.epoch]).toEqual([null, 2]);
  });

  test('has the classes and the probabilities that predict() returns', async () => {
    await run.session.train(SMALL);
    for (const epoch of [1, 2, null]) {
      const { predicted, confidence } = await run.session.examine(epoch);
      const predictions = await run.session.predict(DATA.test.images, epoch);
      predictions.forEach(({ classIndex, probabilities }, i) => {
        expect(predicted[i]).toBe(classIndex);
        expect(confidence[i]).toBeCloseTo(Number(probabilities[classIndex]), 5);
      });
    }
  });

  test('and predictions of past epochs do not change the running run, bit for bit', async () => {
    const other = new RecordedSession(DATA);
    const undisturbed = await other.session.train({ ...SMALL, epochs: 20 });
    await other.session.reset();
    const training = run.session.train({ ...SMALL, epochs: 20 });
    await run.next(({ type }) => type === 'epoch');
    let looks = 0;
    let trains = true;
    const summary = training.finally(() => {
      trains = false;
    });
    while (trains) {
      await Promise.all([
        run.session.examine(),
        run.session.examine(1),
        run.session.predict(DATA.test.images, 1),
        run.session.firstLayer(4, 1),
      ]);
      looks += 1;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    expect((await summary).weightsSha256).toBe(undisturbed.weightsSha256);
    expect(looks).toBeGreaterThan(0);
  });

  test('of an epoch that was not trained is refused with a list of the kept ones', async () => {
    await run.session.train(SMALL);
    const error = await rejectionOf(run.session.examine(3));
    expect(error).toMatchObject({ code: 'epoch-not-kept', got: 'epoch 3', expected: 'one of 1, 2' });
  });

  test('is refused before there is a model', async () => {
    expect(await rejectionOf(run.session.examine())).toMatchObject({ code: 'call-refused' });
  });
});

describe('garments', () => {
  test('are the validation images at the requested indices', async () => {
    await run.session.step('batch', SMALL);
    const pixels = await run.session.garments([49, 3]);
    expect([...pixels.subarray(0, 784)]).toEqual([...DATA.test.images.subarray(49 * 784)]);
    expect([...pixels.subarray(784)]).toEqual([...DATA.test.images.subarray(3 * 784, 4 * 784)]);
  });

  test.each([50, -1, 0.5])('at the index %s are refused: there are 50', async (index) => {
    await run.session.step('batch', SMALL);
    expect(await rejectionOf(run.session.garments([index]))).toMatchObject({
      code: 'index-invalid',
      expected: '0 to 49',
    });
  });
});

describe('the first layer', () => {
  test('has the weights of each unit together, and only those of the first units if there are more', async () => {
    await run.session.train(SMALL);
    const all = await run.session.firstLayer(100);
    expect(all.kernels).toHaveLength(8 * 784);
    const three = await run.session.firstLayer(3, 2);
    expect(three).toMatchObject({ units: 8, epoch: 2 });
    expect([...three.kernels]).toEqual([...all.kernels.subarray(0, 3 * 784)]);
    expect([...(await run.session.firstLayer(3, 1)).kernels]).not.toEqual([...three.kernels]);
  });

  test('responds most strongly to the garments with the largest weighted sum of pixels', async () => {
    await run.session.train(SMALL);
    const { kernels } = await run.session.firstLayer(8);
    for (const unit of [0, 5]) {
      const sums = Array.from(DATA.test.labels, (_, image) => {
        let sum = 0;
        for (let pixel = 0; pixel < 784; pixel++) {
          sum += Number(DATA.test.images[image * 784 + pixel]) * Number(kernels[unit * 784 + pixel]);
        }
        return sum;
      });
      const expected = Array.from(sums.keys()).sort((a, b) => Number(sums[b]) - Number(sums[a]));
      expect(await run.session.excitingGarments(unit, 5)).toEqual(expected.slice(0, 5));
    }
  });

  test('has no unit after its last', async () => {
    await run.session.train(SMALL);
    expect(await rejectionOf(run.session.excitingGarments(8, 5))).toMatchObject({ code: 'index-invalid' });
  });
});

/** The largest difference between two values at the same position. */
const distance = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));

describe('the learning rate of a running run', () => {
  test('applies from the next batch on, and every listener gets an event', async () => {
    await run.session.step('epoch', SMALL);
    const before = await run.session.firstLayer(1);
    await run.session.setLearningRate('1e-10');
    await run.session.step('epoch');
    expect(distance((await run.session.firstLayer(1)).kernels, before.kernels)).toBeLessThan(1e-7);
    expect(run.of('learning-rate')).toMatchObject([{ learningRate: 1e-10, atEpoch: 1 }]);
  });

  test('changed during loading applies from the first batch on', async () => {
    const summary = run.session.train(SMALL);
    await run.session.setLearningRate(1e-10);
    await summary;
    expect(run.of('learning-rate')).toMatchObject([{ learningRate: 1e-10, atEpoch: 0 }]);
    const [first, second] = [await run.session.firstLayer(1, 1), await run.session.firstLayer(1, 2)];
    expect(distance(first.kernels, second.kernels)).toBeLessThan(1e-7);
  });

  test('changed during loading does not apply to the next run', async () => {
    const summary = run.session.train({ ...SMALL, dataSrc: BROKEN_DATA });
    await run.session.setLearningRate(1e-10);
    await rejectionOf(summary);
    await run.session.train(SMALL);
    expect(run.of('learning-rate')).toEqual([]);
  });

  test('is named in the error if the loss stops being a number', async () => {
    await run.session.step('batch', { ...SMALL, optimizer: 'sgd' });
    await run.session.setLearningRate(1e30);
    await run.session.resume();
    await run.next(({ type }) => type === 'error');
    expect(run.of('error').at(-1)?.error).toMatchObject({
      code: 'loss-not-finite',
      got: expect.stringContaining('learning rate 1e+30'),
    });
  });

  test.each(['-1', 'fast'])('cannot be “%s”', async (value) => {
    await run.session.step('batch', SMALL);
    const error = await rejectionOf(run.session.setLearningRate(value));
    expect(error).toMatchObject({ code: 'config-invalid', field: 'learningRate' });
    expect(run.of('learning-rate')).toEqual([]);
  });

  test('cannot be changed if there is no run', async () => {
    expect(await rejectionOf(run.session.setLearningRate(0.1))).toMatchObject({ code: 'call-refused' });
  });
});

test('an event of an epoch lists the epochs that were kept', async () => {
  await run.session.train({ ...SMALL, epochs: 3 });
  expect(run.of('epoch').map(({ keptEpochs }) => keptEpochs)).toEqual([[1], [1, 2], [1, 2, 3]]);
});

test('fewer training images mean fewer batches in an epoch', async () => {
  await run.startEndless({ ...ENDLESS, trainImages: 60 });
  expect(run.of('ready')[0]?.data).toMatchObject({ trainCount: 60, validationCount: 50 });
});
