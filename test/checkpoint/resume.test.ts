import { afterEach, describe, expect, test } from 'vitest';
import {
  type EpochReport,
  OPTIMIZERS,
  type RunConfigInput,
  type RunSummary,
  type TrainerEvent,
} from '../../worker/protocol';
import { largestDifference } from '../fixtures/engine-case';
import { RecordedSession } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';

/** Eleven batches of 20 images per epoch, the last of 10, and a shuffle buffer of three batches. */
const DATA = tinyData(210, 50);
const SETTINGS: RunConfigInput = {
  hiddenUnits: '16,8',
  batchSize: 20,
  shuffleBuffer: 64,
  epochs: 3,
  threads: 1,
};
const STEPS = 11;

let open: RecordedSession[] = [];
afterEach(async () => {
  await Promise.all(open.map(({ session }) => session.reset()));
  open = [];
});

function newSession(): RecordedSession {
  const run = new RecordedSession(DATA);
  open.push(run);
  return run;
}

/** What must be equal for a run that was interrupted and one that was not: everything except the times. */
interface Result {
  readonly sum: string;
  readonly reason: RunSummary['reason'];
  readonly test: RunSummary['test'];
  readonly epochs: readonly Partial<EpochReport>[];
}

function resultOf(summary: RunSummary | null, epochs: readonly EpochReport[]): Result {
  const untimed = epochs.map(({ seconds, imagesPerSecond, ...rest }) => rest);
  return {
    sum: summary?.weightsSha256 ?? '',
    reason: summary?.reason ?? null,
    test: summary?.test ?? null,
    epochs: untimed,
  };
}

async function uninterrupted(settings: RunConfigInput): Promise<Result> {
  const run = newSession();
  return resultOf(await run.session.train(settings), run.epochs);
}

/** Resumes in a new session, and returns the summary of the whole run. */
async function resumed(file: Uint8Array, threads?: number): Promise<Result> {
  const run = newSession();
  const summary = await run.session.restore(file, { threads });
  return resultOf(summary, [...(run.of('ready')[0]?.epochs ?? []), ...run.epochs]);
}

/** A checkpoint of a run that was paused after this many batches. */
async function pausedAfter(batches: number, settings: RunConfigInput): Promise<Uint8Array> {
  const { session } = newSession();
  for (let batch = 0; batch < batches; ) {
    const wholeEpoch = batch % STEPS === 0 && batches - batch >= STEPS;
    await session.step(wholeEpoch ? 'epoch' : 'batch', settings);
    batch += wholeEpoch ? STEPS : 1;
  }
  return session.checkpoint();
}

/** A checkpoint taken during a run, inside the event that `when` waits for. */
async function whileTraining(
  settings: RunConfigInput,
  when: (event: TrainerEvent) => boolean,
): Promise<Uint8Array> {
  const run = newSession();
  let file: Promise<Uint8Array> | undefined;
  const taken = run.next((event) => {
    if (file || !when(event)) return false;
    file = run.session.checkpoint();
    return true;
  });
  const ended = run.session.train(settings);
  await taken;
  await ended;
  return file as Promise<Uint8Array>;
}

const isValidation = (event: TrainerEvent) =>
  event.type === 'progress' && event.progress.stage === 'validation' && event.progress.epoch === 2;
const isEpoch = (number: number) => (event: TrainerEvent) =>
  event.type === 'epoch' && event.epoch.epoch === number;

describe.each(OPTIMIZERS)(
  'fused with %s gives the same SHA-256 and epochs as without interruption',
  (optimizer) => {
    const settings = { ...SETTINGS, optimizer, engine: 'fused' };

    test.each([
      ['after its first batch', 1, 2],
      ['in the middle of epoch 1', 5, 3],
      ['before the short last batch', 10, 2],
      ['between two epochs', 11, 3],
      ['in the middle of epoch 2', 17, 2],
      ['in epoch 3, with the shuffle buffer running empty', 31, 1],
    ] as const)('paused %s (batch %i), resumed on 1 thread and on %i', async (_, batches, threads) => {
      const file = await pausedAfter(batches, settings);
      expect(await resumed(file, threads)).toEqual(await uninterrupted(settings));
    });

    test('taken during training and at the end of an epoch, resumed on 1 and 2 threads instead of 3', async () => {
      const file = await whileTraining({ ...settings, threads: 3 }, isEpoch(2));
      const whole = await uninterrupted(settings);
      expect(await resumed(file, 1)).toEqual(whole);
      expect(await resumed(file, 2)).toEqual(whole);
    });
  },
);

