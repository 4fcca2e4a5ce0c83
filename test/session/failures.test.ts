import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  chooseNodeEngine,
  nodeModelFiles,
  nodePhotoReading,
  nodeStepInspection,
} from '../../scripts/lib/node/node-session';
import { type RunConfigInput, TrainerError, type TrainerEvent } from '../../worker/protocol';
import { Session } from '../../worker/session/session';
import { BROKEN_DATA, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

/** Diverges in the second step: the first update makes weights of 1e30, and their products overflow float32. */
const DIVERGING: RunConfigInput = { ...SMALL, optimizer: 'sgd', learningRate: 1e30 };
const IMAGES = tinyData(5, 1).train.images;

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

describe('an invalid setting', () => {
  test('rejects and is reported as an event, and the state does not change', async () => {
    const error = await rejectionOf(run.session.train({ epochs: 'many' }));
    expect(error).toMatchObject({ code: 'config-invalid', field: 'epochs' });
    expect(run.of('error').map((event) => event.error.code)).toEqual(['config-invalid']);
    expect(run.states).toEqual([]);
  });

  test('such as an accuracy of 88 to stop at is refused with the share that is meant', async () => {
    const error = await rejectionOf(run.session.train({ ...SMALL, stopAt: 'valAccuracy>=88' }));
    expect(error).toMatchObject({ field: 'stopAt', offer: { config: { stopAt: 'valAccuracy>=0.88' } } });
    expect(run.states).toEqual([]);
    await run.session.train(SMALL);
    const again = run.session.train({ ...SMALL, stopAt: 'valAccuracy>=88' }, { fromModel: true });
    expect(await rejectionOf(again)).toMatchObject({ field: 'stopAt' });
  });

  test('keeps the model of the previous run', async () => {
    await run.session.train(SMALL);
    const before = await run.session.predict(IMAGES);
    await rejectionOf(run.session.step('batch', { batchSize: 0 }));
    expect(await run.session.predict(IMAGES)).toEqual(before);
    expect(run.states.at(-1)).toBe('finished');
  });
});

describe('a failure before training', () => {
  const FAILURES: readonly (readonly [string, RunConfigInput, string])[] = [
    ['data that do not load', { ...SMALL, dataSrc: BROKEN_DATA }, 'data-not-found'],
    ['a batch larger than the data', { ...SMALL, batchSize: 201 }, 'config-batch-too-large'],
  ];

  test.each(FAILURES)(
    '%s: the run rejects, enters failed and reports the error once',
    async (_, config, code) => {
      expect((await rejectionOf(run.session.train(config))).code).toBe(code);
      expect(run.states).toEqual(['loading', 'failed']);
      expect(run.of('error').map((event) => event.error.code)).toEqual([code]);
    },
  );

  test('rejects the step that started the run, and no other promise', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const error = await rejectionOf(run.session.step('batch', { ...SMALL, dataSrc: BROKEN_DATA }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(error.code).toBe('data-not-found');
    expect(unhandled).toEqual([]);
  });

  test.each(FAILURES)(
    '%s: the model of the previous run still makes the same predictions',
    async (_, config) => {
      await run.session.train(SMALL);
      const before = await run.session.predict(IMAGES);
      await rejectionOf(run.session.train(config));
      expect(await run.session.predict(IMAGES)).toEqual(before);
      expect((await run.session.evaluate('test')).count).toBe(50);
    },
  );

  test('an engine that does not start makes the run fail with the engine’s error', async () => {
    const words = { message: 'no', got: 'nothing', expected: 'an engine', remedy: 'none' };
    const failing = new RecordedSession(tinyData(20, 5), async () => {
      throw new TrainerError({ code: 'engine-start', ...words });
    });
    expect((await rejectionOf(failing.session.train(SMALL))).code).toBe('engine-start');
    expect(failing.states.at(-1)).toBe('failed');
  });

  test('a run that failed to load can be started again', async () => {
    await rejectionOf(run.session.train({ ...SMALL, dataSrc: BROKEN_DATA }));
    expect((await run.session.train(SMALL)).state).toBe('finished');
  });
});

describe('a loss that is no longer a number', () => {
  test('makes the run fail with loss-not-finite, which names the step, the epoch and the learning rate', async () => {
    const error = await rejectionOf(run.session.train(DIVERGING));
    expect(error).toMatchObject({ code: 'loss-not-finite', field: 'learningRate' });
    expect(error.message).toMatch(/step 2 of epoch 1\b/);
    expect(error.message).toContain('1e+30');
    expect(run.states).toEqual(['loading', 'training', 'failed']);
  });

  test.each<[RunConfigInput['optimizer'], number, string]>([
    ['sgd', 1e30, 'Try a smaller learning rate, for example 0.1, or the optimizer adam at 0.001.'],
    ['momentum', 1e30, 'Try a smaller learning rate, for example 0.01, or the optimizer adam at 0.001.'],
    ['adam', 1e30, 'Try a smaller learning rate, for example 0.001.'],
  ])('comes with advice that helps: %s at %d', async (optimizer, learningRate, remedy) => {
    const settings = { ...SMALL, optimizer, learningRate };
    expect((await rejectionOf(run.session.train(settings))).remedy).toBe(remedy);
    const advised = Number(/example (0\.\d+)/.exec(remedy)?.[1]);
    expect((await run.session.train({ ...settings, learningRate: advised })).state).toBe('finished');
  });

  test('in the first epoch restores the model of the previous run', async () => {
    await run.session.train(SMALL);
    const before = await run.session.predict(IMAGES);
    await rejectionOf(run.session.train(DIVERGING));
    expect(await run.session.predict(IMAGES)).toEqual(before);
  });

  test('restores it without more memory: as many tensors as before', async () => {
    await run.session.train({ ...SMALL, engine: 'tfjs' });
    const { tensors } = await run.session.memory();
    expect(tensors).toBeGreaterThan(0);
    await rejectionOf(run.session.train({ ...DIVERGING, engine: 'tfjs' }));
    expect((await run.session.memory()).tensors).toBe(tensors);
  });

  test('of a run on the cpu backend restores a model on wasm, whose memory can still be read', async () => {
    await run.session.train({ ...SMALL, engine: 'tfjs' });
    const { heapBytes } = await run.session.memory();
    await rejectionOf(run.session.train({ ...DIVERGING, backend: 'cpu' }));
    expect((await run.session.memory()).heapBytes).toBe(heapBytes);
  });

  test('in the very first run leaves no model that predicts NaN', async () => {
    await rejectionOf(run.session.train(DIVERGING));
    const outcome = await run.session.predict(IMAGES).then(
      ([prediction]) => prediction?.className,
      (thrown) => String(thrown.code),
    );
    expect(outcome).toBe('call-refused');
  });
});

describe('a run that fails after its first epoch', () => {
  beforeEach(async () => {
    await run.session.train(SMALL);
    await run.session.step('epoch', { ...SMALL, epochs: 9, seed: 2, optimizer: 'sgd', learningRate: 0.01 });
    await run.session.setLearningRate(1e30);
    await run.session.resume();
    await run.next(({ type }) => type === 'error');
  });

  test('has the network of that epoch, and the other epochs can be inspected too', async () => {
    expect(run.states.at(-1)).toBe('failed');
    const atFirst = await run.session.predict(IMAGES, 1);
    expect(Math.max(...(atFirst[0]?.probabilities ?? []))).toBeGreaterThan(0.1);
    expect(await run.session.predict(IMAGES)).toEqual(atFirst);
    expect((await run.session.examine(1)).predicted).toEqual((await run.session.examine()).predicted);
    expect((await run.session.exportModel('safetensors')).bytes).toEqual(
      (await run.session.exportModel('safetensors', 1)).bytes,
    );
    expect((await run.session.evaluate('test')).count).toBe(50);
  });

  test('has no checkpoint, because it cannot continue', async () => {
    const error = await rejectionOf(run.session.checkpoint());
    expect(error).toMatchObject({ code: 'call-refused', got: 'the run failed in epoch 2' });
  });

  test('has a model that another run can start from', async () => {
    await run.session.train({ ...SMALL, learningRate: 0.001 }, { fromModel: true });
    expect(run.states.at(-1)).toBe('finished');
    expect(await run.session.checkpoint()).toBeInstanceOf(Uint8Array);
  });
});

test('because its engine broke reports that, and leaves no model', async () => {
  const breaking = new RecordedSession(tinyData(200, 50), async (config, signal) => {
    const create = await chooseNodeEngine(config, signal);
    return (setup) => {
      const engine = create(setup);
      const broken = () => {
        throw new WebAssembly.RuntimeError('unreachable');
      };
      const steps = engine.trainStep.bind(engine);
      let left = 15;
      return Object.assign(engine, {
        trainStep: (batch: Parameters<typeof steps>[0]) => {
          if (left-- > 0) return steps(batch);
          Object.assign(engine, { setParameters: broken });
          return broken();
        },
      });
    };
  });
  const error = await rejectionOf(breaking.session.train(SMALL));
  expect(error).toMatchObject({ code: 'internal', got: expect.stringContaining('unreachable') });
  expect(breaking.states.at(-1)).toBe('failed');
  expect(breaking.epochs).toHaveLength(1);
  expect(await rejectionOf(breaking.session.predict(IMAGES))).toMatchObject({ code: 'call-refused' });
});

test('an unexpected failure becomes internal and quotes the thrown error', async () => {
  const failing = new RecordedSession(tinyData(20, 5), async (config, signal) => {
    await chooseNodeEngine(config, signal);
    throw new TypeError('x is not a function');
  });
  const error = await rejectionOf(failing.session.train(SMALL));
  expect(error).toMatchObject({ code: 'internal', got: 'TypeError: x is not a function' });
});

test('an engine that fails to start aborts the simultaneous download, which then reports nothing more', async () => {
  const events: TrainerEvent[] = [];
  let loading: AbortSignal | undefined;
  let report: ((loaded: number) => void) | undefined;
  const session = new Session({
    loadData: (_, signal, onProgress) => {
      loading = signal;
      report = (loaded) =>
        onProgress({ stage: 'loading', what: 'Downloading images', unit: 'bytes', loaded, total: 100 });
      return new Promise(() => {});
    },
    chooseEngine: async () => {
      throw new TypeError('no engine today');
    },
    fetch,
    modelFiles: nodeModelFiles,
    photoReading: nodePhotoReading,
    stepInspection: nodeStepInspection,
    emit: (event) => events.push(event),
  });
  await rejectionOf(session.train(SMALL));
  expect(loading?.aborted).toBe(true);
  const before = events.length;
  report?.(50);
  expect(events).toHaveLength(before);
});

test('loading is reported at most ten times a second, and when all bytes have arrived', async () => {
  const events: TrainerEvent[] = [];
  const session = new Session({
    loadData: async (_, __, onProgress) => {
      for (let loaded = 0; loaded <= 100; loaded++) {
        onProgress({ stage: 'loading', what: 'Downloading images', unit: 'bytes', loaded, total: 100 });
      }
      throw new TypeError('enough');
    },
    chooseEngine: chooseNodeEngine,
    fetch,
    modelFiles: nodeModelFiles,
    photoReading: nodePhotoReading,
    stepInspection: nodeStepInspection,
    emit: (event) => events.push(event),
  });
  await rejectionOf(session.train(SMALL));
  const reported = events.flatMap((event) =>
    event.type === 'progress' && event.progress.stage === 'loading' ? [event.progress.loaded] : [],
  );
  expect(reported).toEqual([0, 100]);
});
