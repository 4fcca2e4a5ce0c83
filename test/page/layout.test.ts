import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** Elements that have moved up or down on the page, also right after a click, as `from → to` in pixels, with their size. */
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
        // A new element has not moved. The browser's own measure ignores less than three pixels.
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
