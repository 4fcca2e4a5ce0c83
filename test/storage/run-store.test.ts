import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from '../../worker/data/sha256';
import { RunStore } from '../../worker/storage/run-store';
import { GATED_FOLDER, GatedHost } from '../fixtures/gated-host';
import { openFolder } from '../fixtures/load-folder';
import { packedFolder } from '../fixtures/packed-folder';
import { RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

/** The steps of the runs stored so far, and the number of locks held. */
const there = vi.hoisted(() => ({ stored: [] as number[], locks: 0 }));

vi.mock('../../worker/storage/run-copies', () => ({
  saveCopy: async (run: { step: number }) => {
    there.stored.push(run.step);
    return { ...run, byteLength: 1 };
  },
  surplusRuns: async () => [],
}));
vi.mock('../../worker/storage/run-lock', () => ({
  takeRunLock: async () => {
    there.locks += 1;
    return {
      release: async () => {
        there.locks -= 1;
      },
    };
  },
}));

/** Polls a value. The timeout is long, because the machine may be busy. */
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000 });

const FOLDER = packedFolder(tinyData(200, 50), 4);
const LATE = 'train-images-3.bin';

let host: GatedHost;
let run: RecordedSession;
let store: RunStore;
const problems: unknown[] = [];

/** Trains on the first three of four files. The fourth has not arrived. */
beforeEach(async () => {
  there.stored.length = 0;
  there.locks = 0;
  problems.length = 0;
  host = new GatedHost(FOLDER);
  const { fetch } = host;
  run = new RecordedSession(() => openFolder(GATED_FOLDER, { fetch }));
  store = new RunStore(run.session, ({ problem }) => problem && problems.push(problem), sha256);
  run.hear = (event) => store.hear(event);
  await store.autosave(true);
  run.session.train({ ...SMALL, shuffleBuffer: 1 }).catch(() => {});
  host.open(...[...FOLDER.keys()].filter((name) => name !== LATE));
  await soon(() => run.session.model?.position.step).toBe(7);
});
afterEach(() => run.session.reset());

const letArrive = () => host.open(LATE);

test('a run that is paused before all images have arrived is stored when they have', async () => {
  await run.session.pause();
  await store.saveRun();
  expect(there.stored).toEqual([]);
  letArrive();
  await soon(() => there.stored).toEqual([7]);
  expect(there.locks).toBe(1);
});

test('a run that is stopped before all images have arrived is stored when they have, and its lock is then released', async () => {
  await run.session.stop();
  await store.saveRun();
  expect([there.stored, there.locks]).toEqual([[], 1]);
  letArrive();
  await soon(() => there.stored).toEqual([7]);
  await soon(() => there.locks).toBe(0);
});

test('a run that is saved several times while it waits for its images is stored once', async () => {
  await run.session.pause();
  for (let i = 0; i < 3; i++) await store.saveRun();
  letArrive();
  await soon(() => there.stored).toEqual([7]);
  await store.saveRun();
  expect(there.stored).toEqual([7]);
});

test('the lock of a stopped run whose images no longer arrive is released, and no storage problem is reported', async () => {
  await run.session.stop();
  await store.saveRun();
  await run.session.reset();
  await soon(() => there.locks).toBe(0);
  expect([there.stored, problems]).toEqual([[], []]);
});

test('the lock of a run whose images are damaged is released, and no storage problem is reported', async () => {
  host.files.set(LATE, new Uint8Array(5));
  letArrive();
  await soon(() => run.states.at(-1)).toBe('failed');
  expect((await rejectionOf(run.session.checkpoint())).code).toBe('call-refused');
  await soon(() => there.locks).toBe(0);
  expect([there.stored, problems]).toEqual([[], []]);
});
