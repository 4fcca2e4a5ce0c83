import { afterEach, beforeAll, expect, it } from 'vitest';
import type { StorageDetail } from '../../../src/element/events';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import type { FmnistStoredRuns } from '../../../src/views/runs/stored-runs';
import { DEFAULT_CONFIG, RUN_DATABASE } from '../../../worker/protocol';
import { answerOf, inTransaction } from '../../../worker/storage/database';
import { forgetRuns } from '../../fixtures/forget-runs';
import { importBuilt, SMALL_DATA } from '../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(async () => {
  document.body.replaceChildren();
  sessionStorage.clear();
  await forgetRuns();
});

async function addTrainer(): Promise<FmnistTrainer> {
  const trainer = document.createElement('fmnist-trainer');
  Object.assign(trainer, { dataSrc: SMALL_DATA, trainImages: 200, hiddenUnits: 1, epochs: 1 });
  document.body.append(trainer);
  await trainer.updateComplete;
  return trainer;
}

/** The texts on the screen about stored runs. */
async function shown(trainer: FmnistTrainer): Promise<string[]> {
  await trainer.updateComplete;
  const parts = ['fmnist-storage-note', 'fmnist-stored-runs'] as const;
  return Promise.all(
    parts.map(async (tag) => {
      const part = trainer.renderRoot.querySelector(tag);
      await part?.updateComplete;
      return part?.shadowRoot?.textContent?.replace(/\s+/g, ' ').trim() ?? 'missing';
    }),
  );
}

const forged: StorageDetail = {
  runId: 1,
  saved: {
    id: 'forged',
    savedAt: Date.now(),
    config: DEFAULT_CONFIG,
    epochs: 3,
    step: 0,
    valAccuracy: 0.8,
    ended: null,
    byteLength: 1000,
  },
  problem: 'full',
  got: 'forged',
};

it('a stored run is on the screen as soon as the worker has stored it', async () => {
  const trainer = await addTrainer();
  const before = await shown(trainer);
  await trainer.train();
  await expect.poll(() => shown(trainer)).not.toEqual(before);
  expect(sessionStorage.length).toBe(1);
});

it('a `fmnist-storage` event that a script dispatches changes nothing', async () => {
  const trainer = await addTrainer();
  const before = await shown(trainer);
  trainer.dispatchEvent(new CustomEvent('fmnist-storage', { detail: forged, bubbles: true, composed: true }));
  expect(await shown(trainer)).toEqual(before);
  expect(sessionStorage.length).toBe(0);
});

/** Puts entries into the database, unchecked. */
async function put(entries: Readonly<Record<string, unknown>>): Promise<void> {
  await inTransaction('readwrite', ({ runs }) =>
    Promise.all(Object.entries(entries).map(([id, entry]) => answerOf(runs.put(entry, id)))),
  );
}

it('damaged entries are shown as damaged beside the others, and can be deleted', async () => {
  const whole = { ...forged.saved, id: 'whole', slot: 0, byteLengths: [1000, 0], writer: 'me' };
  const { config: _config, ...withoutConfig } = { ...whole, id: 'no-config' };
  const noUnits = { ...whole, id: 'no-units', config: { ...DEFAULT_CONFIG, hiddenUnits: null } };
  await put({ whole, 'no-config': withoutConfig, 'no-units': noUnits, nothing: null });
  await put({ later: { ...whole, id: 'later', savedAt: 1e20 } });
  const trainer = await addTrainer();
  await expect.poll(async () => (await shown(trainer))[0]).toContain('3 of 20 epochs');
  expect((await shown(trainer))[1]).toContain('(5)');

  const list = trainer.renderRoot.querySelector('fmnist-stored-runs') as FmnistStoredRuns;
  const root = list.renderRoot as ShadowRoot;
  root.querySelector('summary')?.click();
  await expect.poll(() => root.querySelectorAll('li').length).toBe(5);
  const damaged = () =>
    [...root.querySelectorAll('li')].filter((row) => /is damaged/.test(row.textContent ?? ''));
  const buttons = damaged().map((row) => [...row.querySelectorAll('button')].map((button) => button.innerText));
  expect(buttons).toEqual([['Delete'], ['Delete'], ['Delete'], ['Delete']]);

  for (let left = 4; left > 0; left--) {
    const remove = damaged()[0]?.querySelector('button');
    remove?.click();
    await list.updateComplete;
    remove?.click();
    await expect.poll(() => damaged().length, { timeout: 20_000 }).toBe(left - 1);
  }
  expect((await trainer.storedRuns()).map(({ id }) => id)).toEqual(['whole']);
});

it('with an empty database that another script keeps open, `autostart` trains, and a note says that the run is not stored', async () => {
  const other = await answerOf(indexedDB.open(RUN_DATABASE.name));
  const trainer = document.createElement('fmnist-trainer');
  Object.assign(trainer, { dataSrc: SMALL_DATA, trainImages: 200, hiddenUnits: 1, epochs: 1, autostart: true });
  document.body.append(trainer);
  await expect.poll(() => trainer.state, { timeout: 30_000 }).toBe('finished');
  await expect.poll(async () => (await shown(trainer))[0], { timeout: 20_000 }).toContain('Training continues');
  other.close();
}, 60_000);
