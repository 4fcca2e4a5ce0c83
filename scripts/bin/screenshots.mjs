/** @import { Browser, Page } from 'playwright' */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LESSON_FILES } from '../guide/lesson/lesson-files.mjs';
import { enter, projectRoot } from '../lib/entry.mjs';
import { withServedPage } from '../lib/site/served-page.mjs';
import { writeContactSheet } from '../screenshots/contact-sheet.mjs';
import { Pictures, SCHEMES, settled } from '../screenshots/pictures.mjs';
import { explore, train, Visitor } from '../screenshots/visitor.mjs';

const HELP = `npm run screenshots -- [options]

Takes pictures of the page in headless Chromium, light and dark, at four widths: each state of a run in English; and in
English and Korean each view of the element, with all its parts in use, the six stages of a step, and the lesson's page with its panels. They go to .cache/screenshots/.

  --only NAME  take only the pictures whose name starts with NAME
  --docs       also update the pictures in docs/images/, which show drawn garments
  --help       show this
`;

/** The space around the trainer in the pictures of README.md, in CSS pixels. */
const MARGIN = 24;
/** Longer than a panel takes to fade in. */
const FADE_MS = 1000;
const LANGUAGES = /** @type {const} */ (['en', 'ko']);
const STAGES = ['pipeline', 'forward', 'loss', 'tape', 'optimizer', 'metric'];
const NEXT = /^(Next|다음)$/;
const STEP_BATCH = /^(Step batch|배치 1개 진행)$/;

/**
 * Takes a run through its states.
 * @param {Visitor} visitor
 * @param {Pictures} pictures
 */
async function takeStates(visitor, pictures) {
  const { page } = visitor;
  await pictures.take('idle');
  await visitor.fill('epochs', 'abc');
  await visitor.press('Train');
  await page.getByRole('alert').getByRole('button', { name: 'Retry' }).waitFor();
  await pictures.take('error-setting');

  await visitor.fill('epochs', '100000');
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not found' }));
  await visitor.press('Train');
  await visitor.state('failed');
  await pictures.take('error-file');
  await page.unroute('**/*.wasm');

  await visitor.press('Retry');
  await visitor.epochs(3);
  await pictures.take('training');
  await visitor.press('Pause');
  await visitor.state('paused');
  await pictures.take('paused');
  await takeStages(visitor, pictures);
}

/**
 * Takes a first run that waits for a part of its images.
 * @param {Visitor} visitor
 * @param {Pictures} pictures
 */
async function takeLoading({ page }, pictures) {
  await page.route('**/train-images-2.bin', () => {});
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.locator('fmnist-progress-line').getByText('Waiting for images 20,001').waitFor();
  await pictures.take('loading');
}

/**
 * Takes the six stages of a step of a paused run.
 * @param {Visitor} visitor
 * @param {Pictures} pictures
 */
async function takeStages(visitor, pictures) {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Look inside', exact: true }).click();
  for (const [i, stage] of STAGES.entries()) {
    if (i > 0) await page.locator('fmnist-step').getByRole('button', { name: NEXT }).click();
    for (const lang of LANGUAGES) {
      await visitor.set({ lang });
      await pictures.take(`step-${stage}-${lang}`, { of: 'fmnist-step' });
    }
  }
}

/**
 * Takes the lesson's page after one batch, with its six panels open.
 * @param {Page} page
 * @param {string} url of the lesson's page
 * @param {Pictures} pictures
 * @param {string} lang
 */
async function takeLesson(page, url, pictures, lang) {
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.goto(url);
  await page.getByRole('button', { name: STEP_BATCH }).click();
  await page.waitForFunction((count) => {
    const drawn = [...document.querySelectorAll('fmnist-step')].filter(({ shadowRoot }) =>
      shadowRoot?.querySelector('[part=panel] :is(canvas, table)'),
    );
    return drawn.length === count;
  }, STAGES.length);
  await page.waitForTimeout(FADE_MS);
  await pictures.take(`lesson-${lang}`);
}

/**
 * Takes each view after two runs, with all parts in use.
 * @param {Visitor} visitor
 * @param {Pictures} pictures
 * @param {string} lang
 */
async function takeCompositions(visitor, pictures, lang) {
  const { page } = visitor;
  await visitor.set({ lang, view: 'full' });
  await explore(visitor);
  await pictures.take(`full-${lang}`, { of: 'fmnist-trainer' });
  await visitor.openGarment();
  await pictures.take(`garment-${lang}`, { of: 'window' });
  await page.keyboard.press('Escape');
  for (const view of /** @type {const} */ (['compact', 'charts', 'predict'])) {
    await visitor.set({ view });
    if (view === 'predict') await visitor.drawStarter();
    await pictures.take(`${view}-${lang}`, { of: 'fmnist-trainer' });
  }
}

/**
 * Takes the pictures of README.md and the contact sheet. They show drawn garments, since the data set is not in the repository.
 * @param {Browser} browser
 * @param {string} url
 * @param {string} folder of the documentation's pictures
 * @param {string} cache folder of the pictures in the contact sheet
 */
async function takeForDocs(browser, url, folder, cache) {
  const visitor = await Visitor.open(browser, url);
  const { page } = visitor;
  await visitor.set({ dataSrc: 'drawn-garments', epochs: 8, learningRate: 0.003 });
  await train(visitor);
  await visitor.set({ epochs: 20, learningRate: undefined });
  await train(visitor);
  await page.setViewportSize({ width: 1280, height: 900 });
  await explore(visitor);
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await page.evaluate(() => scrollTo(0, 0));
    const box = await page.locator('fmnist-trainer').boundingBox();
    if (!box) throw new Error('The trainer has no box.');
    const { x, y, width, height } = box;
    const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
    const path = join(folder, `trainer-${colorScheme}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 82, scale: 'css', clip, fullPage: true });
  }
  const pictures = new Pictures(page, cache);
  for (const lang of LANGUAGES) await takeCompositions(visitor, pictures, lang);
  await writeContactSheet(browser, cache, join(folder, 'contact-sheet.jpg'));
}

await enter(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const root = projectRoot();
  const folder = join(root, '.cache/screenshots');
  const forDocs = join(root, '.cache/screenshots-drawn');
  for (const each of [folder, forDocs]) {
    rmSync(each, { recursive: true, force: true });
    mkdirSync(each, { recursive: true });
  }
  await withServedPage('screenshot', async ({ browser, url }) => {
    const visitor = await Visitor.open(browser, url);
    await takeStates(visitor, new Pictures(visitor.page, folder, values.only));
    await visitor.page.close();

    const waiting = await Visitor.open(browser, url);
    await takeLoading(waiting, new Pictures(waiting.page, folder, values.only));
    await waiting.page.close();

    const explorer = await Visitor.open(browser, url);
    await explorer.set({ epochs: 6, learningRate: 0.003 });
    await train(explorer);
    await explorer.set({ epochs: 20, learningRate: undefined });
    await train(explorer);
    const pictures = new Pictures(explorer.page, folder, values.only);
    for (const lang of LANGUAGES) await takeCompositions(explorer, pictures, lang);
    await explorer.page.close();

    for (const lang of LANGUAGES) {
      const reader = await browser.newPage({ deviceScaleFactor: 2, serviceWorkers: 'block' });
      const lesson = new URL(`guide/${LESSON_FILES[lang]}`, url).href;
      await takeLesson(reader, lesson, new Pictures(reader, folder, values.only), lang);
      await reader.close();
    }

    if (values.docs) await takeForDocs(browser, url, join(root, 'docs/images'), forDocs);
  });
  console.log(`Pictures are in ${folder}`);
});
