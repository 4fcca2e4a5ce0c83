import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TrainingProgress } from '../../worker/protocol';
import { ENDLESS, RecordedSession, SLOW_DATA, SMALL } from '../fixtures/recorded-session';
import { rejectionOf } from '../fixtures/trainer-error';

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

/** The loop's last reported position, as [epoch, step]. A pause always reports it. */
function place(): readonly number[] {
  const progress = run
    .of('progress')
    .map((event) => event.progress)
    .filter((candidate): candidate is TrainingProgress => candidate.stage === 'training');
  const last = progress.at(-1);
  return [last?.epoch ?? 0, last?.step ?? 0];
}

const idleFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('pause', () => {
  test('resolves in the state paused, and nothing happens until resume', async () => {
    await run.startEndless();
    await run.session.pause();
    expect(run.states.at(-1)).toBe('paused');
    const before = run.events.length;
    await idleFor(50);
    expect(run.events).toHaveLength(before);
  });

  test('can be called from a timer: timers also fire during training', async () => {
    await run.startEndless();
    await idleFor(10);
    await run.session.pause();
    expect(run.states.at(-1)).toBe('paused');
  });

  test('ends with resume, and the run continues from the same batch', async () => {
    await run.session.step('batch', SMALL);
    const epoch = run.next(({ type }) => type === 'epoch');
    await run.session.resume();
    await epoch;
    expect(run.states.slice(-2)).toEqual(['paused', 'training']);
    expect(run.epochs[0]?.epoch).toBe(1);
  });

  test('does not change the results of the run', async () => {
    await run.session.step('batch', SMALL);
    const finished = run.next((event) => event.type === 'state' && event.state === 'finished');
    await run.session.resume();
    await finished;
    const straight = new RecordedSession();
    await straight.session.train(SMALL);
    const losses = (session: RecordedSession) =>
      session.epochs.map(({ trainLoss, valLoss }) => [trainLoss, valLoss]);
    expect(losses(run)).toEqual(losses(straight));
    await straight.session.reset();
  });
});

describe('step', () => {
  test('of a batch from idle starts a run and pauses after its first batch', async () => {
    await run.session.step('batch', ENDLESS);
    expect(run.states).toEqual(['loading', 'training', 'paused']);
    expect(place()).toEqual([1, 1]);
  });

  test('of a batch from paused trains one more', async () => {
    await run.session.step('batch', ENDLESS);
    await run.session.step('batch');
    await run.session.step('batch');
    expect(place()).toEqual([1, 3]);
    expect(run.states.slice(-2)).toEqual(['training', 'paused']);
  });

  test('of an epoch from idle pauses after the report of the first epoch', async () => {
    await run.session.step('epoch', ENDLESS);
    expect(run.epochs).toHaveLength(1);
    expect(run.states.at(-1)).toBe('paused');
  });

  test('of an epoch from the middle of one trains the rest of it', async () => {
    await run.session.step('batch', ENDLESS);
    await run.session.step('epoch');
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    await run.session.step('batch');
    expect(place()).toEqual([2, 1]);
  });

  test('of the last epoch finishes the run', async () => {
    await run.session.step('epoch', SMALL);
    await run.session.step('epoch');
    await expect.poll(() => run.states.at(-1)).toBe('finished');
    expect(run.epochs).toHaveLength(2);
  });
});

describe('stop', () => {
  test('ends a run that is loading', async () => {
    const summary = run.session.train({ dataSrc: SLOW_DATA });
    await run.session.stop();
    expect(await summary).toMatchObject({ state: 'stopped', reason: null, epochs: 0 });
    expect(run.states).toEqual(['loading', 'stopped']);
  });

  test('ends a run that is training, whose summary has the finished epochs', async () => {
    const epoch = run.next(({ type }) => type === 'epoch');
    const summary = run.session.train(ENDLESS);
    await epoch;
    await run.session.stop();
    const { state, epochs } = await summary;
    expect(state).toBe('stopped');
    expect(epochs).toBe(run.epochs.length);
    expect(run.states.at(-1)).toBe('stopped');
  });

  test('ends a paused run without training further', async () => {
    await run.session.step('batch', ENDLESS);
    await run.session.stop();
    expect(run.states).toEqual(['loading', 'training', 'paused', 'stopped']);
    expect(place()).toEqual([1, 1]);
  });

  test('leaves a model that can predict and be evaluated', async () => {
    await run.startEndless();
    await run.session.stop();
    expect((await run.session.evaluate('test')).count).toBe(50);
  });
});

