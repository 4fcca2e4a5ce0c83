import { afterEach, describe, expect, test } from 'vitest';
import { nodeFusedStart } from '../../scripts/lib/node/node-session';
import type { ChooseEngine } from '../../worker/engines/choose';
import type { EnginePieces, Work } from '../../worker/engines/engine';
import type { RunConfigInput, RunSummary } from '../../worker/protocol';
import { advanceClock } from '../fixtures/clock';
import { RecordedSession } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';

/** Four steps in two epochs. Every step is divided into the smallest pieces, as if the network were large. */
const DATA = tinyData(120, 40);
const SETTINGS: RunConfigInput = {
  engine: 'fused',
  hiddenUnits: '40,24',
  batchSize: 60,
  epochs: 2,
  threads: 1,
};
const fused = nodeFusedStart({ longStep: 0, piece: 1 });

type Kind = 'trainStep' | 'evaluateStep';

/** A session with an engine that computes in pieces and reports each of them. */
class LongSession extends RecordedSession {
  /** Steps that were left, and steps that were completed. */
  readonly left = { trainStep: 0, evaluateStep: 0 };
  readonly completed = { trainStep: 0, evaluateStep: 0 };
  /** Whether the weights have been copied to hash them. */
  hasCopied = false;
  /** Called before the first piece, with 0, and after each piece that the trainer's thread has computed. */
  onPiece: (kind: Kind, piece: number) => void = () => {};

  constructor() {
    const observe: ChooseEngine = async ({ threads }, signal) => {
      const create = await fused.start(threads, 'a test', signal);
      return (setup) => {
        const engine = create(setup);
        const pieces = engine.pieces as EnginePieces;
        const { trainStep, evaluateStep, parameters } = pieces;
        pieces.trainStep = (batch) => this.#observed('trainStep', trainStep.call(pieces, batch));
        pieces.evaluateStep = (...args) => this.#observed('evaluateStep', evaluateStep.apply(pieces, args));
        pieces.parameters = () => this.#slowly(parameters.call(pieces));
        return engine;
      };
    };
    super(DATA, observe);
  }

  /** Lets the worker handle its messages after the next piece. */
  breathe(): void {
    advanceClock(20);
  }

  /** Copies the weights, and lets the worker handle its messages after each piece. */
  *#slowly(work: Work<Float32Array<ArrayBuffer>>): Work<Float32Array<ArrayBuffer>> {
    for (;;) {
      const { done, value } = work.next();
      if (done) {
        this.hasCopied = true;
        return value;
      }
      this.breathe();
      yield;
    }
  }

  *#observed<T>(kind: Kind, work: Work<T>): Work<T> {
    let isDone = false;
    try {
      this.onPiece(kind, 0);
      yield;
      for (let piece = 1; ; piece++) {
        const { done, value } = work.next();
        isDone = done === true;
        if (done) return value;
        this.onPiece(kind, piece);
        yield;
      }
    } finally {
      if (isDone) this.completed[kind] += 1;
      else this.left[kind] += 1;
      work.return(undefined as T);
    }
  }
}

let open: LongSession[] = [];
afterEach(async () => {
  await Promise.all(open.map(({ session }) => session.reset()));
  open = [];
});

function newSession(): LongSession {
  const run = new LongSession();
  open.push(run);
  return run;
}

async function undisturbed(settings = SETTINGS) {
  const { weightsSha256 } = await newSession().session.train(settings);
  return weightsSha256;
}

/** The pieces after which a test intervenes. A second thread may compute them all, if the first one has to wait for a core. */
const PIECES_BEFORE = [3, 0];

/** Calls `act` once, inside the `count`-th step or evaluation, and lets it take effect. Resolves with its result. */
function inside<T>(run: LongSession, kind: Kind, count: number, act: () => Promise<T>, after = 3): Promise<T> {
  return new Promise((resolve, reject) => {
    run.onPiece = (of, piece) => {
      if (of !== kind || run.completed[kind] < count || piece < after) return;
      run.onPiece = () => {};
      act().then(resolve, reject);
      run.breathe();
    };
  });
}

