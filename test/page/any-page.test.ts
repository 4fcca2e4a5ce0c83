import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../fixtures/chromium';
import { drawn } from './drawn';
import { serveEmbedder } from './embedder';
import { closeBrowser, LAZY_TAGS, visit } from './visit';

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});
afterAll(closeBrowser);

const TRAINER = '<fmnist-trainer data-src="drawn-garments" share></fmnist-trainer>';

/** Elements that show something without a trainer. */
const VIEWS = [
  ...LAZY_TAGS,
  ...['run-controls', 'progress-line', 'metrics-chart', 'epoch-table'].map((name) => `fmnist-${name}`),
  ...['download-menu', 'epoch-slider', 'probability-bars', 'share-link'].map((name) => `fmnist-${name}`),
];

interface Embedding {
  readonly style?: string;
  readonly html?: string;
  readonly lang?: string;
  readonly dir?: string;
  readonly doctype?: string;
  /** Width of the place of the elements, in pixels. */
  readonly width?: number;
  readonly in?: Page;
}

/** An author's page with a place of a fixed width, and in it a trainer with all views drawn, or other elements. */
async function embed({
  style = '',
  html = TRAINER,
  lang = 'en',
  dir = 'ltr',
  doctype = '<!doctype html>',
  width = 700,
  in: given,
}: Embedding) {
  const { url, close } = await serveEmbedder({
    html: `${doctype}<html lang="${lang}" dir="${dir}"><meta name="viewport" content="width=device-width">
      <title>A page of mine</title>
      <style>body { margin: 0 } .place { position: absolute; inset: 0 auto auto 0; width: ${width}px } ${style}</style>
      <script type="module" src="/fmnist-trainer.js"></script><div class="place">${html}</div>`,
  });
  open.push(close);
  const page = given ?? (await visit('about:blank')).page;
  if (!given) open.push(() => page.context().close());
  await page.setViewportSize({ width: width + 20, height: 6000 });
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  for (const tag of LAZY_TAGS) {
    if (html === TRAINER || html.includes(tag))
      await page.locator(`${tag} section:not([aria-busy])`).first().waitFor();
  }
  await page.locator(`.place [lang=${lang}]`).first().waitFor();
  return page;
}

/** Styles that pages have, with what they do to text that inherits them. */
const PAGES: readonly (readonly [name: string, page: Pick<Embedding, 'style' | 'dir' | 'doctype'>])[] = [
  ['with a root of 10 px', { style: 'html { font-size: 62.5% }' }],
  ['with a root of 40 px', { style: 'html { font-size: 40px }' }],
  ['written from right to left', { dir: 'rtl' }],
  ['without a doctype', { doctype: '' }],
  [
    'with its own text styles',
    {
      style: `body { font: italic 700 30px/3 monospace; letter-spacing: 0.2em; word-spacing: 1em; text-transform: uppercase;
        text-indent: 3em; text-align: right; text-shadow: 1px 1px red; white-space: pre; word-break: break-all; hyphens: auto;
        color: green; -webkit-text-fill-color: red; visibility: visible }`,
    },
  ],
  [
    'with text styles for every element',
    {
      style: `* { box-sizing: border-box; padding: 0; font-size: 30px; letter-spacing: 0.2em; word-spacing: 1em;
        text-transform: uppercase; text-indent: 3em; text-shadow: 1px 1px red }`,
    },
  ],
];

describe.each(PAGES)('in a page %s, nothing looks different', (_, styled) => {
  it.each([344, 700])('in the trainer, %i pixels wide', async (width) => {
    const plain = await embed({ width });
    expect(await drawn(await embed({ width, ...styled }))).toEqual(await drawn(plain));
  });

  it('in a view that is used alone', async () => {
    const html = VIEWS.map((tag) => `<${tag}></${tag}>`).join('');
    const plain = await embed({ html });
    expect(await drawn(await embed({ html, ...styled }))).toEqual(await drawn(plain));
  });
});

