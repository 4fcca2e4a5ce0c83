import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import type { FmnistTrainer } from '../../src/index';
import { trainThere } from '../fixtures/train-there';
import { serveEmbedder } from './embedder';
import { closeBrowser, type Visit, visit } from './visit';

const FOLDER = join(projectRoot(), 'guide/recipes');
const SMALL = '/data/small/';

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});
afterAll(closeBrowser);

/** These tests measure no times. */
const PATIENTLY = { timeout: 60_000 };

/** The file of a recipe with some of its text replaced. The text to replace must exist. */
function recipe(file: string, changes: Readonly<Record<string, string>> = {}): string {
  return Object.entries(changes).reduce(
    (text, [before, after]) => {
      expect(text, `${file} has`).toContain(before);
      return text.replace(before, after);
    },
    readFileSync(join(FOLDER, file), 'utf8'),
  );
}

/** The headers in a recipe's file. */
function headers(file: string): Record<string, string> {
  const lines = recipe(file).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
}

/** Serves a page beside the built files, and opens it. */
async function serve(options: Parameters<typeof serveEmbedder>[0]): Promise<Visit> {
  const { url, close } = await serveEmbedder(options);
  open.push(close);
  const visited = await visit();
  open.push(() => visited.page.context().close());
  await visited.page.goto(url);
  return visited;
}

/** Trains one epoch on a few garments, and predicts. */
async function trainOnFew(visited: Visit) {
  const { page } = visited;
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer, dataSrc) => {
    Object.assign(element, { epochs: '1', dataSrc });
  }, SMALL);
  const trained = await trainThere(page);
  return { trained, complaints: visited.complaints };
}

/** The entry for React imports the elements from a file beside it, as in the package. */
const elementsBesidePage: Plugin = {
  name: 'elements-beside-page',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/component$/ }, () => ({ path: '/fmnist-trainer.component.js', external: true }));
  },
};

const TRAINED = { trained: [{ state: 'finished', predictions: 1 }], complaints: [] };

describe('the recipe', () => {
  it('quick-start.html trains and predicts', async () => {
    expect(await trainOnFew(await serve({ html: recipe('quick-start.html') }))).toMatchObject(TRAINED);
  });

  it('blog.html trains in a column of text, with its own title and font', async () => {
    const visited = await serve({ html: recipe('blog.html') });
    expect(await trainOnFew(visited)).toMatchObject(TRAINED);
    const { page } = visited;
    expect(await page.locator('fmnist-trainer h2').first().innerText()).toMatch(/^Ten rounds/);
    const { font, width } = await page.locator('fmnist-progress-line').evaluate((line) => ({
      font: getComputedStyle(line).fontFamily,
      width: line.getBoundingClientRect().width,
    }));
    expect(font).toBe('Georgia, serif');
    expect(width).toBeLessThanOrEqual(38 * 18);
    await page.locator('fmnist-trainer fmnist-share-link').waitFor();
  });

  it('slides.html trains while its slide is visible, and pauses otherwise', async () => {
    const html = recipe('slides.html', { 'epochs="20"': `epochs="20000" data-src="${SMALL}"` });
    const { page, complaints } = await serve({ html });
    const state = () => page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.state);
    const show = (slide: number) => page.locator('section').nth(slide).scrollIntoViewIfNeeded();
    await page.waitForFunction(() => customElements.get('fmnist-trainer'));
    expect(await state()).toBe('idle');
    for (const [slide, expected] of [
      [1, 'training'],
      [2, 'paused'],
      [1, 'training'],
      [0, 'paused'],
    ] as const) {
      await show(slide);
      await expect.poll(state, PATIENTLY).toBe(expected);
    }
    expect(complaints).toEqual([]);
  });

  it.each(['react.jsx', 'react-tags.jsx'])(
    '%s renders the element, sets its properties and handles its events',
    async (file) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { createRoot } from 'react-dom/client';
          import { Lesson } from './${file}';
          createRoot(document.querySelector('#root')).render(<Lesson epochs={1} />);`,
          resolveDir: FOLDER,
          loader: 'jsx',
        },
        bundle: true,
        write: false,
        format: 'esm',
        jsx: 'automatic',
        alias: {
          'fmnist-trainer/react': join(projectRoot(), 'src/react.ts'),
          'fmnist-trainer': '/fmnist-trainer.js',
        },
        external: ['/fmnist-trainer.js'],
        plugins: [elementsBesidePage],
        define: { 'process.env.NODE_ENV': '"production"' },
      });
      const script = outputFiles[0]?.text.replaceAll('</script', '<\\/script');
      const html = `<!doctype html><title>React</title><div id="root"></div><script type="module">${script}</script>`;
      const visited = await serve({ html });
      await visited.page.getByText('Not trained yet.').waitFor();
      expect(await trainOnFew(visited)).toMatchObject(TRAINED);
      await visited.page.getByText(/^Right in \d+\.\d % of the images\.$/).waitFor();
      const { view, history } = await visited.page
        .locator('fmnist-trainer')
        .evaluate((element: FmnistTrainer) => ({ view: element.view, history: element.history.length }));
      expect({ view, history }).toEqual({ view: 'compact', history: 1 });
    },
  );

  it('page-headers.txt allows what the trainer needs, on several threads', async () => {
    const visited = await serve({ html: recipe('quick-start.html'), all: headers('page-headers.txt') });
    expect(await trainOnFew(visited)).toMatchObject(TRAINED);
    expect(await visited.page.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  it('data-host.html loads its data from another origin that sends data-host-headers.txt', async () => {
    const host = await serveEmbedder({ all: headers('data-host-headers.txt') });
    open.push(host.close);
    const visited = await serve({
      html: recipe('data-host.html', {
        'https://data.example.org/fashion-mnist/': new URL(SMALL, host.url).href,
      }),
      all: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    });
    await visited.page.waitForFunction(() => customElements.get('fmnist-trainer'));
    await visited.page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      element.epochs = 1;
    });
    expect(await trainThere(visited.page)).toMatchObject(TRAINED.trained);
    expect(visited.complaints).toEqual([]);
  });

  it('korean.html is in Korean, with its own title', async () => {
    const visited = await serve({ html: recipe('korean.html') });
    await visited.page.getByRole('button', { name: '훈련', exact: true }).waitFor();
    expect(await visited.page.getByRole('heading', { level: 2 }).first().innerText()).toBe(
      '셔츠와 샌들을 구별하는 법',
    );
    expect(await trainOnFew(visited)).toMatchObject(TRAINED);
  });

  it('without-interface.html writes an accuracy after each epoch, and the SHA-256 of the weights', async () => {
    const html = recipe('without-interface.html', { 'seed: 1': `seed: 1, dataSrc: '${SMALL}'` });
    const { page, complaints } = await serve({ html });
    await expect
      .poll(() => page.locator('output').innerText(), PATIENTLY)
      .toMatch(/^(0\.\d{4} ){3}[0-9a-f]{64}$/);
    expect(complaints).toEqual([]);
  });

  it('part-alone.html fills the matrix after each epoch', async () => {
    const html = recipe('part-alone.html', { 'epochs: 3': `epochs: 3, dataSrc: '${SMALL}'` });
    const { page, complaints } = await serve({ html });
    await page.getByRole('button', { name: 'Train' }).click();
    const counts = page.locator('fmnist-confusion-matrix').getByRole('gridcell');
    await expect.poll(() => counts.count(), PATIENTLY).toBeGreaterThanOrEqual(100);
    expect(complaints).toEqual([]);
  });
});
