import { afterEach, beforeAll, expect, it } from 'vitest';
import type { StorageDetail } from '../../../src/element/events';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import { DEFAULT_CONFIG, RUN_DATABASE } from '../../../worker/protocol';
import { importBuilt, SMALL_DATA } from '../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(async () => {
  document.body.replaceChildren();
  sessionStorage.clear();
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase(RUN_DATABASE.name).onsuccess = () => resolve();
  });
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
