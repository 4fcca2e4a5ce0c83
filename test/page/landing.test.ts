import { afterAll, afterEach, expect, it } from 'vitest';
import { hostOf, makeRelease, removeReleases } from './releases';
import { closeBrowser, type Visit, visit } from './visit';

/** The most bytes that may be transferred before a visitor can use the trainer: compressed, with headers. */
const MOST_BYTES = 150_000;

let close: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of close) await each();
  close = [];
});
afterAll(async () => {
  await closeBrowser();
  removeReleases();
});

async function land(serviceWorkers: 'allow' | 'block'): Promise<Visit> {
  const host = await hostOf(await makeRelease());
  const visited = await visit(host.url, serviceWorkers);
  close.push(host.stop, () => visited.page.context().close());
  return visited;
}

it(`the landing page can be used after at most ${MOST_BYTES / 1000} kB, and then loads only the views less than a screen away`, async () => {
  const { page, requests, sizes } = await land('block');
  await page.getByRole('button', { name: 'Train', exact: true }).click({ trial: true });
  const transferred = await sizes();
  const sum = [...transferred.values()].reduce((all, bytes) => all + bytes, 0);
  expect(sum).toBeGreaterThan(50_000);
  expect(sum).toBeLessThanOrEqual(MOST_BYTES);
  await page.waitForTimeout(1500);
  const names = requests.map((url) => url.split('/').at(-1));
  const FIRST = ['', 'page.css', 'fmnist-trainer.css', 'fmnist-trainer.js', 'offline.js'];
  expect(names.slice(0, FIRST.length)).toEqual(FIRST);
  const VIEWS = ['confusion-matrix.js', 'gallery.js', 'garment-pad.js', 'network.js', 'settings-form.js'];
  expect(names.slice(FIRST.length).sort()).toEqual(VIEWS);
});

it('the service worker is registered after the page has loaded', async () => {
  const { page } = await land('block');
  await page.context().addInitScript(() => {
    navigator.serviceWorker.register = async (url) => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      Object.assign(globalThis, {
        registered: { url: `${url}`, afterLoad: (navigation?.loadEventEnd ?? 0) > 0 },
      });
      throw new Error('Not registered in this test.');
    };
  });
  await page.reload();
  await page.waitForFunction(() => 'registered' in globalThis);
  const registered = await page.evaluate(() => Reflect.get(globalThis, 'registered'));
  expect(registered).toEqual({ url: new URL('service-worker.js', page.url()).href, afterLoad: true });
});
