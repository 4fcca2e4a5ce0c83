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
  const visited = await visit(host.url, serviceWorkers, 'on');
  close.push(host.stop, () => visited.page.context().close());
  return visited;
}

/** What the preview loads, once the element is in view. */
const PREVIEW = [
  'kernels.wasm',
  'model-files.js',
  'model.json',
  'photo-reading.js',
  'weights.bin',
  'worker.js',
];

it(`the landing page can be used after at most ${MOST_BYTES / 1000} kB, and then loads only the views less than a screen away, and the preview`, async () => {
  const { page, requests, sizes } = await land('block');
  await page.getByRole('button', { name: 'Train', exact: true }).click({ trial: true });
  await page.locator('fmnist-garment-pad .guess').getByText('Looks like').waitFor();
  await page.waitForTimeout(1500);
  const nameOf = (url: string) => url.split('/').at(-1) ?? '';
  const transferred = [...(await sizes())].filter(([url]) => !PREVIEW.includes(nameOf(url)));
  const sum = transferred.reduce((all, [, bytes]) => all + bytes, 0);
  expect(sum).toBeGreaterThan(50_000);
  expect(sum).toBeLessThanOrEqual(MOST_BYTES);
  const names = requests.map(nameOf);
  const FIRST = [
    '',
    'page.css',
    'fmnist-trainer.css',
    'fmnist-trainer.js',
    'preferred-language.js',
    'offline.js',
  ];
  expect(names.slice(0, FIRST.length)).toEqual(FIRST);
  const VIEWS = ['confusion-matrix.js', 'gallery.js', 'garment-pad.js', 'network.js', 'settings-form.js'];
  expect([...new Set(names.slice(FIRST.length))].sort()).toEqual([...VIEWS, ...PREVIEW].sort());
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
