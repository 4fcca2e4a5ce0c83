import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { loadData } from '../../worker/data/load';
import { onceAPage } from '../../worker/data/page-data';
import { VerifiedCache } from '../../worker/data/verified-cache';
import type { ChooseEngine } from '../../worker/engines/choose';
import type { PageData, RunConfigInput } from '../../worker/protocol';
import { GATED_FOLDER, GatedHost } from '../fixtures/gated-host';
import { openFolder } from '../fixtures/load-folder';
import { MemoryCaches } from '../fixtures/memory-caches';
import { packedFolder, shardBytes } from '../fixtures/packed-folder';
import { RecordedSession } from '../fixtures/recorded-session';
import { SomeLocks } from '../fixtures/some-locks';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const DATA = tinyData(1200, 100);
/** Six files of 200 training images. */
const FOLDER = packedFolder(DATA, 6);
const shard = (i: number) => `train-images-${i}.bin`;
const SHARDS = [0, 1, 2, 3, 4, 5].map(shard);
const LABELS = ['train-labels.bin', 'test-labels.bin'];
const TEST_IMAGES = 'test-images.bin';
/** The first batch needs the first 120 images: 100 fill the buffer, and 20 replace the drawn ones. */
const CONFIG: RunConfigInput = { hiddenUnits: 8, batchSize: 20, shuffleBuffer: 100, epochs: 2 };
const IMAGES = DATA.test.images.subarray(0, 784);

let host: GatedHost;
let run: RecordedSession;
beforeEach(() => {
  host = new GatedHost(FOLDER);
  run = recorded();
});
afterEach(() => run.session.reset());

function recorded(chooseEngine?: ChooseEngine): RecordedSession {
  const cache = new VerifiedCache(new MemoryCaches().asCacheStorage());
  const { fetch } = host;
  return new RecordedSession(() => openFolder(GATED_FOLDER, { fetch, cache }), chooseEngine);
}

/** Polls a value. The timeout is long, because the machine may be busy. */
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000 });

/** Lets the worker handle what has arrived. */
const turns = async () => {
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
};

/** The images that the run has waited for, in order, without repetitions. */
const waits = () =>
  run
    .of('progress')
    .flatMap(({ progress }) => (progress.stage === 'loading' && progress.waitingFor) || [])
    .map(({ split, first, last }) => `${split} ${first}–${last}`)
    .filter((wait, i, all) => wait !== all[i - 1]);
const waitingFor = (wait: string) => soon(() => waits().at(-1)).toBe(wait);
const state = () => run.states.at(-1);
const hashOf = async (session: RecordedSession, config = CONFIG) =>
  (await session.session.train(config)).weightsSha256;

/** The hash of a run whose images have all arrived before it starts. */
const expected = (config = CONFIG) => hashOf(new RecordedSession(DATA), config);

