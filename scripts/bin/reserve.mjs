import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LOCALES, languagesIn } from '../build/languages.mjs';
import { EXTRAS, reservedPlace } from '../build/reserved-place.mjs';
import { enter, projectRoot } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { measureHeights, VIEWS } from '../measure/element-heights.mjs';

const HELP = `npm run reserve

Measures how high the element is in places of 280 to 1600 pixels, in every view and language, and writes static/fmnist-trainer.css, the style
sheet that reserves its place before its script has loaded. A test compares the two.

  --help       show this
`;

/** The element is made for places of 288 pixels and more, a phone's window with margins. */
const WIDTHS = Array.from({ length: 331 }, (_, i) => 280 + 4 * i);

await enter(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const languages = ['en', ...languagesIn(join(projectRoot(), LOCALES))];
  const css = await withServedPage('reserve', async ({ browser, url }) => {
    // High enough for every view, so that all of them load.
    const page = await browser.newPage({ viewport: { width: 1700, height: 5000 } });
    await page.goto(url);
    await page.waitForFunction(() => customElements.get('fmnist-trainer'));
    const measure = async (/** @type {string} */ attributes) => {
      /** @type {Record<string, number[]>} */
      const heights = {};
      for (const lang of languages)
        heights[lang] = await measureHeights(page, {
          lang,
          attributes: `preview="off" ${attributes}`,
          widths: WIDTHS,
        });
      return heights;
    };
    const views = [];
    for (const view of VIEWS) {
      const heights = await measure(`view="${view}"`);
      const extras = [];
      for (const { attribute, ...extra } of EXTRAS) {
        const others = await measure(`view="${view}" ${attribute}`);
        for (const lang of languages)
          others[lang] = (others[lang] ?? []).map((height, i) => height - Number(heights[lang]?.[i]));
        extras.push({ ...extra, measured: { widths: WIDTHS, heights: others } });
      }
      views.push({ view, measured: { widths: WIDTHS, heights }, extras });
    }
    return reservedPlace(views);
  });
  const file = join(projectRoot(), 'static/fmnist-trainer.css');
  writeFileSync(file, css);
  execFileSync('npx', ['biome', 'format', '--write', file], { cwd: projectRoot() });
  console.log(`${file}: ${css.length} bytes`);
  return 0;
});
