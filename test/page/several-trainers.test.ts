import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { DEPTH } from '../fixtures/depth';
import { reportCores } from './cores';
import { serveEmbedder } from './embedder';
import { closeBrowser, type Visit, visit } from './visit';

const SMALL = { 'data-src': '/data/small/', epochs: '1', autosave: 'off' };
/** More cores than the test machines have, so that there is something to divide. */
const CORES = 4;
/** The most time that Chromium may take to end the workers: it lets one that computes continue for two seconds. */
const PATIENTLY = { timeout: 60_000 };

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});
afterAll(closeBrowser);

/** A page with only the script: on the site, which is isolated, or on a host that sends no headers. */
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

/** Adds trainers and trains all of them at once. Returns the hashes of their weights. */
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

describe('several trainers on one page', () => {
  it('have one worker and the helper threads that they use, and request each file of the data once', async () => {
    const visited = await emptyPage(true);
    const sums = await trainTogether(visited.page, 3, { ...SMALL, threads: '2' });
    expect(new Set(sums).size).toBe(1);
    expect(visited.page.workers().filter((worker) => worker.url().endsWith('/worker.js'))).toHaveLength(3 * 2);
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

  it('download each file once if memory cannot be shared', async () => {
    const visited = await emptyPage(false);
    await trainTogether(visited.page, 3, SMALL);
    const files = dataFiles(visited);
    expect(files.length).toBeGreaterThan(4);
    expect(new Set(files).size).toBe(files.length);
  });

  it('divide the cores while they train, and get them back when the others have ended', async () => {
    const { page } = await emptyPage(true);
    await reportCores(page, CORES);
    const threads = await page.evaluate(
      async ([attributes, cores]) => {
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
        const half = heard((threads) => threads === cores / 2);
        void one.train();
        void other.train();
        const shared = await half;
        const all = heard((threads) => threads === cores);
        await other.stop();
        const alone = await all;
        await one.stop();
        return { shared, alone };
      },
      [SMALL, CORES] as const,
    );
    expect(threads).toEqual({ shared: CORES / 2, alone: CORES });
  });
});

describe('a trainer that is removed from its page', () => {
  it(`leaves no worker and no element in memory, ${DEPTH.rounds} times`, {
    timeout: DEPTH.testMs,
  }, async () => {
    const { page } = await emptyPage(true);
    await page.evaluate(() => Object.assign(globalThis, { removed: [] }));
    for (let round = 1; round <= DEPTH.rounds; round++) {
      // During its start, loading or training, or after its run.
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
          const { removed } = globalThis as unknown as { removed: WeakRef<object>[] };
          for (const view of trainer.renderRoot.querySelectorAll('*')) removed.push(new WeakRef(view));
          removed.push(new WeakRef(trainer));
          trainer.remove();
        },
        [SMALL, until] as const,
      );
    }
    await expect.poll(() => page.workers().map((worker) => worker.url()), PATIENTLY).toEqual([]);
    await expect.poll(() => keptElements(page), PATIENTLY).toEqual([]);
  });

  it('starts no other worker for the requests of its views', async () => {
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

/** The names of removed elements that are still in memory after a garbage collection. */
async function keptElements(page: Page): Promise<string[]> {
  await page.requestGC();
  return page.evaluate(() => {
    const { removed } = globalThis as unknown as { removed: WeakRef<Element>[] };
    return removed.flatMap((reference) => reference.deref()?.localName ?? []);
  });
}