describe('a run', () => {
  test('starts when the first images have arrived, and reports which images it waits for', async () => {
    const summary = run.session.train(CONFIG);
    await waitingFor('train 1–200');
    expect(state()).toBe('loading');
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    expect(state()).toBe('training');
    expect(run.of('ready')[0]?.data).toMatchObject({ trainCount: 1200, validationCount: 100 });
    // The buffer always holds 100 images, so the batch that would need the 201st is not drawn.
    const { progress } = run.of('progress').findLast(({ progress }) => progress.stage === 'training') ?? {};
    expect(progress).toMatchObject({ step: 5, steps: 60 });
    host.open(shard(1));
    await waitingFor('train 401–600');
    host.open(...SHARDS);
    await waitingFor('test 1–100');
    host.openAll();
    expect(await summary).toMatchObject({ state: 'finished', epochs: 2, weightsSha256: await expected() });
  });

  test.each<[string, RunConfigInput]>([
    ['the engine fused', CONFIG],
    ['the engine tfjs', { ...CONFIG, engine: 'tfjs', epochs: 1 }],
    ['no shuffle', { ...CONFIG, shuffleBuffer: 1 }],
    ['a buffer of the whole data set', { ...CONFIG, shuffleBuffer: 1200 }],
    ['a batch larger than a file', { ...CONFIG, batchSize: 500 }],
    ['a validation split', { ...CONFIG, validationSplit: 0.3 }],
    ['some of the training images', { ...CONFIG, trainImages: 250 }],
  ])('ends with the same weights, bit for bit, however its images arrive: with %s', async (_, config) => {
    const hash = await expected(config);
    host.openAll();
    expect(await hashOf(run, config), 'fast').toBe(hash);
    for (const order of [[...FOLDER.keys()], [...FOLDER.keys()].reverse()]) {
      host = new GatedHost(FOLDER);
      run = recorded();
      const slow = hashOf(run, config);
      for (const name of order) {
        host.open(name);
        await turns();
      }
      expect(await slow, 'slow').toBe(hash);
    }
  });

  test('that validates on the last training images does not wait for the images in between, which it does not use', async () => {
    const summary = run.session.train({ ...CONFIG, validationSplit: 0.1, trainImages: 100, epochs: 1 });
    host.open(...LABELS, shard(0));
    await waitingFor('train 1001–1200');
    host.open(TEST_IMAGES, shard(1), shard(5));
    expect(await summary).toMatchObject({ state: 'finished', reason: 'epochs' });
    expect(waits()).not.toContain('train 401–600');
  });

  test('with a batch larger than the data set is refused before anything is downloaded', async () => {
    const error = await rejectionOf(run.session.train({ ...CONFIG, batchSize: 1201 }));
    expect(error.code).toBe('config-batch-too-large');
    expect(host.requests).toEqual(['manifest.json']);
  });

  test('continues to load files that it does not need, for the next run', async () => {
    host.open(...LABELS, shard(0), TEST_IMAGES);
    await run.session.train({ ...CONFIG, trainImages: 100 });
    host.openAll();
    await soon(() => host.requests).toHaveLength(FOLDER.size);
    expect(await hashOf(run)).toBe(await expected());
    expect(host.requests).toHaveLength(FOLDER.size);
  });
});

describe('the progress of the loading', () => {
  const loading = () =>
    run.of('progress').flatMap(({ progress }) => (progress.stage === 'loading' ? [progress] : []));

  test('is reported until all bytes have arrived, also while the run trains, with the time since the loading started', async () => {
    const cache = new VerifiedCache(undefined);
    run = new RecordedSession((dataSrc, signal, onProgress) =>
      loadData(dataSrc, {
        fetch: host.fetch,
        cache,
        locks: undefined,
        loadDrawing: () => Promise.reject(new Error('not drawn')),
        openOnce: (_, __, open) => open(),
        signal,
        onProgress,
        breathe: async () => {},
      }),
    );
    const summary = run.session.train({ ...CONFIG, dataSrc: GATED_FOLDER });
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    expect(loading().at(-1)).toMatchObject({ unit: 'bytes', what: 'Downloading images' });
    host.openAll();
    await summary;
    const last = loading().findLast(({ loaded, total }) => loaded === total && total > 0);
    expect(last?.loaded).toBe(shardBytes(FOLDER));
    for (const values of [loading().map(({ elapsedMs }) => elapsedMs), loading().map(({ loaded }) => loaded)]) {
      expect(values).toEqual(values.slice().sort((a, b) => a - b));
    }
    expect(run.of('progress').at(-1)?.progress.stage).toBe('validation');
  });
});

describe('while a run waits for images', () => {
  let summary: Promise<unknown>;
  beforeEach(async () => {
    summary = run.session.train(CONFIG);
    summary.catch(() => {});
    host.open(...LABELS, shard(0), TEST_IMAGES);
    await waitingFor('train 201–400');
  });

  test('it pauses at once, and waits again after it is resumed', async () => {
    await run.session.pause();
    expect(state()).toBe('paused');
    await run.session.resume();
    await soon(state).toBe('training');
    host.openAll();
    expect(await summary).toMatchObject({ weightsSha256: await expected() });
  });

  test('a step waits for its images, trains one batch and pauses', async () => {
    await run.session.pause();
    const step = run.session.step('batch');
    await soon(state).toBe('training');
    host.open(shard(1));
    await step;
    expect(state()).toBe('paused');
    expect(run.session.model?.position.step).toBe(6);
  });

  test('stop ends it at once, with the weights of its last step, and the files continue to load', async () => {
    await run.session.stop();
    expect(await summary).toMatchObject({ state: 'stopped' });
    expect(await run.session.predict(IMAGES)).toHaveLength(1);
    expect(host.aborted).toEqual([]);
    host.openAll();
    expect(await run.session.evaluate('train')).toMatchObject({ count: 1200 });
  });

  test('reset ends it at once, and aborts its downloads', async () => {
    await run.session.reset();
    expect(await summary).toMatchObject({ state: 'stopped' });
    expect(state()).toBe('idle');
    expect(host.aborted).toContain(shard(1));
  });

  test('a call that needs validation images is answered, since they have arrived', async () => {
    expect(await run.session.examine()).toMatchObject({ labels: DATA.test.labels });
    expect(await run.session.garments([0])).toEqual(IMAGES);
  });

  test('a checkpoint waits until all images have arrived, and has the state at the time of the call', async () => {
    const file = run.session.checkpoint();
    host.openAll();
    await summary;
    const restored = await run.session.restore(await file);
    expect(restored).toMatchObject({ weightsSha256: await expected() });
  });
});