describe.each([1, 2])('a step that takes long, on %d threads,', (threads) => {
  const settings = { ...SETTINGS, threads };
  const pieces = PIECES_BEFORE[threads - 1];

  test('is left when the run pauses, and the run ends with the same weights as without pauses', async () => {
    const run = newSession();
    const summary = run.session.train(settings);
    const checkpoints: Uint8Array[] = [];
    for (const step of [0, 1, 2, 3]) {
      await inside(run, 'trainStep', step, () => run.session.pause(), pieces);
      expect(run.states.at(-1)).toBe('paused');
      checkpoints.push(await run.session.checkpoint());
      await run.session.predict(DATA.test.images);
      await run.session.resume();
    }
    const { weightsSha256 } = await summary;
    expect(run.left.trainStep).toBe(4);
    expect(run.completed.trainStep).toBe(4);
    const expected = await undisturbed();
    expect(weightsSha256).toBe(expected);
    for (const checkpoint of checkpoints) {
      const resumed = await newSession().session.restore(checkpoint);
      expect(resumed?.weightsSha256).toBe(expected);
    }
  });

  test('is left when the run is stopped: the weights are those after the step before', async () => {
    const before = newSession();
    await before.session.step('batch', settings);
    const complete = before.next(({ type }) => type === 'summary');
    await before.session.stop();
    await complete;
    const run = newSession();
    const stops = run.session.train(settings);
    await inside(run, 'trainStep', 1, () => run.session.stop(), pieces);
    expect(run.left.trainStep).toBe(1);
    const { state, weightsSha256 } = await stops;
    expect(state).toBe('stopped');
    expect(weightsSha256).toBe(before.of('summary').at(-1)?.summary.weightsSha256);
  });

  test('is left when the run is stopped, which does not wait until the weights are copied and hashed', async () => {
    const run = newSession();
    const training = run.session.train(settings);
    await inside(run, 'trainStep', 1, () => run.session.stop(), pieces);
    expect(run.states.at(-1)).toBe('stopped');
    expect(run.hasCopied).toBe(false);
    const early = run.of('state').at(-1)?.summary;
    expect(early).toMatchObject({ state: 'stopped', epochs: 0, weightsSha256: '' });
    const summary = await training;
    expect(run.of('summary')).toEqual([{ type: 'summary', runId: 1, summary }]);
    expect(summary).toEqual({ ...early, weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('can be followed by another run or a reset while the weights of the stopped one are hashed', async () => {
    const run = newSession();
    const summaries: Promise<RunSummary>[] = [];
    for (const next of [() => run.session.stop(), () => run.session.reset()]) {
      summaries.push(run.session.train(settings));
      await inside(run, 'trainStep', 0, next, pieces);
      expect(run.hasCopied).toBe(false);
    }
    const [stopped, reset] = await Promise.all(summaries);
    expect(stopped?.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(reset?.weightsSha256).toBe(stopped?.weightsSha256);
    // Both came too late: after the first run another one had begun, and the second run had been reset.
    expect(run.of('summary')).toEqual([]);
  });

  test('can be stopped and then reset at once: no event about it follows the reset', async () => {
    const run = newSession();
    const training = run.session.train(settings);
    await inside(run, 'trainStep', 1, () => run.session.stop(), pieces);
    expect(run.hasCopied).toBe(false);
    await run.session.reset();
    expect((await training).weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(run.events.at(-1)).toMatchObject({ type: 'state', state: 'idle' });
  });

  test('begins again when the learning rate changes, so that a change applies to one batch or the next', async () => {
    const run = newSession();
    const summary = run.session.train(settings);
    await inside(run, 'trainStep', 1, () => run.session.setLearningRate(0.02), pieces);
    const { weightsSha256 } = await summary;
    expect(run.left.trainStep).toBe(1);
    expect(run.of('learning-rate')).toMatchObject([{ learningRate: 0.02, atEpoch: 0.5 }]);
    const other = newSession();
    await other.session.step('batch', settings);
    await other.session.setLearningRate(0.02);
    const finished = other.next((event) => event.type === 'state' && event.state === 'finished');
    await other.session.resume();
    await finished;
    expect(weightsSha256).toBe(other.of('state').at(-1)?.summary?.weightsSha256);
  });

  test('is completed before a prediction or an examination answers, which changes no bit', async () => {
    const run = newSession();
    const summary = run.session.train(settings);
    const completed: number[] = [];
    for (const step of [0, 2]) {
      const looks = () =>
        Promise.all([run.session.predict(DATA.test.images), run.session.examine(), run.session.firstLayer(4)]);
      await inside(run, 'trainStep', step, looks, pieces);
      completed.push(run.completed.trainStep);
    }
    expect(completed[0]).toBeGreaterThan(0);
    expect(run.left.trainStep).toBe(0);
    expect((await summary).weightsSha256).toBe(await undisturbed());
  });
});

test('a validation that takes long is left when the run pauses, and reports the same numbers afterwards', async () => {
  const run = newSession();
  const summary = run.session.train(SETTINGS);
  await inside(run, 'evaluateStep', 0, () => run.session.pause());
  expect(run.left.evaluateStep).toBe(1);
  expect(run.epochs).toHaveLength(0);
  await run.session.resume();
  await summary;
  const other = newSession();
  await other.session.train(SETTINGS);
  const numbers = ({ epochs }: LongSession) => epochs.map(({ valLoss, valAccuracy }) => [valLoss, valAccuracy]);
  expect(numbers(run)).toEqual(numbers(other));
});

test('a run pauses and stops while a call looks into its network, and that call still answers', async () => {
  const run = newSession();
  const summary = run.session.train(SETTINGS);
  await inside(run, 'evaluateStep', 0, () => run.session.pause());
  // The examination waits for nothing, since the validation was left.
  const looked = inside(run, 'evaluateStep', run.completed.evaluateStep, async () => run.session.stop());
  const examination = run.session.examine();
  await looked;
  expect((await summary).state).toBe('stopped');
  expect((await examination).predicted).toHaveLength(40);
});

test('an earlier epoch’s weights are used for a prediction without a change to the run’s', async () => {
  const run = newSession();
  await run.session.step('epoch', SETTINGS);
  const after1 = await run.session.predict(DATA.test.images);
  await run.session.step('batch');
  expect(await run.session.predict(DATA.test.images)).not.toEqual(after1);
  expect(await run.session.predict(DATA.test.images, 1)).toEqual(after1);
  const finished = run.next((event) => event.type === 'state' && event.state === 'finished');
  await run.session.resume();
  await finished;
  expect(run.of('state').at(-1)?.summary?.weightsSha256).toBe(await undisturbed());
});