describe('reset', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['loading', async () => void run.session.train({ dataSrc: SLOW_DATA }).catch(() => {})],
    ['training', () => run.startEndless()],
    ['paused', () => run.session.step('batch', ENDLESS)],
    ['finished', () => run.session.train(SMALL)],
  ])('from %s goes to idle and deletes the model', async (_, prepare) => {
    await prepare();
    await run.session.reset();
    expect(run.states.at(-1)).toBe('idle');
    await expect(run.session.predict(new Uint8Array(784))).rejects.toHaveProperty('code', 'call-refused');
    expect(await run.session.memory()).toEqual({ tensors: 0, heapBytes: 0 });
  });

  test('keeps the data, so that the next run does not load it again', async () => {
    await run.session.train(SMALL);
    await run.session.reset();
    await run.session.train(SMALL);
    expect(run.loaded).toEqual(['']);
  });

  test('while idle emits no event', async () => {
    await run.session.reset();
    expect(run.events).toEqual([]);
  });

  test('during an evaluation of 200 batches ends it, without an internal error', async () => {
    await run.session.train({ ...SMALL, epochs: 1, batchSize: 1, sampleWeighting: 'batch' });
    const evaluation = run.session.evaluate('train').then(
      ({ count }) => String(count),
      (thrown) => String(thrown.code),
    );
    await run.session.reset();
    expect(['200', 'call-refused']).toContain(await evaluation);
  });
});

describe('after an evaluation of a paused run', () => {
  beforeEach(async () => {
    await run.session.step('batch', ENDLESS);
    await run.session.evaluate('test');
  });

  test('reset still waits for the run: idle is the last state', async () => {
    await run.session.reset();
    expect(run.states.slice(-2)).toEqual(['stopped', 'idle']);
  });

  test('stop still waits for the run', async () => {
    await run.session.stop();
    expect(run.states.at(-1)).toBe('stopped');
  });

  test('step still waits for the next pause', async () => {
    await run.session.step('epoch');
    expect(run.states.at(-1)).toBe('paused');
    expect(run.epochs).toHaveLength(1);
  });
});

describe('simultaneous calls', () => {
  test('pause and resume at once: the run continues, and both resolve', async () => {
    await run.startEndless();
    await Promise.all([run.session.pause(), run.session.resume()]);
    await idleFor(30);
    expect(run.states.at(-1)).toBe('training');
  });

  test('pause twice: both resolve in the state paused', async () => {
    await run.startEndless();
    await Promise.all([run.session.pause(), run.session.pause()]);
    await run.session.pause();
    expect(run.states.at(-1)).toBe('paused');
  });

  test('stop from inside the event that reports paused ends the run', async () => {
    await run.startEndless();
    const stopped = run
      .next((event) => event.type === 'state' && event.state === 'paused')
      .then(() => run.session.stop());
    await run.session.pause();
    await stopped;
    expect(run.states.at(-1)).toBe('stopped');
  });
});

describe('an invalid argument', () => {
  test.each([
    ['step', 'year', () => run.session.step('year' as 'epoch')],
    ['step', undefined, () => run.session.step(undefined as unknown as 'epoch')],
    ['evaluate', 'bogus', () => run.session.evaluate('bogus' as 'test')],
  ])('%s(%j) is refused, and nothing starts', async (call, _, make) => {
    const error = await rejectionOf(make());
    expect(error).toMatchObject({ code: 'call-refused' });
    expect(error.remedy).toContain(`${call}('`);
    expect(run.states).toEqual([]);
  });
});
