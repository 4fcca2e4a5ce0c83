import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enter, projectRoot } from './entry.mjs';
import { withServedPage } from './served-page.mjs';

const HELP = `npm run screenshots -- [options]

Takes pictures of the page in headless Chromium: idle, training, paused, finished and two errors, light and dark, at three widths. They go to .cache/screenshots/.

  --docs   also renew the pictures of README.md in docs/images/
  --help   show this
`;

const WIDTHS = { narrow: 360, middle: 720, wide: 1400 };
const SCHEMES = ['light', 'dark'];
/** Of the run that is pictured finished: the lesson's. */
const EPOCHS = 20;
/** Of the run that is pictured while it trains: longer than taking the pictures. */
const LONG = 200;
/** Around the trainer in the pictures of README.md, in CSS pixels. */
const MARGIN = 24;

/** One picture of a state for each width and colour scheme. */
class Pictures {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  async take(state) {
    for (const [size, width] of Object.entries(WIDTHS)) {
      await this.page.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await this.page.emulateMedia({ colorScheme });
        await settled(this.page);
        const path = join(this.folder, `${state}-${size}-${colorScheme}.png`);
        await this.page.screenshot({ path, fullPage: true });
      }
    }
  }
}

/** Walks the page through its states, as a visitor would. */
async function takeAll(page, pictures) {
  const button = (name) => page.getByRole('button', { name, exact: true });
  const field = (name) => page.locator(`[name="${name}"]`);
  const state = (wanted) =>
    page.waitForFunction((name) => document.querySelector('fmnist-trainer').state === name, wanted, {
      timeout: 180_000,
    });
  const epochs = (count) =>
    page.waitForFunction((done) => document.querySelector('fmnist-trainer').history.length >= done, count, {
      timeout: 180_000,
    });

  await pictures.take('idle');
  await field('epochs').fill('abc');
  await button('Train').click();
  await page.getByRole('alert').getByRole('button', { name: 'Retry' }).waitFor();
  await pictures.take('error-setting');
  await field('epochs').fill(String(LONG));

  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not found' }));
  await button('Train').click();
  await state('failed');
  await pictures.take('error-file');
  await page.unroute('**/*.wasm');

  await button('Retry').click();
  await epochs(3);
  await pictures.take('training');
  await button('Pause').click();
  await state('paused');
  await pictures.take('paused');
  await button('Reset').click();
  await field('epochs').fill(String(EPOCHS));
  await button('Train').click();
  await state('finished');
  await page.getByText('Every epoch as a table').click();
  await pictures.take('finished');
}

/** The pictures of README.md: the finished run, without the page around it. */
async function takeForDocs(page, folder) {
  mkdirSync(folder, { recursive: true });
  await page.getByText('Every epoch as a table').click();
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await page.evaluate(() => scrollTo(0, 0));
    const { x, y, width, height } = await page.locator('fmnist-trainer').boundingBox();
    const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
    await page.screenshot({ path: join(folder, `trainer-${colorScheme}.png`), clip, fullPage: true });
  }
}

/** Charts draw with the animation frame after a change of size or colour. */
function settled(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))),
      ),
  );
}

await enter(async () => {
  const { values } = parseArgs({
    options: { docs: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = projectRoot();
  const folder = join(root, '.cache/screenshots');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  await withServedPage('screenshot', async ({ browser, url }) => {
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    const pictures = new Pictures(page, folder);
    await page.goto(url);
    await takeAll(page, pictures);
    if (values.docs) await takeForDocs(page, join(root, 'docs/images'));
  });
  console.log(`Pictures are in ${folder}`);
});
