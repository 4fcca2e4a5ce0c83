import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionState } from '../../worker/protocol';
import { ENDLESS, RecordedSession, SLOW_DATA, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

const IMAGES = tinyData(3, 1).train.images;

describe('a run to its end', () => {
  test('goes idle → loading → training → finished, and each state names the previous one', async () => {
    await run.session.train(SMALL);
    const states = run.of('state').map(({ previous, state }) => [previous, state]);
    expect(states).toEqual([
      ['idle', 'loading'],
      ['loading', 'training'],
      ['training', 'finished'],
    ]);
  });

  test('reports ready with its configuration, engine, data and number of parameters', async () => {
    await run.session.train({ ...SMALL, seed: '9' });
    const [ready] = run.of('ready');
    expect(ready).toMatchObject({ runId: 1, parameterCount: 785 * 8 + 9 * 10 });
    expect(ready?.config).toMatchObject({ hiddenUnits: [8], batchSize: 20, seed: 9, optimizer: 'adam' });
    expect(ready?.engine).toMatchObject({ name: 'fused', backend: 'wasm' });
    expect(ready?.data).toMatchObject({ name: 'tiny', trainCount: 200, validationCount: 50, testCount: 50 });
  });

  test('reports each epoch once, and resolves with the summary of its last state', async () => {
    const summary = await run.session.train(SMALL);
    expect(run.epochs.map(({ epoch, epochs }) => [epoch, epochs])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(summary).toMatchObject({ runId: 1, state: 'finished', reason: 'epochs', epochs: 2, test: null });
    expect(run.of('state').at(-1)?.summary).toEqual(summary);
  });

  test('learns: after 20 epochs it distinguishes the linearly separable classes', async () => {
    await run.session.train({ ...SMALL, epochs: 20 });
    expect(run.epochs.at(-1)?.valAccuracy).toBe(1);
    expect(run.epochs.at(-1)?.trainLoss).toBeLessThan(0.1);
  });

  test('numbers its runs upwards, and each event has the number of its run', async () => {
    await run.session.train(SMALL);
    const firstRun = run.events.length;
    await run.session.train(SMALL);
    expect(new Set(run.events.slice(0, firstRun).map(({ runId }) => runId))).toEqual(new Set([1]));
    expect(new Set(run.events.slice(firstRun).map(({ runId }) => runId))).toEqual(new Set([2]));
  });

  test('loads the same data once for two runs', async () => {
    await run.session.train(SMALL);
    await run.session.train(SMALL);
    expect(run.loaded).toEqual(['']);
  });
});

/** How to get a session into each state. */
const INTO: Record<SessionState, () => Promise<unknown>> = {
  idle: async () => {},
  loading: async () => {
    const loading = run.next((event) => event.type === 'state' && event.state === 'loading');
    run.session.train({ dataSrc: SLOW_DATA }).catch(() => {});
    await loading;
  },
  training: () => run.startEndless(),
  paused: () => run.session.step('batch', ENDLESS),
  finished: () => run.session.train({ ...SMALL, epochs: 1 }),
  stopped: async () => {
    await run.startEndless();
    await run.session.stop();
  },
  failed: () => run.session.train({ ...SMALL, optimizer: 'sgd', learningRate: 1e30 }).catch(() => {}),
};

const CALLS = {
  train: () => run.session.train(SMALL),
  step: () => run.session.step('batch', SMALL),
  pause: () => run.session.pause(),
  resume: () => run.session.resume(),
  stop: () => run.session.stop(),
  evaluate: () => run.session.evaluate('test'),
  predict: () => run.session.predict(IMAGES),
};

describe('a call that is not allowed in a state is refused with call-refused, which names the call and the state', () => {
  const REFUSED: readonly (readonly [SessionState, readonly (keyof typeof CALLS)[]])[] = [
    ['idle', ['pause', 'resume', 'stop']],
    ['loading', ['train', 'step', 'pause', 'resume', 'evaluate']],
    ['training', ['train', 'step', 'resume', 'evaluate']],
    ['paused', ['train']],
    ['finished', ['pause', 'resume', 'stop']],
    ['stopped', ['pause', 'resume', 'stop']],
    ['failed', ['pause', 'resume', 'stop']],
  ];

  test.each(REFUSED.flatMap(([state, calls]) => calls.map((call) => [state, call] as const)))(
    'in %s: %s()',
    async (state, call) => {
      await INTO[state]();
      const eventsBefore = run.events.filter(({ type }) => type !== 'progress' && type !== 'epoch');
      const error = await rejectionOf(CALLS[call]());
      expect(error.code).toBe('call-refused');
      expect(error.message).toContain(`${call}()`);
      expect(error.message).toContain(`“${state}”`);
      expect(error.expected).not.toContain(state);
      expect(run.events.filter(({ type }) => type !== 'progress' && type !== 'epoch')).toEqual(eventsBefore);
    },
  );

  test.each(['evaluate', 'predict'] as const)('%s() before there is a model', async (call) => {
    const error = await rejectionOf(CALLS[call]());
    expect(error).toMatchObject({ code: 'call-refused', got: 'there is no model yet' });
  });
});
