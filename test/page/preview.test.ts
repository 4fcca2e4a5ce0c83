import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { STARTERS } from '../../src/views/pad/starter-shapes';
import { serveEmbedder } from './embedder';
import { violations } from './violations';
import { closeBrowser, type Visit, visit } from './visit';

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});
afterAll(closeBrowser);

/** A page with a trainer. */
async function embed(html: string, prepare?: (page: Page) => Promise<unknown>): Promise<Visit> {
  const { url, close } = await serveEmbedder({
    html: `<!doctype html><html lang="en"><title>A page of mine</title><link rel="icon" href="data:,">
      <script type="module" src="/fmnist-trainer.js"></script>${html}`,
  });
  open.push(close);
  const visited = await visit('about:blank', 'block', 'on');
  open.push(() => visited.page.context().close());
  await prepare?.(visited.page);
  await visited.page.goto(url);
  await visited.page.waitForFunction(() => customElements.get('fmnist-trainer'));
  return visited;
}

const names = ({ requests }: Visit) => requests.map((address) => address.split('/').at(-1));
const GUESS = /^Looks like “Ankle boot” to the network: \d+%\.$/;
/** Long enough for a worker to be requested. */
const moment = (page: Page) => page.waitForTimeout(1500);

/** The most bytes until the first prediction: compressed, with headers. */
const MOST_BYTES = 400_000;

describe('before anything was trained', () => {
  it(`the landing page recognises a garment without a click and without a data set, after at most ${MOST_BYTES / 1000} kB`, async () => {
    const visited = await visit('', 'block', 'on');
    const { page, complaints } = visited;
    await page.locator('fmnist-garment-pad .guess').getByText(GUESS).waitFor();
    const picture = page.locator('fmnist-network');
    await expect.poll(() => picture.locator('table').last().textContent()).toMatch(/Ankle boot\s*\d/);
    await picture.getByText('A network trained beforehand. Train starts a new one.').waitFor();
    expect([...new Set(names(visited))].sort()).toEqual([
      '',
      'confusion-matrix.js',
      'fmnist-trainer.css',
      'fmnist-trainer.js',
      'gallery.js',
      'garment-pad.js',
      'kernels.wasm',
      'model-files.js',
      'model.json',
      'network.js',
      'offline.js',
      'page.css',
      'photo-reading.js',
      'preferred-language.js',
      'settings-form.js',
      'weights.bin',
      'worker.js',
    ]);
    const sum = [...(await visited.sizes()).values()].reduce((all, bytes) => all + bytes, 0);
    expect(sum).toBeLessThanOrEqual(MOST_BYTES);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the network recognises each of the ten garments to start from', async () => {
    const { page } = await embed('<fmnist-trainer view="predict"></fmnist-trainer>');
    const guess = page.locator('fmnist-garment-pad .guess');
    await guess.getByText(GUESS).waitFor();
    for (const { name } of STARTERS) {
      await page.locator('fmnist-garment-pad').getByRole('button', { name, exact: true }).click();
      await guess.getByText(`Looks like “${name}”`).waitFor();
    }
  });

  it('the page gets no event of a model, since no script of it has opened one', async () => {
    const { page } = await embed('<fmnist-trainer></fmnist-trainer>', (page) =>
      page.addInitScript(() => {
        addEventListener(
          'fmnist-model',
          () => document.documentElement.toggleAttribute('data-heard', true),
          true,
        );
      }),
    );
    await page.locator('fmnist-garment-pad .guess').getByText(GUESS).waitFor();
    expect(await page.locator('html').getAttribute('data-heard')).toBeNull();
  });

  it('the settings stay, and training starts from scratch', async () => {
    const { page } = await embed(
      '<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" hidden-units="8"></fmnist-trainer>',
    );
    await page.locator('fmnist-garment-pad .guess').getByText(GUESS).waitFor();
    expect(await page.locator('fmnist-trainer').getAttribute('hidden-units')).toBe('8');
    expect(await page.getByRole('button', { name: 'Continue from here' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page
      .locator('fmnist-progress-line')
      .getByText(/^Finished: all 1 epochs/)
      .waitFor();
    await page.locator('fmnist-garment-pad .guess').getByText('Looks like').waitFor();
  });

  it('the first layer is drawn during the first epoch of a run', async () => {
    const { page } = await embed(
      '<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1"></fmnist-trainer>',
    );
    await page.locator('fmnist-garment-pad .guess').getByText(GUESS).waitFor();
    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.step('batch'));
    await page.waitForFunction(() => {
      const root = document.querySelector('fmnist-trainer')?.shadowRoot;
      return root?.querySelector('fmnist-first-layer')?.layer;
    });
    const picture = page.locator('fmnist-network');
    await expect.poll(() => picture.getByText('A network trained beforehand.').count()).toBe(0);
  });

  it('autostart and weights may also be set while the preview is open', async () => {
    const { page } = await embed(
      '<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1"></fmnist-trainer>',
    );
    const guess = page.locator('fmnist-garment-pad .guess').getByText(GUESS);
    await guess.waitFor();
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element) => element.setAttribute('weights', 'pretrained'));
    await page.locator('fmnist-progress-line').getByText('Ready to predict.').waitFor();
    await trainer.evaluate((element) => element.removeAttribute('weights'));
    await trainer.evaluate((element: FmnistTrainer) => element.reset());
    await page.locator('fmnist-network').getByText('A network trained beforehand.').waitFor();
    await trainer.evaluate((element) => element.toggleAttribute('autostart', true));
    await page
      .locator('fmnist-progress-line')
      .getByText(/^Finished: all 1 epochs/)
      .waitFor();
  });

  it.each([
    ['with preview="off"', '<fmnist-trainer preview="off"></fmnist-trainer>'],
    ['in a view without a pad', '<fmnist-trainer view="compact"></fmnist-trainer>'],
    ['out of sight', '<div style="height: 300vh"></div><fmnist-trainer></fmnist-trainer>'],
  ])('%s no worker starts', async (_, html) => {
    const visited = await embed(html);
    await moment(visited.page);
    expect(names(visited)).not.toContain('worker.js');
  });

  it('no worker starts for a visitor who saves data', async () => {
    const visited = await embed('<fmnist-trainer></fmnist-trainer>', (page) =>
      page.addInitScript(() => {
        Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
      }),
    );
    await moment(visited.page);
    expect(names(visited)).not.toContain('worker.js');
  });

  it('a page without the package’s network looks as if there were no preview', async () => {
    const visited = await embed('<fmnist-trainer></fmnist-trainer>', (page) =>
      page.route('**/pretrained/**', (route) => route.fulfill({ status: 404, body: 'not found' })),
    );
    const { page } = visited;
    await expect.poll(() => names(visited)).toContain('model.json');
    await moment(page);
    await page.getByText('Ready. The images are loaded when you start.').waitFor();
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    expect((await alert.allInnerTexts()).join('').trim()).toBe('');
    expect(names(visited).filter((name) => name === 'model.json')).toHaveLength(1);
  });
});
