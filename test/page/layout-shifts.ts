import type { Page } from 'playwright';

/** Elements that have moved up or down on the page, also right after a click, as `from → to` in pixels, with their size. */
export const shifts = (page: Page): Promise<string[]> =>
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
