import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** What has moved up or down on the page, also right after a click, as `from → to` in pixels, with its place and size. */
const shifts = (page: Page) =>
  page.evaluate(() => {
    interface Shift extends PerformanceEntry {
      readonly sources: readonly { readonly previousRect: DOMRect; readonly currentRect: DOMRect }[];
    }
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return (
      (observer.takeRecords() as Shift[])
        .flatMap(({ sources }) => sources)
        // What was not there before has not moved; less than three pixels is nothing by the browser’s own measure.
        .filter(({ previousRect: from, currentRect: to }) => from.width > 0 && Math.abs(from.y - to.y) >= 3)
        .map(
          ({ previousRect: { x, y, width, height }, currentRect }) =>
            `${y} → ${currentRect.y}, at ${x}, ${width} × ${height}`,
        )
    );
  });

it.each([
  ['full', 320],
  ['full', 720],
  ['full', 1400],
  ['compact', 320],
] as const)(
  'the first run in view="%s" moves nothing as its data arrive, %i pixels wide',
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