describe('while a run is loading', () => {
  test('stop aborts the downloads, and the next run loads what is missing', async () => {
    const summary = run.session.train(CONFIG);
    await waitingFor('train 1–200');
    await run.session.stop();
    expect(await summary).toMatchObject({ state: 'stopped', epochs: 0 });
    expect(host.aborted.sort()).toEqual([...LABELS, shard(0)].sort());
    host.openAll();
    expect(await hashOf(run)).toBe(await expected());
  });

  test('and its engine with it, a stop ends the downloads at once, and not those of the next run', async () => {
    let choose = () => {};
    const late = new Promise<void>((resolve) => {
      choose = resolve;
    });
    run = recorded(async (...args) => {
      if (run.of('state').length === 1) await late;
      return chooseNodeEngine(...args);
    });
    const first = run.session.train(CONFIG);
    host.open(...LABELS, shard(0));
    await soon(() => host.requests).toContain(shard(1));
    await run.session.stop();
    expect(await first).toMatchObject({ state: 'stopped', epochs: 0 });
    expect(host.aborted.sort()).toEqual([TEST_IMAGES, shard(1)].sort());
    const second = hashOf(run);
    await waitingFor('train 201–400');
    choose();
    await turns();
    expect(host.aborted).toHaveLength(2);
    host.openAll();
    expect(await second).toBe(await expected());
  });

  test('a restored run waits for all images, since its checkpoint is compared with them', async () => {
    const source = new RecordedSession(DATA);
    await source.session.step('batch', CONFIG);
    const file = await source.session.checkpoint();
    await source.session.reset();
    const summary = run.session.restore(file);
    host.open(...[...FOLDER.keys()].filter((name) => name !== shard(5)));
    await waitingFor('train 1001–1200');
    expect(state()).toBe('loading');
    host.openAll();
    expect(await summary).toMatchObject({ weightsSha256: await expected() });
  });
});

describe('a call that waits for validation images', () => {
  test('is overtaken by reset', async () => {
    run.session.train(CONFIG).catch(() => {});
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    const examination = rejectionOf(run.session.examine());
    await run.session.reset();
    expect((await examination).code).toBe('call-overtaken');
  });

  test('gets them before the training images that no caller waits for', async () => {
    run.session.train(CONFIG).catch(() => {});
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    const examination = run.session.examine();
    host.open(TEST_IMAGES);
    expect((await examination).predicted).toHaveLength(100);
  });
});

