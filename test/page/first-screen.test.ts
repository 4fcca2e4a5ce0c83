import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** How far down the page the lower edges of some parts are, in pixels. */
async function bottoms(page: Page, selectors: readonly string[]): Promise<Record<string, number>> {
  const measured: Record<string, number> = {};
  for (const selector of selectors) {
    const box = await page.locator(selector).last().boundingBox();
    measured[selector] = box ? Math.round(box.y + box.height) : Number.NaN;
  }
  return measured;
}

const PAD = 'fmnist-garment-pad canvas.pad';
const PICTURE = 'fmnist-network canvas';
const TRAIN = 'fmnist-run-controls button.primary';
const CURVES = 'fmnist-metrics-chart canvas';

it.each(['en', 'ko'])(
  'a window of 1,400 × 900 shows pad, network, Train and both charts without scrolling, also during a run (%s)',
  async (lang) => {
    const { page } = await visit('', 'block', 'on');
    await page.setViewportSize({ width: 1400, height: 900 });
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element, given) => Object.assign(element, { lang: given }), lang);
    await page.locator(PAD).waitFor();
    await page.locator(PICTURE).waitFor();
    const PARTS = [PAD, PICTURE, TRAIN, CURVES];
    const idle = await bottoms(page, PARTS);
    expect(Math.max(...Object.values(idle)), JSON.stringify(idle)).toBeLessThanOrEqual(900);
    await trainer.evaluate((element: HTMLElementTagNameMap['fmnist-trainer']) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '2' });
      return element.train();
    });
    expect(await bottoms(page, PARTS)).toEqual(idle);
    await page.context().close();
  },
);

it('a phone shows title, Train and the guess of the pad on the first screen', async () => {
  const { page } = await visit('', 'block', 'on');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.locator(PAD).waitFor();
  const measured = await bottoms(page, ['h1', TRAIN, 'fmnist-garment-pad .guess']);
  expect(Math.max(...Object.values(measured)), JSON.stringify(measured)).toBeLessThanOrEqual(800);
  await page.context().close();
});

it('before the first run no figure is a dash', async () => {
  const { page } = await visit('', 'block', 'on');
  const facts = page.locator('fmnist-progress-line dd');
  expect(await facts.count()).toBe(6);
  expect(await facts.filter({ visible: true }).count()).toBe(0);
  await page.context().close();
});
