import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { serveEmbedder } from './embedder';
import { closeBrowser, type Visit, visit } from './visit';

const SMALL = { 'data-src': '/data/small/', epochs: '1', autosave: 'off' };
/** Rounds after which memory is measured first, and in the end. */
const SETTLED = 10;
const ROUNDS = 50;

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});
afterAll(closeBrowser);

/** A page with nothing but the script: of the site, which is isolated, or of a host that sends no headers. */
async function emptyPage(isolated: boolean): Promise<Visit> {
  const visited = await visit();
  open.push(() => visited.page.context().close());
  const { page } = visited;
  if (!isolated) {
    const { url, close } = await serveEmbedder({});
    open.push(close);
    await page.goto(url);
  }
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.evaluate(() => {
    for (const trainer of document.querySelectorAll('fmnist-trainer')) trainer.remove();
  });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(isolated);
  visited.requests.length = 0;
  return visited;
}

/** Adds trainers and trains all of them at once. Tells the sums of their weights. */
function trainTogether(page: Page, count: number, attributes: Record<string, string>): Promise<string[]> {
  return page.evaluate(
    ([many, names]) => {
      const trainers = Array.from({ length: many }, () => document.createElement('fmnist-trainer'));
      for (const trainer of trainers) {
        for (const [name, value] of Object.entries(names)) trainer.setAttribute(name, value);
        document.body.append(trainer);
      }
      return Promise.all(trainers.map(async (trainer) => (await trainer.train()).weightsSha256));
    },
    [count, attributes] as const,
  );
}

const dataFiles = (visited: Visit) => visited.requests.filter((path) => path.includes('/data/small/'));

describe('several trainers in one page', () => {
  it('have a worker each, and ask for each file of the data once', async () => {
    const visited = await emptyPage(true);
    const sums = await trainTogether(visited.page, 3, SMALL);
    expect(new Set(sums).size).toBe(1);
    expect(visited.page.workers().filter((worker) => worker.url().endsWith('/worker.js'))).toHaveLength(3);
    const files = dataFiles(visited);
    expect(files.length).toBeGreaterThan(4);
    expect(new Set(files).size).toBe(files.length);
    expect(visited.complaints).toEqual([]);
  });

  it('share one copy in memory on an isolated page: another one needs neither network nor cache', async () => {
    const visited = await emptyPage(true);
    await trainTogether(visited.page, 1, SMALL);
    await visited.page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
    visited.requests.length = 0;
    await trainTogether(visited.page, 1, SMALL);
    expect(dataFiles(visited)).toEqual([]);
  });

  it('download each file once where memory cannot be shared', async () => {
    const visited = await emptyPage(false);
    await trainTogether(visited.page, 3, SMALL);
    const files = dataFiles(visited);
    expect(files.length).toBeGreaterThan(4);
    expect(new Set(files).size).toBe(files.length);
  });

  it('divide the cores while they train, and take them back when the others have ended', async () => {
    const { page } = await emptyPage(true);
    const { cores, shared, alone } = await page.evaluate(async (attributes) => {
      const trainers = [0, 1].map(() => document.createElement('fmnist-trainer'));
      type Trainer = HTMLElementTagNameMap['fmnist-trainer'];
      const [one, other] = trainers as [Trainer, Trainer];
      for (const trainer of trainers) {
        for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
        trainer.setAttribute('epochs', '100000');
        document.body.append(trainer);
      }
      const heard = (isWanted: (threads: number) => boolean) =>
        new Promise<number>((resolve) => {
          one.addEventListener(
            'fmnist-engine',
            ({ detail: { threads } }) => isWanted(threads) && resolve(threads),
          );
        });
      const { hardwareConcurrency } = navigator;
      const cores = Math.min(hardwareConcurrency, 8);
      const half = heard((threads) => threads <= Math.ceil(hardwareConcurrency / 2));
      void one.train();
      void other.train();
      const shared = await half;
      const all = heard((threads) => threads === cores);
      await other.stop();
      const alone = await all;
      await one.stop();
      return { cores, shared, alone };
    }, SMALL);
    expect(alone).toBe(cores);
    expect(shared).toBeLessThan(cores);
  });
});

describe('a trainer that is pulled out of its page', () => {
  it(`leaves no worker and no memory behind, be it ${ROUNDS} times`, async () => {
    const { page } = await emptyPage(true);
    let settled = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      // While it starts, loads, trains, or after its run.
      const until = ['call', 'loading', 'training', 'finished'][round % 4] as string;
      await page.evaluate(
        async ([attributes, state]) => {
          const trainer = document.createElement('fmnist-trainer');
          for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
          document.body.append(trainer);
          const reached = new Promise<void>((resolve) => {
            if (state === 'call') resolve();
            trainer.addEventListener('fmnist-state', ({ detail }) => {
              if (detail.state === state) resolve();
            });
          });
          trainer.train().catch(() => {});
          await reached;
          trainer.remove();
        },
        [SMALL, until] as const,
      );
      if (round !== SETTLED && round !== ROUNDS) continue;
      // Chromium gives a worker that computes or sleeps two seconds before it ends it by force.
      await expect.poll(() => page.workers().map((worker) => worker.url()), { timeout: 10_000 }).toEqual([]);
      if (round === SETTLED) settled = await memory(page);
    }
    // One element with its canvases holds 2.5 MB, its worker as much again. The collector may come to the last of them late.
    await expect.poll(() => memory(page), { timeout: 30_000 }).toBeLessThan(settled + 2_000_000);
  }, 180_000);

  it('starts no other worker for what its views still want to know', async () => {
    const { page } = await emptyPage(true);
    const code = await page.evaluate(async (attributes) => {
      const trainer = document.createElement('fmnist-trainer');
      for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
      document.body.append(trainer);
      await trainer.train();
      const pad = trainer.renderRoot.querySelector('fmnist-garment-pad');
      trainer.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const photo = { pixels: new Uint8ClampedArray(4 * 28 * 28), width: 28, height: 28 };
      return pad?.formatPhoto?.(photo as never).then(
        () => 'answered',
        (thrown) => thrown.code,
      );
    }, SMALL);
    expect(code).toBe('call-refused');
    await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0);
  });
});

/** Bytes that the page and its workers hold after garbage collection. */
async function memory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // Once the last timers of what was removed are over. What the collector of one heap frees, that of another finds out in its next turn.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.send('HeapProfiler.collectGarbage');
  }
  await session.detach();
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measureUserAgentSpecificMemory.call(performance)).bytes;
  });
}