describe('a checkpoint includes the state behind each setting:', () => {
  test.each<[string, RunConfigInput]>([
    ['validation-split, with its final test', { validationSplit: 0.1 }],
    ['patience', { patience: 2, epochs: 30, optimizer: 'sgd', learningRate: 1, monitor: 'valAccuracy' }],
    ['stop-at', { stopAt: 'valAccuracy>=0.5', epochs: 30 }],
    ['sample-weighting', { sampleWeighting: 'batch' }],
    ['train-images', { trainImages: 205 }],
    ['a shuffle buffer larger than the data', { shuffleBuffer: 10_000 }],
    ['a shuffle buffer of one', { shuffleBuffer: 1 }],
    ['sigmoid', { activation: 'sigmoid' }],
  ])('%s', async (_, change) => {
    const settings = { ...SETTINGS, ...change };
    for (const batches of [3, 13]) {
      expect(await resumed(await pausedAfter(batches, settings), 2)).toEqual(await uninterrupted(settings));
    }
  });

  test('the current step size', async () => {
    const run = newSession();
    await run.session.step('batch', SETTINGS);
    await run.session.setLearningRate(0.01);
    await run.session.step('batch');
    const file = await run.session.checkpoint();
    const finished = run.next((event) => event.type === 'state' && event.state === 'finished');
    await run.session.resume();
    await finished;
    const straight = resultOf(run.of('state').at(-1)?.summary ?? null, run.epochs);
    expect(await resumed(file, 2)).toEqual(straight);
    const changes = open.at(-1)?.of('ready')[0]?.learningRates;
    expect(changes).toEqual([{ learningRate: 0.01, atEpoch: 1 / STEPS }]);
  });
});

describe('a checkpoint', () => {
  test('taken during validation repeats that validation with the same weights', async () => {
    const settings = { ...SETTINGS, sampleWeighting: 'batch' };
    const slowly = { ...settings, hiddenUnits: '512,512', epochs: 2 };
    const run = newSession();
    let file: Promise<Uint8Array> | undefined;
    const seen = run.next((event) => {
      if (!isValidation(event)) return false;
      file = run.session.checkpoint();
      return true;
    });
    const [summary] = await Promise.all([
      run.session.train(slowly),
      Promise.race([seen, run.next(isEpoch(2))]),
    ]);
    expect(file).toBeDefined();
    expect(await resumed((await file) as Uint8Array, 2)).toEqual(resultOf(summary, run.epochs));
  });

  test('does not change the results of the running run, however many are taken', async () => {
    const run = newSession();
    let busy = true;
    const summary = run.session.train({ ...SETTINGS, epochs: 10 }).finally(() => {
      busy = false;
    });
    while (busy) {
      await run.session.checkpoint().catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(resultOf(await summary, run.epochs)).toEqual(await uninterrupted({ ...SETTINGS, epochs: 10 }));
  });

  test('of a stopped run continues it; of a finished run, it finishes again at once', async () => {
    const whole = await uninterrupted(SETTINGS);
    const stopped = newSession();
    for (let batch = 0; batch < 4; batch++) await stopped.session.step('batch', SETTINGS);
    await stopped.session.stop();
    expect(await resumed(await stopped.session.checkpoint())).toEqual(whole);
    const finished = newSession();
    await finished.session.train(SETTINGS);
    expect(await resumed(await finished.session.checkpoint())).toEqual(whole);
  });

  test('of a restored run is the same file', async () => {
    const file = await pausedAfter(15, SETTINGS);
    const run = newSession();
    expect(await run.session.restore(file, { paused: true })).toBeNull();
    expect(run.states).toEqual(['loading', 'training', 'paused']);
    expect(await run.session.checkpoint()).toEqual(file);
    expect(run.of('progress').at(-1)?.progress).toMatchObject({ stage: 'loading' });
  });
});

test.each(OPTIMIZERS)(
  'tfjs with %s has losses within 1e-6 of the uninterrupted run’s (measured: bit for bit the same)',
  async (optimizer) => {
    const settings = { ...SETTINGS, optimizer, engine: 'tfjs', epochs: 2 };
    const losses = ({ epochs }: Result) =>
      epochs.flatMap(({ trainLoss = 0, valLoss = 0 }) => [trainLoss, valLoss]);
    const whole = losses(await uninterrupted(settings));
    for (const batches of [5, 11, 14]) {
      const again = losses(await resumed(await pausedAfter(batches, settings)));
      expect(largestDifference(again, whole)).toBeLessThan(1e-6);
    }
  },
);
