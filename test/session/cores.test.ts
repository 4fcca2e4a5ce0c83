import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseNodeEngine, nodeFusedStart } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import type { ChooseEngine } from '../../worker/engines/choose';
import type { BatchResult, Engine, EnginePieces } from '../../worker/engines/engine';
import { RandomStream } from '../../worker/random';
import { advanceClock } from '../fixtures/clock';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';

/** A machine on which the test sets this trainer's share of the cores. It records when the trainer takes them and gives them back. */
class SomeCores {
  count = 3;
  mine = 3;
  readonly told: string[] = [];

  take(): void {
    this.told.push('takes');
  }

  giveBack(): void {
    this.told.push('gives back');
  }

  async share(): Promise<number> {
    return this.mine;
  }
}

let cores: SomeCores;
let run: RecordedSession;
beforeEach(() => {
  cores = new SomeCores();
  // Three threads by default, on every machine.
  run = new RecordedSession(
    undefined,
    (config, signal) => chooseNodeEngine({ ...config, threads: config.threads || 3 }, signal),
    cores,
  );
});
afterEach(() => run.session.reset());

/** Chooses the engine with three threads, and lets the test observe it. */
function observing(
  observe: (engine: Engine) => void,
  start = (signal: AbortSignal) => chooseNodeEngine(parseConfig({ threads: 3 }), signal),
): ChooseEngine {
  return async (_, signal) => {
    const create = await start(signal);
    return (setup) => {
      const engine = create(setup);
      observe(engine);
      return engine;
    };
  };
}

const threadsTold = () => run.of('engine').map(({ engine }) => engine.threads);

