import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { serveEmbedder } from './embedder';
import { violations } from './violations';
import { closeBrowser, LAZY_TAGS, type Visit, visit } from './visit';

afterAll(closeBrowser);

/** The width of A4 paper between margins of 1 cm, in CSS pixels. */
const PAPER = 718;

describe.each(['light', 'dark'])('the print of a %s page', (scheme) => {
  let page: Visit['page'];
  let close: () => void;
  beforeAll(async () => {
    const served = await serveEmbedder({
      html: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page of mine</title>
        <style>:root { color-scheme: ${scheme} } body { margin: 0 }</style>
        <script type="module" src="/fmnist-trainer.js"></script><main><h1>Mine</h1>
        <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="2"></fmnist-trainer>
        <fmnist-epoch-table></fmnist-epoch-table></main>`,
    });
    close = served.close;
    ({ page } = await visit('about:blank'));
    await page.setViewportSize({ width: 1280, height: 6000 });
    await page.goto(served.url);
    for (const tag of LAZY_TAGS) await page.locator(`${tag} section:not([aria-busy])`).waitFor();
    await page.locator('fmnist-trainer').evaluate((trainer: FmnistTrainer) => trainer.train());
    await page.locator('fmnist-confusion-matrix td').nth(12).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: PAPER, height: 6000 });
  }, 110_000);
  afterAll(async () => {
    await page.context().close();
    close();
  });

  it('has every background, also that of a view that is used alone', async () => {
    const [without, alone] = await page.evaluate(() => {
      const found: string[] = [];
      const walk = (parent: ParentNode) => {
        for (const element of parent.querySelectorAll('*')) {
          const { backgroundColor, printColorAdjust } = getComputedStyle(element);
          if (backgroundColor !== 'rgba(0, 0, 0, 0)' && printColorAdjust !== 'exact')
            found.push(element.localName);
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document.querySelector('main') as Element);
      const table = document.querySelector('main > fmnist-epoch-table') as Element;
      return [found, getComputedStyle(table).backgroundColor];
    });
    expect(without).toEqual([]);
    expect(alone).toBe(scheme === 'dark' ? 'rgb(22, 23, 26)' : 'rgb(255, 255, 255)');
  });

  it('has both charts and all text within the paper, with enough contrast', async () => {
    const outside = await page.evaluate((width) => {
      const found: string[] = [];
      const walk = (parent: ParentNode) => {
        for (const element of parent.querySelectorAll('*')) {
          const box = element.getBoundingClientRect();
          if (box.width > 0 && (box.left < 0 || box.right > width)) found.push(element.localName);
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document.querySelector('main') as Element);
      return found;
    }, PAPER);
    expect(outside).toEqual([]);
    const charts = page.locator('fmnist-metrics-chart canvas');
    expect(await charts.count()).toBe(2);
    for (const chart of await charts.all()) {
      const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
      expect(width).toBeGreaterThan(200);
      expect(height).toBeGreaterThan(100);
    }
    const contrast = (await violations(page)).filter((found) => found.startsWith('color-contrast'));
    expect(contrast).toEqual([]);
  });
});
