import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storedRuns } from '../../../src/client/list-stored-runs';
import { DEFAULT_CONFIG, RUN_DATABASE } from '../../../worker/protocol';
import { answerOf, inTransaction } from '../../../worker/storage/database';
import { readCopies, saveCopy } from '../../../worker/storage/run-copies';
import { forgetRuns } from '../../fixtures/forget-runs';

/** Connections of other scripts. */
let others: IDBDatabase[] = [];

beforeEach(clear);
afterEach(clear);

async function clear(): Promise<void> {
  for (const database of others) database.close();
  others = [];
  await forgetRuns();
}

/** Opens the database as a script would that knows nothing of it. The connection stays open, whatever is requested. */
async function openElsewhere(stores: readonly string[] = []): Promise<IDBDatabase> {
  const request = indexedDB.open(RUN_DATABASE.name);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  const database = await answerOf(request);
  others.push(database);
  return database;
}

const save = (id: string) =>
  saveCopy(
    { id, savedAt: 1, config: DEFAULT_CONFIG, epochs: 1, step: 0, valAccuracy: 0.5, ended: null },
    'me',
    Uint8Array.of(1),
  );
const ids = async () => (await storedRuns()).map(({ id }) => id);

describe('an empty database of this name', () => {
  it('has no runs, and gets its object stores when a run is stored', async () => {
    (await openElsewhere()).close();
    expect(await ids()).toEqual([]);
    await save('a');
    expect(await ids()).toEqual(['a']);
    expect((await readCopies('a')).length).toBe(1);
  });

  it('keeps what another script has stored in it', async () => {
    const other = await openElsewhere(['notes']);
    await answerOf(other.transaction('notes', 'readwrite').objectStore('notes').put('hello', 1));
    other.close();
    await save('a');
    const again = await openElsewhere();
    expect(await answerOf(again.transaction('notes').objectStore('notes').get(1))).toBe('hello');
  });

  it('that another script keeps open: the list is empty and storing fails, within the time limit; later both work', async () => {
    const other = await openElsewhere();
    expect(await ids()).toEqual([]);
    await expect(save('a')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await ids()).toEqual([]);
    other.close();
    await expect.poll(() => save('a').then(ids), { timeout: 20_000 }).toEqual(['a']);
  }, 40_000);
});

describe('a database that does not answer', () => {
  it('another script’s transaction that never ends: storing fails within the time limit, and changes nothing', async () => {
    await save('a');
    const other = await openElsewhere();
    const endless = other.transaction([RUN_DATABASE.runs, RUN_DATABASE.copies], 'readwrite');
    let isHeld = true;
    const hold = () => {
      if (isHeld) endless.objectStore(RUN_DATABASE.runs).count().onsuccess = hold;
    };
    hold();
    await expect(save('b')).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(readCopies('a')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await storedRuns()).toEqual([]);
    isHeld = false;
    await expect.poll(ids).toEqual(['a']);
  }, 40_000);

  it('a connection that the browser has closed is opened again', async () => {
    await save('a');
    await inTransaction('readonly', async ({ runs }) => runs.transaction.db.close());
    await save('b');
    expect(await ids()).toEqual(['b', 'a']);
  });

  it('a deleted database is made again', async () => {
    await save('a');
    await clear();
    await save('b');
    expect(await ids()).toEqual(['b']);
  });
});
