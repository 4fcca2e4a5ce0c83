/** @import { Page } from 'playwright' */
import { join } from 'node:path';

export const WIDTHS = { narrow: 360, middle: 720, wide: 1400, widest: 1920 };
export const SCHEMES = /** @type {const} */ (['light', 'dark']);

/** Takes one picture for each width and colour scheme: of the page, or of one element alone. */
export class Pictures {
  /**
   * @param {Page} page
   * @param {string} folder
   * @param {string} [only] take only those whose name starts with this
   */
  constructor(page, folder, only = '') {
    this.page = page;
    this.folder = folder;
    this.only = only;
  }

  /**
   * @param {string} name
   * @param {object} [options]
   * @param {string} [options.of] `page`, `window` for its visible part, or the tag of an element
   */
  async take(name, { of = 'page' } = {}) {
    if (!name.startsWith(this.only)) return;
    for (const [size, width] of Object.entries(WIDTHS)) {
      await this.page.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await this.page.emulateMedia({ colorScheme });
        await settled(this.page);
        const path = join(this.folder, `${name}-${size}-${colorScheme}.png`);
        if (of === 'page' || of === 'window') await this.page.screenshot({ path, fullPage: of === 'page' });
        else await this.page.locator(of).screenshot({ path });
      }
    }
  }
}

/**
 * Waits until a page has drawn: canvases draw in the animation frame after a change of size or colours, and request data for
 * what has become visible.
 * @param {Page} page
 * @returns {Promise<void>}
 */
export function settled(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 250)));
      }),
  );
}
