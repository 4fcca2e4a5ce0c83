import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nodeSession } from '../../scripts/lib/node/node-session';
import type { FmnistTrainer } from '../../src/index';
import { DRAWN_GARMENTS } from '../../worker/protocol';
import { unzipped } from '../fixtures/unzipped';
import { TEST_SITE } from '../setup/site-folders';
import { violations } from './violations';
import { closeBrowser, showView, visit } from './visit';

/** The most bytes that may be transferred until the first prediction. 9 kB of them are the network’s picture. */
const MOST_BYTES = 350_000;
const FOLDER = join(TEST_SITE, 'trained');
const pathOf = (name: string) => join(FOLDER, name);

const pageWith = (attributes: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>A trained model</title>
    <link rel="icon" href="data:," />
    <script type="module" src="../fmnist-trainer.js"></script>
  </head>
  <body><main><h1>A trained model</h1><fmnist-trainer ${attributes}></fmnist-trainer></main></body>
</html>`;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  const session = nodeSession(() => {});
  await session.train({ dataSrc: DRAWN_GARMENTS, epochs: 2, trainImages: 5000 });
  const archive = await session.exportModel('tfjs');
  writeFileSync(pathOf('model.zip'), archive.bytes);
  for (const [name, bytes] of Object.entries(unzipped(archive.bytes))) writeFileSync(pathOf(name), bytes);
  await session.reset();
  const json = readFileSync(pathOf('model.json'), 'utf8');
  writeFileSync(pathOf('shapes.json'), json.replace('"units":64', '"units":63'));
  writeFileSync(pathOf('predict.html'), pageWith('view="predict" weights="pretrained"'));
  writeFileSync(pathOf('full.html'), pageWith('weights="model.json" data-src="/data/small/" epochs="2"'));
  writeFileSync(pathOf('missing.html'), pageWith('weights="later.json" data-src="/data/small/" epochs="1"'));
  writeFileSync(pathOf('shapes.html'), pageWith('weights="shapes.json"'));
  writeFileSync(pathOf('plain.html'), pageWith('data-src="/data/small/" epochs="1"'));
  writeFileSync(
    pathOf('auto.html'),
    pageWith('weights="model.json" autostart data-src="/data/small/" epochs="1"'),
  );
}, 120_000);

afterAll(async () => {
  await closeBrowser();
  rmSync(FOLDER, { recursive: true });
});

const guess = (page: Page) => page.getByText(/^Looks like “.+” to the network: \d+%\.$/);
const draw = async (page: Page) => {
  await showView(page, 'fmnist-garment-pad');
  await page.locator('fmnist-garment-pad').getByRole('button', { name: 'Trouser' }).click();
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
describe('weights', () => {
  test(`with view="predict" predict after at most ${MOST_BYTES / 1000} kB, without data and TensorFlow.js, also from the package’s own file`, async () => {
    const { page, requests, complaints, sizes } = await visit('trained/predict.html');
    await draw(page);
    await page.getByText(/^Looks like “Trouser” to the network: \d+%\.$/).waitFor();
    const names = new Set(requests.map((url) => url.split('/').at(-1)));
    expect([...names].sort()).toEqual([
      'fmnist-trainer.js',
      'garment-pad.js',
      'kernels.wasm',
      'model-files.js',
      'model.json',
      'network.js',
      'photo-reading.js',
      'predict.html',
      'weights.bin',
      'worker.js',
    ]);
    const transferred = await sizes();
    expect(transferred.get('/worker.js')).toBeGreaterThan(25_000);
    expect(transferred.get('/pretrained/lesson/weights.bin')).toBeGreaterThan(150_000);
    const sum = [...transferred.values()].reduce((all, bytes) => all + bytes, 0);
    expect(sum).toBeLessThanOrEqual(MOST_BYTES);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('can be trained further with the moments of their optimizer, which are fetched only then', async () => {
    const { page, requests, complaints } = await visit('trained/predict.html');
    await draw(page);
    await guess(page).waitFor();
    const moments = () => requests.filter((url) => url.includes('optimizer'));
    expect(moments()).toEqual([]);
    const info = await page.locator('fmnist-trainer').evaluate(async (element: FmnistTrainer) => {
      // The moments are Adam's, whatever the settings say.
      Object.assign(element, { dataSrc: '/data/small/', epochs: 1, optimizer: 'sgd' });
      await element.train({ fromModel: true, optimizer: 'restored' });
      return element.history.length;
    });
    expect(info).toBe(1);
    expect(moments().sort()).toEqual([1, 2].map((i) => `/pretrained/lesson/optimizer-${i}of2.bin`));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('show the views that need no data, and explain what the others need; training continues from them', async () => {
    const { page, status, requests, complaints } = await visit('trained/full.html');
    await status('Ready to predict. Data is downloaded only when you train.');
    await page.getByText('A trained network: 784-64-64-10').waitFor();
    for (const tag of ['fmnist-sample-gallery', 'fmnist-confusion-matrix', 'fmnist-first-layer'] as const)
      await showView(page, tag);
    await page.getByText('64 units', { exact: true }).waitFor();
    expect(await page.getByText('Needs the data set, which is loaded when you train.').count()).toBe(3);
    await page.locator('fmnist-first-layer [role=option]').nth(3).click();
    expect(await page.getByRole('alert').getByText(/./).count()).toBe(0);
    expect(requests.some((url) => url.startsWith('/data/'))).toBe(false);

    await button(page, 'Continue from here').press('Enter');
    await button(page, 'Continue from here').waitFor({ state: 'hidden' });
    const focused = page.locator('fmnist-run-controls button:focus');
    expect(await focused.getAttribute('class')).toBe('primary');
    await status(/^Finished: all 2 epochs/);
    expect(await page.getByText('Needs the data set, which is loaded when you train.').count()).toBe(0);
    expect(await button(page, 'Continue from here').count()).toBe(0);
    await page
      .getByText(/of [0-9,]+ recognised/)
      .first()
      .waitFor();
    const first = await page
      .locator('fmnist-trainer')
      .evaluate((element: FmnistTrainer) => element.history[0]?.trainLoss ?? Number.NaN);
    await button(page, 'Train').click();
    await page.waitForFunction(
      (before) => document.querySelector('fmnist-trainer')?.history[0]?.trainLoss !== before,
      first,
    );
    await status(/^Finished: all 2 epochs/);
    const anew = await page
      .locator('fmnist-trainer')
      .evaluate((element: FmnistTrainer) => element.history[0]?.trainLoss ?? 0);
    expect(first).not.toBeCloseTo(anew, 2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('with autostart are where the training starts', async () => {
    const { page, status } = await visit('trained/auto.html');
    await status(/^Finished: all 1 epochs/);
    expect(await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.hiddenUnits)).toBe(
      '64,64',
    );
    await page.context().close();
  });

  test('that are missing are reported; Retry fetches them again, and everything else works', async () => {
    const { page, status } = await visit('trained/missing.html');
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    await alert.getByText('model-not-found').waitFor();
    await alert.getByText(/HTTP 404 Not Found, from .*later\.json/).waitFor();
    await button(page, 'Train').click();
    await status(/^Finished: all 1 epochs/);
    await draw(page);
    await guess(page).waitFor();
    await button(page, 'Reset').click();

    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      element.weights = 'later.json?again';
    });
    await alert.getByText('model-not-found').waitFor();
    writeFileSync(pathOf('later.json'), readFileSync(pathOf('model.json')));
    await button(page, 'Retry').click();
    await status('Ready to predict. Data is downloaded only when you train.');
    expect(await alert.getByText('model-not-found').count()).toBe(0);
    await page.context().close();
  });

  test('of other shapes are reported with both shapes', async () => {
    const { page } = await visit('trained/shapes.html');
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    await alert.getByText('dense_1/kernel of shape [784, 64]').waitFor();
    await alert.getByText('dense_1/kernel of shape [784, 63]').waitFor();
    await alert.getByText('model-shape').waitFor();
    await page.context().close();
  });
});

describe('“Open a model…”', () => {
  const choose = (page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
    page.locator('fmnist-download-menu input[type=file]').setInputFiles(files);

  test('is a button that opens the file chooser, and the model predicts, is adopted and can be downloaded', async () => {
    const { page, status } = await visit('trained/plain.html');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, 'Open a model…').click(),
    ]);
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles([pathOf('model.json'), pathOf('weights.bin')]);
    await status('Ready to predict. Data is downloaded only when you train.');
    expect(await page.locator('[name="hidden-units"]').inputValue()).toBe('64,64');
    await draw(page);
    await guess(page).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
    expect(download.suggestedFilename()).toBe('fmnist-64-64.safetensors');
    await page.context().close();
  });

  test('with a file that is not a model keeps the network', async () => {
    const { page, status } = await visit('trained/plain.html');
    await choose(page, pathOf('model.zip'));
    await status('Ready to predict. Data is downloaded only when you train.');
    await choose(page, {
      name: 'note.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('hello, this is a note'),
    });
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    await alert.getByText('model-unreadable').waitFor();
    await draw(page);
    await guess(page).waitFor();
    await page.context().close();
  });

  /** The bytes of the trainer's checkpoint. The page sends them to Playwright as text, because an array of 660,000 numbers takes 15 seconds. */
  const checkpointOf = async (page: Page): Promise<Buffer> => {
    const text = await page.locator('fmnist-trainer').evaluate(async (element: FmnistTrainer) => {
      const bytes = Array.from(await element.checkpoint(), (byte) => String.fromCharCode(byte));
      return btoa(bytes.join(''));
    });
    return Buffer.from(text, 'base64');
  };

  test('with a checkpoint continues its run, paused', async () => {
    const { page, status } = await visit('trained/plain.html');
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element: FmnistTrainer) => element.step('batch'));
    const buffer = await checkpointOf(page);
    await trainer.evaluate((element: FmnistTrainer) => element.reset());
    await choose(page, { name: 'a.fmnist', mimeType: '', buffer });
    await status('Paused. Resume continues with the next batch.');
    await button(page, 'Resume').click();
    await status(/^Finished: all 1 epochs/);
    await page.context().close();
  });

  test('with a checkpoint from elsewhere contacts no host that it names, and continues with the same data here', async () => {
    // A host that the page's content policy allows.
    const elsewhere = 'https://raw.githubusercontent.com/someone/small/';
    const { page: theirs } = await visit('trained/plain.html');
    await theirs.context().route(`${elsewhere}**`, async (route) => {
      const here = route
        .request()
        .url()
        .replace(elsewhere, new URL('data/small/', inject('siteUrl')).href);
      const response = await theirs.context().request.get(here);
      await route.fulfill({ response, headers: { 'Access-Control-Allow-Origin': '*' } });
    });
    await theirs.locator('fmnist-trainer').evaluate((element: FmnistTrainer, dataSrc) => {
      element.dataSrc = dataSrc;
      return element.step('batch');
    }, elsewhere);
    const buffer = await checkpointOf(theirs);
    await theirs.context().close();

    // Another visitor: the cache has none of these data.
    const { page, requests, status } = await visit('trained/plain.html');
    await choose(page, { name: 'a.fmnist', mimeType: '', buffer });
    await status('Paused. Resume continues with the next batch.');
    expect(requests.join()).not.toContain(elsewhere);
    expect(requests.join()).toContain('/data/small/');
    await page.context().close();
  });
});

test.each(['en', 'ko'] as const)(
  'axe-core finds nothing on an opened model, in the language “%s”, narrow and wide',
  async (lang) => {
    const { page } = await visit('trained/full.html');
    await page.getByText('A trained network: 784-64-64-10').waitFor();
    await page
      .locator('fmnist-trainer')
      .evaluate((element, language) => element.setAttribute('lang', language), lang);
    await page.locator(`fmnist-trainer [lang=${lang}]`).first().waitFor();
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: `.cache/opened-${lang}-${width}.png`, fullPage: true });
    }
    await page.context().close();
  },
);
