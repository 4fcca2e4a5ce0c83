import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
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