describe('the size of the text', () => {
  /** The places of all elements. */
  const places = async (page: Page) =>
    (await drawn(page)).flatMap((line) => {
      const place = /^\S+ (?<numbers>[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+) /.exec(line)?.groups?.numbers;
      return line.startsWith('“') || !place ? [] : [place.split(' ').map(Number)];
    });
  const fontSize = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).fontSize);

  it('is larger for a visitor who has chosen a larger one in the browser', async () => {
    const browser = await launchChromium(['--blink-settings=defaultFontSize=24']);
    open.push(() => browser.close());
    const page = await embed({ in: await browser.newPage(), style: 'html { font-size: 10px }' });
    expect(await fontSize(page, 'fmnist-progress-line p')).toBe('24px');
    expect(await fontSize(page, 'fmnist-run-controls button')).toBe('21px');
  });

  it('follows --fmnist-size, and everything else with it, to a pixel', async () => {
    const html = '<fmnist-trainer data-src="drawn-garments" view="compact"></fmnist-trainer>';
    const normal = await places(await embed({ width: 600, html }));
    const larger = await places(await embed({ width: 900, html, style: ':root { --fmnist-size: 24px }' }));
    expect(larger).toHaveLength(normal.length);
    const differences = larger.flatMap((place, i) =>
      place.map((length, k) => Math.abs(length - 1.5 * (normal[i]?.[k] ?? Number.NaN))),
    );
    // Borders stay as thin as they are.
    expect(Math.max(...differences)).toBeLessThan(12);
    const { length } = differences.filter((difference) => difference > 3);
    expect(length / differences.length).toBeLessThan(0.1);
  });

  it('may be a length of the page, which the views of a trainer do not multiply', async () => {
    const style = 'article { font-size: 20px; --fmnist-size: 1.2em }';
    const page = await embed({ html: `<article>${TRAINER}</article>`, style });
    const probe = 'fmnist-metrics-chart figure';
    expect(await fontSize(page, probe)).toBe('24px');
    expect(await fontSize(page, 'fmnist-metrics-chart fmnist-help-tip')).toBe('24px');
  });

  it('may be a keyword', async () => {
    const page = await embed({ style: ':root { --fmnist-size: x-large }' });
    expect(await fontSize(page, 'fmnist-metrics-chart figure')).toBe('24px');
  });
});

it('the author’s own text in a slot keeps the direction of the page', async () => {
  const html = '<fmnist-trainer view="compact"><h2 slot="title">תופרים.</h2></fmnist-trainer>';
  const page = await embed({ html, dir: 'rtl' });
  const directions = await page
    .locator('fmnist-trainer')
    .evaluate((trainer) =>
      [trainer.querySelector('h2'), trainer.shadowRoot?.querySelector('.about')].map(
        (element) => getComputedStyle(element as Element).direction,
      ),
    );
  expect(directions).toEqual(['rtl', 'ltr']);
});

describe('the background', () => {
  it.each([320, 360, 700])('does not touch the text, in a place of %i pixels', async (width) => {
    const page = await embed({ width, style: '* { margin: 0; padding: 0 }' });
    const [left, top] = await page.locator('fmnist-trainer').evaluate((trainer) => {
      const title = trainer.shadowRoot?.querySelector('h2') as Element;
      const [inner, outer] = [title.getBoundingClientRect(), trainer.getBoundingClientRect()];
      return [inner.x - outer.x, inner.y - outer.y];
    });
    expect(left).toBe(16);
    expect(top).toBe(16);
  });

  it('ends with the text if the page says so', async () => {
    const page = await embed({ style: ':root { --fmnist-padding: 0 }' });
    const box = await page.locator('fmnist-trainer h2').boundingBox();
    expect([box?.x, box?.y]).toEqual([0, 0]);
  });
});

describe('theme', () => {
  const colours = (page: Page, tag: string) =>
    page
      .locator(tag)
      .first()
      .evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [color, backgroundColor];
      });
  const LIGHT = ['rgb(27, 27, 25)', 'rgb(255, 255, 255)'];
  const DARK = ['rgb(235, 234, 230)', 'rgb(22, 23, 26)'];

  it.each([
    ['dark', 'in a dark page without color-scheme', 'body { background: #111; color: #eee }', DARK],
    ['light', 'in a page with color-scheme: dark', ':root { color-scheme: dark }', LIGHT],
    ['auto', 'in a page with color-scheme: dark', ':root { color-scheme: dark }', DARK],
    ['auto', 'in a page without color-scheme', '', LIGHT],
  ])('"%s" %s', async (theme, _, style, expected) => {
    const views = VIEWS.map((tag) => `<${tag} theme="${theme}"></${tag}>`).join('');
    const page = await embed({
      style,
      html: `<fmnist-trainer view="charts" theme="${theme}"></fmnist-trainer>${views}`,
    });
    expect(await colours(page, 'fmnist-trainer')).toEqual(expected);
    for (const tag of VIEWS) {
      const [ink, background] = await colours(page, `.place > ${tag}`);
      // A view alone is drawn on the page, unless it is to have other colours.
      expect([ink, background], tag).toEqual(theme === 'auto' ? [expected[0], 'rgba(0, 0, 0, 0)'] : expected);
    }
  });

  it('changes the colours of everything that is drawn when it changes', async () => {
    const page = await embed({});
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element) => element.setAttribute('theme', 'dark'));
    const canvas = page.locator('fmnist-metrics-chart canvas').first();
    const brightest = () =>
      canvas.evaluate((element: HTMLCanvasElement) => {
        const { width, height } = element;
        const { data } = (element.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          width,
          height,
        );
        return data.reduce(
          (most, value, i) => (i % 4 === 0 && (data[i + 3] as number) > 200 ? Math.max(most, value) : most),
          0,
        );
      });
    expect(await colours(page, 'fmnist-metrics-chart figure')).toEqual([DARK[0], 'rgba(0, 0, 0, 0)']);
    await expect.poll(brightest).toBeGreaterThan(150);
  });
});
