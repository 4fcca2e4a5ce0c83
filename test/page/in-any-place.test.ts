import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { hostFolder } from '../fixtures/static-host';
import { type Outcome, trainThere } from '../fixtures/train-there';
import { TEST_SITE } from '../setup/site-folders';
import { serveEmbedder } from './embedder';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

const TRAINER =
  '<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="2" view="compact"></fmnist-trainer>';
const TRAINED: Partial<Outcome> = { state: 'finished', code: '', predictions: 1 };

/** Opens an author's page. `said` has everything that its console says. */
async function open(body: string, folder = TEST_SITE): Promise<{ page: Page; said: string[] }> {
  const html = `<!doctype html><html lang="en"><title>A page of mine</title><link rel="icon" href="data:,">${body}</html>`;
  const { url, close } =
    folder === TEST_SITE ? await serveEmbedder({ html }) : await hostFolder({ folder, pages: { '': html } });
  const { page } = await visit('about:blank');
  onTestFinished(async () => {
    await page.context().close();
    close();
  });
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (thrown) => said.push(String(thrown)));
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  return { page, said };
}

const SCRIPT = '<script type="module" src="/fmnist-trainer.js"></script>';

/** Every chart is drawn as large as its place, at the density of the screen, and its place is large enough to read it. */
async function expectCharts(trainer: Locator): Promise<void> {
  const sizes = () =>
    trainer.locator('.plot').evaluateAll((plots) =>
      plots.map((plot) => {
        const { width = 0, height = 0 } = plot.querySelector('canvas') ?? {};
        return {
          isReadable: plot.clientWidth > 200 && plot.clientHeight > 100,
          width: width - plot.clientWidth * devicePixelRatio,
          height: height - plot.clientHeight * devicePixelRatio,
        };
      }),
    );
  const right = { isReadable: true, width: 0, height: 0 };
  await expect.poll(sizes).toEqual([right, right]);
}

describe('the element in a closed shadow root', () => {
  it('trains and predicts, has its charts, and says nothing on the console', async () => {
    const { page, said } = await open(`${SCRIPT}<div></div><script>
      const root = document.querySelector('div').attachShadow({ mode: 'closed' });
      root.innerHTML = ${JSON.stringify(TRAINER)};
      globalThis.trainer = root.firstElementChild;
    </script>`);
    const trained = await page.evaluate(async () => {
      const { trainer } = globalThis as unknown as { trainer: FmnistTrainer };
      const { state } = await trainer.train();
      const { length } = await trainer.predict(new Uint8Array(784));
      await new Promise((resolve) => setTimeout(resolve, 500));
      const plots = [...trainer.renderRoot.querySelectorAll('fmnist-metrics-chart')].map((chart) => {
        const plot = chart.shadowRoot?.querySelector('.plot') as Element;
        return (plot.querySelector('canvas')?.width ?? 0) - plot.clientWidth;
      });
      return {
        state,
        length,
        plots,
        language: trainer.renderRoot.querySelector('[lang]')?.getAttribute('lang'),
      };
    });
    expect(trained).toEqual({ state: 'finished', length: 1, plots: [0, 0], language: 'en' });
    expect(said).toEqual([]);
  });
});

describe('the element in a dialog', () => {
  it('continues its run while the dialog is closed and opened again, and draws its charts', async () => {
    const { page, said } = await open(`${SCRIPT}<dialog style="width: 90%">${TRAINER}</dialog>`);
    const run = page.locator('fmnist-trainer').evaluate(async (trainer: FmnistTrainer) => {
      const dialog = document.querySelector('dialog') as HTMLDialogElement;
      const heard = (count: number) =>
        new Promise<void>((resolve) => {
          trainer.addEventListener('fmnist-epoch', ({ detail }) => detail.epoch === count && resolve());
        });
      trainer.setAttribute('epochs', '6');
      dialog.showModal();
      const [second, fourth] = [heard(2), heard(4)];
      const run = trainer.train();
      await second;
      dialog.close();
      await fourth;
      dialog.showModal();
      const { state, epochs } = await run;
      return { state, epochs };
    });
    expect(await run).toEqual({ state: 'finished', epochs: 6 });
    expect(page.workers()).toHaveLength(1);
    await expectCharts(page.locator('fmnist-trainer'));
    // A help tip is above the modal dialog.
    const tip = page.locator('fmnist-metrics-chart fmnist-help-tip').first();
    await tip.getByRole('button').click();
    await tip.locator('[popover]').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').getAttribute('open')).not.toBeNull();
    expect(said).toEqual([]);
  });
});

describe('the element in closed details', () => {
  it('trains there, and has its charts in the right size when they are opened', async () => {
    const { page, said } = await open(`${SCRIPT}<details><summary>More</summary>${TRAINER}</details>`);
    expect(await trainThere(page)).toMatchObject([TRAINED]);
    await page.locator('body > details').evaluate((details: HTMLDetailsElement) => {
      details.open = true;
    });
    await expectCharts(page.locator('fmnist-trainer'));
    expect(said).toEqual([]);
  });
});

describe('the element in a frame of the same origin', () => {
  it('trains and predicts, and has its charts', async () => {
    const { page, said } = await open(
      `${SCRIPT}<iframe style="width: 800px; height: 900px"
        srcdoc='<!doctype html><html lang="en">${SCRIPT}${TRAINER}</html>'></iframe>`,
    );
    const frame = page.frames()[1];
    if (!frame) throw new Error('no frame');
    expect(await trainThere(frame)).toMatchObject([TRAINED]);
    await expectCharts(frame.locator('fmnist-trainer'));
    expect(said).toEqual([]);
  });
});

describe('two versions of the package on one page', () => {
  /** A folder with the package twice, the second time as it is built for another version. */
  function twoVersions(): string {
    const folder = mkdtempSync(join(tmpdir(), 'fmnist-versions-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of ['one', 'two']) cpSync(inject('dist'), join(folder, name), { recursive: true });
    const two = join(folder, 'two');
    for (const name of readdirSync(two, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.js')) continue;
      const script = readFileSync(join(two, name), 'utf8');
      writeFileSync(join(two, name), script.replaceAll(`"${version}"`, '"9.8.7"'));
    }
    return folder;
  }

  it('works with the first, says so once on the console, and loads every view from it', async () => {
    const { page, said } = await open(
      `<script type="module" src="/one/fmnist-trainer.js"></script>
       <script type="module" src="/two/fmnist-trainer.js"></script>${TRAINER}`,
      twoVersions(),
    );
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    expect(await trainThere(page)).toMatchObject([TRAINED]);
    await page
      .locator('fmnist-trainer')
      .evaluate((trainer: FmnistTrainer) => trainer.setAttribute('view', 'full'));
    await page.locator('fmnist-garment-pad').scrollIntoViewIfNeeded();
    await page.locator('fmnist-garment-pad section:not([aria-busy])').waitFor();
    expect(requested.filter((path) => path.startsWith('/two/'))).toEqual([]);
    expect(requested).toContain('/one/views/garment-pad.js');
    expect(said).toEqual([
      expect.stringMatching(
        /^warning: fmnist-trainer: <fmnist-[a-z-]+> is already defined by version [\d.]+, which is kept; this is version 9\.8\.7\. Load one of them\.$/,
      ),
    ]);
  });
});
