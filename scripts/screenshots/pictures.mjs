import { join } from 'node:path';

export const WIDTHS = { narrow: 320, middle: 720, wide: 1400 };
export const SCHEMES = ['light', 'dark'];

/** One picture for each width and colour scheme: of the page, or of the trainer alone. */
export class Pictures {
  /** @param only takes those whose name begins so */
  constructor(page, folder, only = '') {
    this.page = page;
    this.folder = folder;
    this.only = only;
  }

  /** @param options.of `page`, `window` (what is in view), or `trainer` */
  async take(name, { of = 'page' } = {}) {
    if (!name.startsWith(this.only)) return;
    for (const [size, width] of Object.entries(WIDTHS)) {
      await this.page.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await this.page.emulateMedia({ colorScheme });
        await settled(this.page);
        const path = join(this.folder, `${name}-${size}-${colorScheme}.png`);
        if (of === 'trainer') await this.page.locator('fmnist-trainer').screenshot({ path });
        else await this.page.screenshot({ path, fullPage: of === 'page' });
      }
    }
  }
}

/** Canvases draw with the animation frame after a change of size or colour, and ask for what has come into view. */
export function settled(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 250)));
      }),
  );
}