describe('a run that shares the cores', () => {
  test('trains each epoch with its share of the cores, reports when the share changes, and ends with the same weights', async () => {
    const epoch = (wanted: number) =>
      run.next((event) => event.type === 'epoch' && event.epoch.epoch === wanted);
    const training = run.session.train({ ...SMALL, epochs: 6 });
    for (const [after, mine] of [
      [1, 1],
      [3, 2],
      [4, 2],
    ] as const) {
      await epoch(after);
      cores.mine = mine;
    }
    const { weightsSha256 } = await training;
    expect(threadsTold()).toEqual([1, 2]);
    expect(run.of('engine')[0]?.engine.label).toBe('fused, WASM SIMD, 1 thread');
    const alone = await new RecordedSession().session.train({ ...SMALL, epochs: 6, threads: 1 });
    expect(weightsSha256).toBe(alone.weightsSha256);
  });

  test('keeps the number of threads in its settings', async () => {
    cores.mine = 1;
    await run.session.train({ ...SMALL, threads: 2 });
    expect(threadsTold()).toEqual([]);
    expect(run.of('ready')[0]?.engine.threads).toBe(2);
  });

  test('begins with one thread per core if its settings have more', async () => {
    cores.count = 1;
    await run.session.train({ ...SMALL, threads: 3 });
    expect(run.of('ready')[0]?.engine.threads).toBe(3);
    expect(threadsTold()).toEqual([1]);
  });

  test('measures several numbers of threads again and again, whatever the times are, and ends with the same weights', async () => {
    const used: number[] = [];
    const random = RandomStream.seeded(7);
    run = new RecordedSession(
      tinyData(2000, 50),
      observing((engine) => {
        const { trainStep } = engine;
        engine.trainStep = (...args) => {
          used.push(engine.info.threads);
          // By the clock, the step takes up to ten milliseconds longer than it does.
          advanceClock(random.nextInt(11));
          return trainStep.apply(engine, args);
        };
      }),
      cores,
    );
    const settings = { ...SMALL, epochs: 20 };
    const { weightsSha256 } = await run.session.train(settings);
    expect([...new Set(used)].sort()).toEqual([1, 2, 3]);
    expect(used.filter((threads, i) => threads !== used[i - 1]).length).toBeGreaterThan(20);
    const alone = await new RecordedSession(tinyData(2000, 50)).session.train({ ...settings, threads: 1 });
    expect(weightsSha256).toBe(alone.weightsSha256);
  });

  describe('in the middle of a trial of fewer threads, which are slower,', () => {
    const settings = { ...ENDLESS, batchSize: 50, epochs: 60 };
    let engine: Engine;
    /** The numbers of threads of training and validation steps. */
    let used: { training: Set<number>; validation: Set<number> };
    /** Called in each training step with fewer than three threads; may change its result. */
    let onTrial: (result: BatchResult) => BatchResult;
    beforeEach(() => {
      used = { training: new Set(), validation: new Set() };
      onTrial = (result) => result;
      run = new RecordedSession(
        undefined,
        observing((observed) => {
          engine = observed;
          const { trainStep, evaluateStep } = engine;
          engine.trainStep = (...args) => {
            const { threads } = engine.info;
            used.training.add(threads);
            // By the clock, a step with three threads takes a tenth of a second, and one with fewer much longer.
            advanceClock([0, 1000, 500, 100][threads] as number);
            const result = trainStep.apply(engine, args);
            return threads < 3 ? onTrial(result) : result;
          };
          engine.evaluateStep = (...args) => {
            used.validation.add(engine.info.threads);
            return evaluateStep.apply(engine, args);
          };
        }),
        cores,
      );
    });

    test('every validation uses three threads', async () => {
      await run.session.train(settings);
      expect(used.training).toEqual(new Set([3, 2, 1]));
      expect(used.validation).toEqual(new Set([3]));
    });

    test.each([
      ['a pause', () => run.session.pause()],
      ['a stop', () => run.session.stop()],
    ])('%s leaves three threads to the calls that follow', async (_, call) => {
      const called = new Promise<void>((resolve, reject) => {
        onTrial = (result) => {
          onTrial = (same) => same;
          call().then(resolve, reject);
          return result;
        };
      });
      run.session.train(settings);
      await called;
      expect(engine.info.threads).toBe(3);
      expect(threadsTold()).toEqual([]);
    });

    test('a failure leaves three threads to the calls that follow', async () => {
      onTrial = (result) => (run.epochs.length > 0 ? { ...result, lossSum: Number.NaN } : result);
      await expect(run.session.train(settings)).rejects.toMatchObject({ code: 'loss-not-finite' });
      expect(run.states.at(-1)).toBe('failed');
      expect(engine.info.threads).toBe(3);
    });
  });

  test('never changes the number of threads while a prediction is computed in pieces', async () => {
    const long = nodeFusedStart({ longStep: 0, piece: 1 });
    const log: string[] = [];
    let isPredicting = false;
    const data = tinyData(200, 50);
    run = new RecordedSession(
      data,
      observing(
        (engine) => {
          const { setThreads } = engine;
          const pieces = engine.pieces as EnginePieces;
          const { predict } = pieces;
          engine.setThreads = (threads) => {
            log.push(isPredicting ? 'amid a prediction' : 'between');
            setThreads?.call(engine, threads);
          };
          pieces.predict = function* (...args) {
            isPredicting = true;
            const answer = yield* predict.apply(pieces, args);
            isPredicting = false;
            return answer;
          };
        },
        (signal) => long.start(3, 'a test', signal),
      ),
      cores,
    );
    // The share is another one before each epoch, and comes while a prediction is being computed.
    let asked = 0;
    cores.share = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 1 + (asked++ % 3);
    };
    const training = run.session.train({ ...SMALL, engine: 'fused', epochs: 20 });
    await run.next(({ type }) => type === 'epoch');
    let answers = 0;
    while (run.session.isUnderWay) {
      await run.session.predict(data.test.images);
      answers += 1;
      // A page sends each call as a message. Without this wait, short predictions in a row would leave no time for the training.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await training;
    expect(new Set(log)).toEqual(new Set(['between']));
    expect(log.length).toBeGreaterThan(5);
    expect(answers).toBeGreaterThan(5);
  });

  test('reports no number of threads after a reset, even if a prediction has delayed the change', async () => {
    const long = nodeFusedStart({ longStep: 0, piece: 1 });
    const data = tinyData(200, 50);
    let mayEnd = false;
    run = new RecordedSession(
      data,
      observing(
        (engine) => {
          const pieces = engine.pieces as EnginePieces;
          const { predict } = pieces;
          pieces.predict = function* (...args) {
            for (; !mayEnd; advanceClock(20)) yield;
            return yield* predict.apply(pieces, args);
          };
        },
        (signal) => long.start(3, 'a test', signal),
      ),
      cores,
    );
    let prediction: Promise<unknown> | undefined;
    cores.share = async () => {
      prediction = run.session.predict(data.test.images);
      return 1;
    };
    run.session.train({ ...ENDLESS, engine: 'fused' });
    await run.next((event) => event.type === 'state' && event.state === 'training');
    // Now the first step waits for the prediction, and has not set the number yet.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await run.session.stop();
    await run.session.reset();
    mayEnd = true;
    await prediction;
    expect(run.events.at(-1)).toMatchObject({ type: 'state', state: 'idle' });
  });

  test('takes cores while it trains, but not while it loads, pauses or has ended', async () => {
    await run.startEndless(ENDLESS);
    await run.session.pause();
    await run.session.resume();
    await run.next(({ type }) => type === 'epoch');
    await run.session.stop();
    expect(cores.told).toEqual(['gives back', 'takes', 'gives back', 'takes', 'gives back']);
    expect(run.states).toEqual(['loading', 'training', 'paused', 'training', 'stopped']);
  });

  test('can be stopped while it waits for its share', async () => {
    cores.share = () => new Promise(() => {});
    const training = run.session.train(SMALL);
    await run.next((event) => event.type === 'state' && event.state === 'training');
    await run.session.stop();
    expect((await training).state).toBe('stopped');
  });
});
