/** @import { Browser } from 'playwright' */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Width of the sheet and of a picture in it, in CSS pixels. */
const SHEET_WIDTH = 1800;
const PICTURE_WIDTH = { narrow: 120, middle: 190, wide: 300, widest: 380 };

/**
 * Writes one sheet with all pictures of a folder, small and with their names.
 * @param {Browser} browser
 * @param {string} folder
 * @param {string} path of the sheet
 */
export async function writeContactSheet(browser, folder, path) {
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: 900 } });
  const figures = readdirSync(folder)
    .filter((file) => file.endsWith('.png'))
    .map((file) => {
      const name = file.replace('.png', '');
      const size = /** @type {keyof typeof PICTURE_WIDTH} */ (/-(narrow|middle|wide|widest)-/.exec(file)?.[1]);
      const source = `data:image/png;base64,${readFileSync(join(folder, file)).toString('base64')}`;
      return `<figure><img width="${PICTURE_WIDTH[size]}" src="${source}" alt=""><figcaption>${name}</figcaption></figure>`;
    });
  await page.setContent(`<style>
    body { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; margin: 16px; background: #d8d6d0; }
    figure { margin: 0; font: 10px sans-serif; }
    img { display: block; max-height: 900px; object-fit: cover; object-position: top; }
  </style>${figures.join('')}`);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path, type: 'jpeg', quality: 60, fullPage: true });
  await page.close();
}
