import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainerClient, TrainerClientOptions } from '../../../src/client/trainer-client';
import type { StoredRun, TrainerEvent } from '../../../worker/protocol';
import { answerOf, inTransaction } from '../../../worker/storage/database';
import { forgetRuns } from '../../fixtures/forget-runs';
import { fault, importBuilt, SMALL_DATA } from '../built';

/** Three epochs of a few milliseconds. */
const TINY = { dataSrc: SMALL_DATA, trainImages: 200, hiddenUnits: 1, epochs: 3 };
/** Much longer than such an epoch, and shorter than the time that training waits for a write. */
const A_WHILE_MS = 300;

let client: TrainerClient;
let news: string[];
let release = () => {};

beforeEach(() => openClient());

afterEach(async () => {
  release();
  client.dispose();
  await forgetRuns();
});

async function openClient(options: TrainerClientOptions = {}): Promise<void> {
  client = new (await importBuilt()).TrainerClient(options);
  news = [];
  client.subscribe((event) => news.push(...told(event)));
  client.autosave(true);
}

function told(event: TrainerEvent): string[] {
  if (event.type === 'epoch') return [`epoch ${event.epoch.epoch}`];
  if (event.type === 'storage' && event.saved) return [`epoch ${event.saved.epochs} stored`];
  return event.type === 'storage' ? [`problem: ${event.problem}`] : [];
}

/** Blocks all other writes to the database until `release`, as a slow disk would. */
async function blockWrites(): Promise<void> {
  let isHeld = true;
  release = () => {
    isHeld = false;
  };
  await new Promise<void>((resolve) => {
    const hold = async ({ runs }: { runs: IDBObjectStore }) => {
      while (isHeld) {
        await answerOf(runs.count());
        resolve();
      }
    };
    // A transaction for this many bytes may take minutes.
    void inTransaction('readwrite', hold, 1e9);
  });
}

const epoch = (number: number) =>
  expect.poll(() => news, { interval: 5, timeout: 20_000 }).toContain(`epoch ${number}`);
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const aWhile = () => pass(A_WHILE_MS);

/** Starts a run whose first epoch cannot be stored. */
async function blockedRun(): Promise<void> {
  await client.step('batch', TINY);
  await expect.poll(() => news).toEqual(['epoch 0 stored']);
  await blockWrites();
  await client.resume();
}

describe('while an epoch cannot be written', () => {
  it('the epoch is not reported before it is stored', async () => {
    await blockedRun();
    await aWhile();
    expect(news).toEqual(['epoch 0 stored']);
    release();
    await epoch(3);
    expect(news.slice(1, 3)).toEqual(['epoch 1 stored', 'epoch 1']);
  });

  it('the epoch is reported after a second anyway', async () => {
    await blockedRun();
    await aWhile();
    expect(news).toEqual(['epoch 0 stored']);
    await epoch(1);
    expect(news).toEqual(['epoch 0 stored', 'epoch 1']);
  });
});

it('the first epochs are not reported before they are stored, even if the storing script loads after they were trained', async () => {
  client.dispose();
  await openClient({ assets: { modelFiles: `${fault('late')}model-files.js` } });
  await client.train(TINY);
  expect(news).toEqual(['epoch 1 stored', 'epoch 1', 'epoch 2 stored', 'epoch 2', 'epoch 3 stored', 'epoch 3']);
});

it('a long epoch is stored in the middle, and again only after twenty times as long as the storing took', async () => {
  const saved: StoredRun[] = [];
  client.subscribe((event) => {
    if (event.type === 'storage' && event.saved?.epochs === 0) saved.push(event.saved);
  });
  await blockWrites();
  // 2,000 steps of some milliseconds each.
  const long = { dataSrc: SMALL_DATA, hiddenUnits: [4096, 1024], batchSize: 1, epochs: 1, threads: 1 };
  const ended = client.train(long).catch(() => {});
  await expect.poll(() => client.state).toBe('training');
  // The copy is made after 5 seconds and then waits 1.5 seconds to be written.
  await pass(6500);
  expect(saved).toEqual([]);
  release();
  await expect.poll(() => saved.length).toBe(1);
  expect(saved[0]?.step).toBeGreaterThan(0);
  await pass(6000);
  expect(saved.length).toBe(1);
  await client.stop();
  await ended;
});