describe('inspectStep() during a pause', () => {
  /** The second batch draws from the first 1,100 images. 600 of them have arrived. */
  const LARGE: RunConfigInput = { ...CONFIG, batchSize: 500 };
  beforeEach(async () => {
    host.open(...LABELS, ...SHARDS.slice(0, 3));
    await run.session.step('batch', LARGE);
  });

  test('waits for the images that the step draws', async () => {
    const inspection = run.session.inspectStep();
    host.open(...SHARDS.slice(3));
    const { step, pipeline } = await inspection;
    expect(step).toBe(2);
    const { indices, pixels, labels } = pipeline;
    const { train } = DATA;
    expect(labels).toEqual(Uint8Array.from(indices, (image) => train.labels[image] as number));
    indices.forEach((image, row) => {
      const drawn = pixels.subarray(row * 784, (row + 1) * 784);
      expect(drawn).toEqual(train.images.subarray(image * 784, (image + 1) * 784));
    });
  });

  test('does not change the run', async () => {
    const inspection = run.session.inspectStep();
    host.openAll();
    await inspection;
    await run.session.resume();
    await soon(state).toBe('finished');
    expect(run.of('state').at(-1)?.summary?.weightsSha256).toBe(await expected(LARGE));
  });

  test.each([
    ['resumes', () => run.session.resume()],
    ['takes a step', () => run.session.step('batch')],
  ])('is refused if the run %s meanwhile', async (_, go) => {
    const inspection = rejectionOf(run.session.inspectStep());
    await soon(() => host.requests).toContain(shard(3));
    void go();
    await soon(state).toBe('training');
    host.openAll();
    expect((await inspection).code).toBe('call-refused');
  });

  test.each([
    ['stopped', () => run.session.stop()],
    ['reset', () => run.session.reset()],
  ])('is refused at once if the run is %s meanwhile, although the images are still missing', async (_, end) => {
    const inspection = rejectionOf(run.session.inspectStep());
    await soon(() => host.requests).toContain(shard(3));
    await end();
    expect(await inspection).toMatchObject({ code: 'call-refused', got: 'the run has been stopped' });
  });

  test('rejects with the error of the loading', async () => {
    host.files.set(shard(4), gzipSync(DATA.train.images.slice(0, 200 * 784)));
    const inspection = rejectionOf(run.session.inspectStep());
    host.openAll();
    expect((await inspection).code).toBe('data-checksum');
  });
});

describe('a damaged file', () => {
  const DAMAGED = gzipSync(DATA.train.images.slice(0, 200 * 784));

  /** Trains until the damaged last file is reached. Returns the error. */
  async function trainUntilDamage(config = CONFIG) {
    host.files.set(shard(5), DAMAGED);
    const error = rejectionOf(run.session.train(config));
    host.open(...LABELS, ...SHARDS.slice(0, 5), TEST_IMAGES);
    await waitingFor('train 1001–1200');
    host.openAll();
    return error;
  }

  test('ends the run with an error, and the trained weights are kept', async () => {
    const error = await trainUntilDamage();
    expect(error).toMatchObject({ code: 'data-checksum' });
    expect(error.message).toContain(shard(5));
    expect(run.states).toEqual(['loading', 'training', 'failed']);
    expect(run.of('error').map((event) => event.error.code)).toEqual(['data-checksum']);
    expect(run.of('state').at(-1)).toMatchObject({ state: 'failed', keepsModel: true });
    // 1,000 images have arrived, of which 100 are in the buffer.
    expect(run.session.model?.position.step).toBe(45);
    expect(await run.session.predict(IMAGES)).toHaveLength(1);
    expect(await run.session.examine()).toMatchObject({ labels: DATA.test.labels });
    expect(await run.session.garments([3])).toHaveLength(784);
    expect((await run.session.exportModel('safetensors')).bytes.byteLength).toBeGreaterThan(1000);
    expect(await run.session.evaluate('test')).toMatchObject({ count: 100 });
    expect((await rejectionOf(run.session.evaluate('train'))).code).toBe('data-checksum');
    expect((await rejectionOf(run.session.checkpoint())).code).toBe('call-refused');
  });

  test('ends a paused run at once, and the trained weights are kept', async () => {
    host.files.set(shard(5), DAMAGED);
    host.open(...LABELS, shard(0));
    await run.session.step('batch', CONFIG);
    host.openAll();
    await soon(state).toBe('failed');
    expect(run.states).toEqual(['loading', 'training', 'paused', 'failed']);
    expect(run.of('error').map(({ error }) => error.code)).toEqual(['data-checksum']);
    expect(run.session.model?.position.step).toBe(1);
    expect(await run.session.predict(IMAGES)).toHaveLength(1);
    expect((await rejectionOf(run.session.resume())).code).toBe('call-refused');
  });

  test.each(['fused', 'tfjs'])(
    'ends a run that is paused before its first step, but only after an evaluation that uses its engine %s',
    async (engine) => {
      host.files.set(TEST_IMAGES, DAMAGED);
      host.open(...LABELS, ...SHARDS);
      // An epoch has one batch, so the run pauses before it has trained.
      await run.session.step('last-batch', { ...CONFIG, engine, hiddenUnits: 2048, batchSize: 1200 });
      expect(run.session.model?.position.step).toBe(0);
      const evaluation = run.session.evaluate('train').then(({ count }) => count, String);
      host.openAll();
      await soon(state).toBe('failed');
      expect(await evaluation).toBe(1200);
      expect(run.session.model).toBeNull();
    },
  );

  test('does not discard the losses of the trained batches', async () => {
    await trainUntilDamage();
    const losses = run
      .of('progress')
      .flatMap(({ progress }) => (progress.stage === 'training' ? progress.batchLosses : []));
    expect(losses).toHaveLength(45);
  });

  test('also ends a run that does not need its images, as soon as the damage is found', async () => {
    host.files.set(shard(5), DAMAGED);
    host.openAll();
    const endless = { ...CONFIG, trainImages: 100, epochs: 1_000_000 };
    expect((await rejectionOf(run.session.train(endless))).code).toBe('data-checksum');
    expect(run.session.model?.kept.epochs.length).toBeGreaterThan(0);
  });

  test('is the only file that the next run loads again', async () => {
    await trainUntilDamage();
    host.files.set(shard(5), FOLDER.get(shard(5)) as Uint8Array);
    host.requests.length = 0;
    expect(await hashOf(run)).toBe(await expected());
    expect(host.requests).toEqual(['manifest.json', shard(5)]);
  });

  test('ends the run before it trains if it is the first file, and leaves no model', async () => {
    host.files.set(shard(0), gzipSync(DATA.train.images.slice(784, 201 * 784)));
    host.openAll();
    expect((await rejectionOf(run.session.train(CONFIG))).code).toBe('data-checksum');
    expect(run.states).toEqual(['loading', 'failed']);
    expect(run.of('state').at(-1)).not.toHaveProperty('keepsModel');
    expect(run.session.model).toBeNull();
  });
});

