import { beforeEach, describe, expect, it } from 'vitest';
import { storedRuns } from '../../../src/client/list-stored-runs';
import { DEFAULT_CONFIG, RUN_DATABASE, type StoredRun } from '../../../worker/protocol';
import { inTransaction } from '../../../worker/storage/database';
import { deleteCopies, readCopies, saveCopy, surplusRuns, takeOver } from '../../../worker/storage/run-copies';
import { takeRunLock } from '../../../worker/storage/run-lock';
import { forgetRuns } from '../../fixtures/forget-runs';

beforeEach(forgetRuns);

const run = (id: string, epochs: number, savedAt = epochs): Omit<StoredRun, 'byteLength'> => ({
  id,
  savedAt,
  config: DEFAULT_CONFIG,
  epochs,
  step: 0,
  valAccuracy: epochs / 100,
  ended: null,
});
/** A file that contains its epoch. */
const file = (epoch: number) => Uint8Array.of(1, 2, 3, epoch);
const epochsOf = async (id: string) => (await readCopies(id)).map((copy) => copy.file.at(-1));
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, name }) => (typeof code === 'string' ? code : name),
  );

describe('the copies of a run', () => {
  it('are the newest two, newest first', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    expect(await epochsOf('a')).toEqual([1]);
    for (const epoch of [2, 3, 4]) await saveCopy(run('a', epoch), 'me', file(epoch));
    expect(await epochsOf('a')).toEqual([4, 3]);
    expect(await epochsOf('b')).toEqual([]);
  });

  it('do not change if a write is interrupted', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    await saveCopy(run('a', 2), 'me', file(2));
    const spoilt = { ...run('a', 3), config: () => {} } as unknown as StoredRun;
    expect(await rejection(saveCopy(spoilt, 'me', file(3)))).toBe('DataCloneError');
    expect(await epochsOf('a')).toEqual([2, 1]);
    expect((await storedRuns())[0]?.epochs).toBe(2);
  });

  it('are saved by one trainer, until another one takes over', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    expect(await rejection(saveCopy(run('a', 9), 'you', file(9)))).toBe('run-open-elsewhere');
    await takeOver('a', 'you', 0);
    await saveCopy(run('a', 2), 'you', file(2));
    expect(await rejection(saveCopy(run('a', 9), 'me', file(9)))).toBe('run-open-elsewhere');
    expect(await epochsOf('a')).toEqual([2, 1]);
  });

  it('are overwritten starting with the damaged one, if the run continues from the older one', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    await saveCopy(run('a', 2), 'me', file(2));
    const [, before] = await readCopies('a');
    await takeOver('a', 'me', before?.slot ?? 1);
    await saveCopy(run('a', 3), 'me', file(3));
    expect(await epochsOf('a')).toEqual([3, 1]);
  });

  it('are deleted together', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    await saveCopy(run('b', 1), 'me', file(1));
    await deleteCopies('a');
    expect(await epochsOf('a')).toEqual([]);
    expect((await storedRuns()).map(({ id }) => id)).toEqual(['b']);
    const keys = await inTransaction('readonly', async ({ copies }) => {
      const request = copies.getAllKeys();
      return new Promise((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    });
    expect(keys).toEqual([['b', 0]]);
  });
});

describe('the list of stored runs', () => {
  it('has the latest run first, with the size of both copies', async () => {
    await saveCopy(run('a', 1, 50), 'me', file(1));
    await saveCopy(run('b', 1, 20), 'me', file(1));
    await saveCopy(run('b', 2, 90), 'me', Uint8Array.of(1, 2));
    const listed = (await storedRuns()).map(({ id, byteLength, epochs }) => [id, byteLength, epochs]);
    expect(listed).toEqual([
      ['b', 6, 2],
      ['a', 4, 1],
    ]);
    expect(await surplusRuns(1)).toEqual(['a']);
  });

  it('is empty if nothing was ever stored, and reading it creates nothing', async () => {
    expect(await storedRuns()).toEqual([]);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(RUN_DATABASE.name);
  });

  it('shows which runs are open while their lock is held', async () => {
    await saveCopy(run('a', 1), 'me', file(1));
    const isOpen = async () => (await storedRuns())[0]?.isOpen;
    expect(await isOpen()).toBe(false);
    const lock = await takeRunLock('a');
    expect(await isOpen()).toBe(true);
    expect(await takeRunLock('a')).toBeNull();
    lock?.release();
    await expect.poll(isOpen).toBe(false);
  });
});
