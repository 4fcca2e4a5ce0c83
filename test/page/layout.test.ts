import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { serveEmbedder } from './embedder';
import { shifts } from './layout-shifts';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

it.each([
  ['full', 320],
  ['full', 720],
  ['full', 1400],
  ['compact', 320],
] as const)(
  'the first run in view="%s" moves nothing when its data arrives, %i pixels wide',
  async (view, width) => {
    const { page } = await visit();
    await page.setViewportSize({ width, height: 3000 });
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate(async (element: FmnistTrainer, view) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '2', view });
      await element.updateComplete;
    }, view);
    await page.waitForTimeout(100);
    const before = await shifts(page);
    await trainer.evaluate((element: FmnistTrainer) => element.train());
    if (view === 'full') await page.locator('fmnist-sample-gallery').getByRole('listbox').waitFor();
    await page.locator('fmnist-stored-runs').getByText('Runs stored in this browser (1)').waitFor();
    expect((await shifts(page)).slice(before.length)).toEqual([]);
    await page.context().close();
  },
);

it.each(['en', 'ko'])(
  'titles, legends and plots of two charts side by side are on one line each, at every width, before and after a run (%s)',
  async (lang) => {
    const { url, close } = await serveEmbedder({
      html: `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>A page of mine</title>
        <style>body { margin: 0 } fmnist-trainer { --fmnist-padding: 0px }</style>
        <script type="module" src="/fmnist-trainer.js"></script>
        <fmnist-trainer view="charts" data-src="drawn-garments" train-images="640" epochs="2" autosave="off"></fmnist-trainer>`,
    });
    const { page } = await visit('about:blank');
    await page.goto(url);
    await page.locator(`fmnist-trainer [lang=${lang}]`).first().waitFor();
    await page.locator('fmnist-metrics-chart .legend').nth(1).waitFor();
    const widths = Array.from({ length: 33 }, (_, i) => 644 + 16 * i);
    const apart = async () => {
      const found: string[] = [];
      for (const width of widths) {
        await page.setViewportSize({ width, height: 600 });
        const offsets = await page.locator('fmnist-trainer').evaluate((trainer) => {
          const charts = [...(trainer.shadowRoot?.querySelectorAll('fmnist-metrics-chart') ?? [])];
          return ['h3', '.legend', '.epoch', '.plot'].map((selector) => {
            const [loss, accuracy] = charts.map(
              (chart) => chart.shadowRoot?.querySelector(selector)?.getBoundingClientRect().top ?? Number.NaN,
            ) as [number, number];
            return Math.abs(loss - accuracy);
          });
        });
        if (!offsets.every((offset) => offset < 1)) found.push(`${width}: ${offsets.join(', ')}`);
      }
      return found;
    };
    expect(await apart()).toEqual([]);
    await page.locator('fmnist-trainer').evaluate((trainer: FmnistTrainer) => trainer.train());
    expect(await apart()).toEqual([]);
    await page.context().close();
    close();
  },
);