describe.each([
  ['that share memory', true],
  ['that cannot share memory', false],
])('two trainers of a page %s', (_, canShare) => {
  let other: RecordedSession;
  beforeEach(() => {
    if (!canShare) vi.stubGlobal('SharedArrayBuffer', undefined);
    const locks = new SomeLocks().asLockManager();
    const caches = new MemoryCaches().asCacheStorage();
    const held = new Map<string, object>();
    // Everything except shared memory is copied, as between workers.
    const pageData: PageData = async (dataSrc, images) => {
      if (images) held.set(dataSrc, structuredClone(images));
      return structuredClone(held.get(dataSrc));
    };
    const trainer = () => {
      const openOnce = onceAPage(pageData, locks);
      const cache = new VerifiedCache(caches);
      return new RecordedSession((dataSrc, signal, onProgress) =>
        loadData(dataSrc, {
          fetch: host.fetch,
          cache,
          locks,
          loadDrawing: () => Promise.reject(new Error('not drawn')),
          openOnce,
          signal,
          onProgress,
          breathe: async () => {},
        }),
      );
    };
    run = trainer();
    other = trainer();
  });
  afterEach(async () => {
    await other.session.reset();
    vi.unstubAllGlobals();
  });

  const config = { ...CONFIG, dataSrc: GATED_FOLDER, engine: 'tfjs' } as const;

  test('download each file once and end with the same weights if one starts while the other loads', async () => {
    const first = hashOf(run, config);
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    const second = hashOf(other, config);
    for (const name of FOLDER.keys()) {
      host.open(name);
      await turns();
    }
    const hash = await first;
    expect(await second).toBe(hash);
    expect(host.requests.sort()).toEqual([...FOLDER.keys()].sort());
    vi.unstubAllGlobals();
    expect(hash).toBe(await expected(config));
  });

  test('load the remaining files if the other one is reset', async () => {
    const first = run.session.train(config);
    host.open(...LABELS, shard(0));
    await waitingFor('train 201–400');
    const second = hashOf(other, config);
    await soon(() => other.states.at(-1)).toBe('training');
    await run.session.reset();
    expect(await first).toMatchObject({ state: 'stopped' });
    host.openAll();
    const hash = await second;
    vi.unstubAllGlobals();
    expect(hash).toBe(await expected(config));
  });
});
