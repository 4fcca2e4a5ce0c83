import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EpochReport, RunConfigInput } from '../../worker/protocol';
import { advanceClock, HOUR_MS } from '../fixtures/clock';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

const untimed = ({ seconds, imagesPerSecond, ...numbers }: EpochReport) => numbers;

/** The epoch reports of a whole run in a new session, without times. */
async function reportsOf(config: RunConfigInput) {
  const other = new RecordedSession();
  await other.session.train(config);
  await other.session.reset();
  return other.epochs.map(untimed);
}

describe('the same configuration', () => {
  test('gives identical epoch reports, in one session or in two', async () => {
    const expected = await reportsOf(SMALL);
    await run.session.train(SMALL);
    await run.session.train(SMALL);
    expect(run.epochs.map(untimed)).toEqual([...expected, ...expected]);
  });

  test.each<[string, RunConfigInput]>([
    ['seed', { seed: 2 }],
    ['shuffle buffer', { shuffleBuffer: 1 }],
    ['activation', { activation: 'tanh' }],
    ['learning rate', { learningRate: 0.01 }],
    ['optimizer', { optimizer: 'rmsprop' }],
  ])('with another %s gives other reports', async (_, settings) => {
    expect(await reportsOf({ ...SMALL, ...settings })).not.toEqual(await reportsOf(SMALL));
  });
});

describe('an epoch’s report', () => {
  test('has the losses and accuracies that evaluate() gives for the same weights', async () => {
    await run.session.train({ ...SMALL, epochs: 1 });
    const { loss, accuracy } = await run.session.evaluate('validation');
    expect(run.epochs[0]).toMatchObject({ valLoss: loss, valAccuracy: accuracy });
  });

  test('has positive seconds and a speed that matches them', async () => {
    await run.session.train(SMALL);
    for (const { seconds, imagesPerSecond } of run.epochs) {
      expect(seconds).toBeGreaterThan(0);
      expect(imagesPerSecond).toBeGreaterThanOrEqual(200 / seconds);
    }
  });

  test('does not count a pause', async () => {
    await run.session.step('batch', SMALL);
    advanceClock(HOUR_MS);
    await run.session.step('epoch');
    expect(run.epochs[0]?.seconds).toBeLessThan(HOUR_MS / 1000);
  });
});

describe('a run ends early', () => {
  test('when an epoch reaches stop-at', async () => {
    const summary = await run.session.train({ ...ENDLESS, stopAt: 'valAccuracy>=0.9' });
    const reached = run.epochs.map(({ valAccuracy }) => valAccuracy >= 0.9);
    expect(reached.indexOf(true)).toBe(reached.length - 1);
    expect(summary).toMatchObject({ state: 'finished', reason: 'stop-at', epochs: reached.length });
  });

  test('when patience is used up: with an accuracy that does not change, after 1 + 3 epochs', async () => {
    const still = { ...ENDLESS, optimizer: 'sgd', learningRate: 1e-10, patience: 3, monitor: 'valAccuracy' };
    expect(await run.session.train(still)).toMatchObject({ state: 'finished', reason: 'patience', epochs: 4 });
  });
});

describe('with a validation split', () => {
  test('the summary has a final evaluation on the test split, with the numbers of evaluate()', async () => {
    const { test: final } = await run.session.train({ ...SMALL, validationSplit: 0.1 });
    expect(final?.count).toBe(50);
    expect(await run.session.evaluate('test')).toEqual(final);
    expect((await run.session.evaluate('validation')).count).toBe(20);
    expect((await run.session.evaluate('train')).count).toBe(180);
  });

  test('a stopped run has no final evaluation', async () => {
    await run.startEndless({ ...ENDLESS, validationSplit: 0.1 });
    await run.session.stop();
    expect(run.of('state').at(-1)?.summary?.test).toBeNull();
  });
});

