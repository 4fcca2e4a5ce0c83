import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEmbedder } from './embedder';
import { type HideableTab, openTabs } from './hideable-tabs';

let tabs: Awaited<ReturnType<typeof openTabs>>;
beforeAll(async () => {
  tabs = await openTabs();
});
afterAll(() => tabs.close());

const PAGE = `<!doctype html><html lang="en"><title>A page of mine</title><link rel="icon" href="data:,">
  <script type="module" src="/fmnist-trainer.js"></script>
  <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" view="compact"></fmnist-trainer>`;

const COUNT_RETURNS = `globalThis.returns = [];
  addEventListener('pageshow', ({ persisted }) => returns.push(persisted));
  globalThis.trainer = document.querySelector('fmnist-trainer');`;

const WHY_NOT_KEPT = `performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons
  .map(({ reason }) => reason).join()`;

/** How often a visit may be repeated because the browser did not keep the page, and for which reasons. Without one, it names none. */
const VISITS = 5;
const REPEATED = ['masked', 'weblocks-contention', undefined];

/**
 * Opens a page with a trainer, lets it `begin`, leaves it and returns. In the whole browser: the headless shell keeps no pages for the
 * Back button.
 *
 * The browser may drop a kept page for reasons of its own: on a busy machine, or if the worker asks which locks are held at the very
 * moment when the page is left. A visitor then gets a fresh page, which is not what these tests are about. The visit is repeated.
 */
async function leaveAndReturn(begin: (tab: HideableTab) => Promise<void>): Promise<HideableTab> {
  const { url, close } = await serveEmbedder({ html: PAGE });
  afterAll(close);
  const reasons: (string | undefined)[] = [];
  for (let visit = 1; visit <= VISITS; visit++) {
    const tab = await tabs.open(url);
    const isAt = (address: string) =>
      expect
        .poll(() => tab.evaluate(`location.href + ' ' + document.readyState`).catch(() => ''))
        .toBe(`${address} complete`);
    await tab.evaluate(`customElements.whenDefined('fmnist-trainer').then(() => { ${COUNT_RETURNS} })`);
    await begin(tab);
    await tab.evaluate(`void (location.href = '/metrics.js')`);
    await isAt(`${url}metrics.js`);
    await tab.evaluate('void history.back()');
    await isAt(url);
    if (await tab.evaluate('Boolean(globalThis.returns)')) {
      await expect.poll(() => tab.evaluate('globalThis.returns')).toEqual([true]);
      return tab;
    }
    const reason = await tab.evaluate<string | undefined>(WHY_NOT_KEPT);
    expect(REPEATED).toContain(reason);
    reasons.push(reason);
  }
  throw new Error(`the browser never kept the page: ${reasons.join('; ')}`);
}

/** Longer than an idle worker keeps its lock, with which the browser would not keep the page. */
const IDLE_MS = 5000;

const TRAIN_AND_PREDICT = `trainer.train().then(async ({ state }) => {
  const { length } = await trainer.predict(new Uint8Array(784));
  return { state, length };
})`;

describe('a page that the visitor leaves and returns to with the Back button', () => {
  it('is shown as it was after its run, and trains and predicts again', async () => {
    const tab = await leaveAndReturn(async (page) => {
      expect(await page.evaluate(TRAIN_AND_PREDICT)).toEqual({ state: 'finished', length: 1 });
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    });
    expect(await tab.evaluate('trainer.state')).toBe('finished');
    expect(await tab.evaluate('trainer.predict(new Uint8Array(784)).then(({ length }) => length)')).toBe(1);
    expect(await tab.evaluate(TRAIN_AND_PREDICT)).toEqual({ state: 'finished', length: 1 });
  });

  it('continues its run, without an error', async () => {
    const tab = await leaveAndReturn((page) =>
      page.evaluate(`new Promise((resolve) => {
        globalThis.errors = [];
        globalThis.epochs = [];
        trainer.addEventListener('fmnist-error', ({ detail }) => errors.push(detail.code));
        trainer.addEventListener('fmnist-epoch', ({ detail }) => {
          epochs.push(detail.epoch);
          if (detail.epoch === 3) resolve();
        });
        trainer.setAttribute('epochs', '100000');
        trainer.train().catch(() => {});
      })`),
    );
    const before = await tab.evaluate<number>('epochs.length');
    await expect.poll(() => tab.evaluate('epochs.length'), { timeout: 20_000 }).toBeGreaterThan(before + 2);
    const epochs = await tab.evaluate<number[]>('epochs');
    expect(epochs).toEqual(epochs.map((_, i) => i + 1));
    expect(await tab.evaluate('trainer.state')).toBe('training');
    expect(await tab.evaluate('errors')).toEqual([]);
    await tab.evaluate('trainer.stop().then(() => {})');
  });
});