describe('evaluate', () => {
  test.each([
    ['train', 200],
    ['validation', 50],
    ['test', 50],
  ] as const)('of %s counts its %i images and does not change the weights', async (split, count) => {
    await run.session.train(SMALL);
    const evaluation = await run.session.evaluate(split);
    expect(evaluation.count).toBe(count);
    expect(await run.session.evaluate(split)).toEqual(evaluation);
  });

  test('works while paused', async () => {
    await run.session.step('batch', ENDLESS);
    expect((await run.session.evaluate('test')).count).toBe(50);
  });

  test.each(['train', 'step', 'evaluate'] as const)('refuses %s() at the same time', async (call) => {
    await run.session.train(SMALL);
    const calls = {
      train: () => run.session.train(SMALL),
      step: () => run.session.step('batch', SMALL),
      evaluate: () => run.session.evaluate('test'),
    };
    const first = run.session.evaluate('train');
    const error = await rejectionOf(calls[call]());
    expect(error).toMatchObject({ code: 'call-refused', got: 'an evaluation is running' });
    expect((await first).count).toBe(200);
  });

  test('refuses resume() of a paused run at the same time', async () => {
    await run.session.step('batch', ENDLESS);
    const evaluation = run.session.evaluate('test');
    expect((await rejectionOf(run.session.resume())).code).toBe('call-refused');
    await evaluation;
    await run.session.resume();
    expect(run.states.at(-1)).not.toBe('failed');
  });
});

describe('predict', () => {
  const { images, labels } = tinyData(200, 50).test;

  test('agrees with evaluate(): as many correct predictions as its accuracy says', async () => {
    await run.session.train(SMALL);
    const predictions = await run.session.predict(images);
    const right = predictions.filter(({ classIndex }, i) => classIndex === labels[i]).length;
    expect(right / 50).toBeCloseTo((await run.session.evaluate('test')).accuracy, 12);
    for (const { probabilities } of predictions) {
      expect(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-6);
    }
  });

  test('works during training, and its answers change with the weights', async () => {
    await run.startEndless();
    const [early] = await run.session.predict(images);
    await run.next(({ type }) => type === 'epoch');
    const [later] = await run.session.predict(images);
    expect(run.states.at(-1)).toBe('training');
    expect(later?.probabilities).not.toEqual(early?.probabilities);
  });

  test('does not change the run', async () => {
    const expected = await reportsOf(SMALL);
    await run.session.step('batch', SMALL);
    await run.session.predict(images);
    await run.session.step('epoch');
    await run.session.predict(images);
    await run.session.step('epoch');
    expect(run.epochs.map(untimed)).toEqual(expected);
  });
});

test('progress is reported at most ten times in any second of training', async () => {
  const { seconds } = await run.session.train({ ...SMALL, epochs: 100 });
  const progress = run.of('progress').filter((event) => event.progress.stage !== 'loading');
  // One more for the first batch, and one for the end, which is always sent.
  expect(progress.length).toBeLessThanOrEqual(10 * seconds + 2);
  expect(progress.length).toBeGreaterThanOrEqual(2);
});

test('no batch loss of a run is lost: ten batches in each of 30 epochs', async () => {
  await run.session.train({ ...SMALL, epochs: 30 });
  const places = run
    .of('progress')
    .flatMap(({ progress }) => (progress.stage === 'loading' ? [] : progress.batchLosses))
    .map(({ atEpoch }) => Math.round(atEpoch * 10));
  expect(places).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
});

test.each(['fused', 'tfjs'])(
  'memory is the same after a run of %s, after a reset and a second run',
  async (engine) => {
    await run.session.train({ ...SMALL, engine });
    const first = await run.session.memory();
    if (engine === 'tfjs') expect(first.tensors).toBeGreaterThan(0);
    expect(first.heapBytes).toBeGreaterThan(0);
    await run.session.reset();
    await run.session.train({ ...SMALL, engine });
    expect(await run.session.memory()).toEqual(first);
    await run.session.train({ ...SMALL, engine });
    expect(await run.session.memory()).toEqual(first);
  },
);
