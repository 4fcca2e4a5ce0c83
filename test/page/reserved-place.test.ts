import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { measureHeights, VIEWS } from '../../scripts/measure/element-heights.mjs';
import { DEPTH } from '../fixtures/depth';
import { serveEmbedder } from './embedder';
import { closeBrowser, visit } from './visit';

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});
afterAll(closeBrowser);

const SHEET = '<link rel="stylesheet" href="/fmnist-trainer.css">';

interface PageOfMine {
  readonly sheet?: string;
  readonly style?: string;
  readonly lang?: string;
  readonly width?: number;
}

/** A page whose script arrives only when `release` is called. */
async function openLate(
  attributes: string,
  { sheet = SHEET, style = '', lang = 'en', width = 1000 }: PageOfMine = {},
) {
  const { url, close } = await serveEmbedder({
    html: `<!doctype html><html lang="${lang}"><meta name="viewport" content="width=device-width"><title>A page of mine</title>
      ${sheet}<style>${style}</style><script type="module" src="/fmnist-trainer.js"></script>
      <p>What comes before</p><div class="place"><fmnist-trainer ${attributes}></fmnist-trainer></div><p>What comes after</p>${'<p>The text of the page goes on, line after line.</p>'.repeat(60)}`,
  });
  open.push(close);
  const { page } = await visit('about:blank');
  open.push(() => page.context().close());
  await page.setViewportSize({ width, height: 800 });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/fmnist-trainer\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(url, { waitUntil: 'commit' });
  return {
    page,
    release,
    /** Waits until the page is painted with the place that it reserves. */
    painted: async () => {
      await page.getByText('What comes after').waitFor({ state: 'attached' });
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    },
  };
}

interface Shift extends PerformanceEntry {
  readonly value: number;
}

/** The cumulative layout shift, from the first paint until everything near the visitor is drawn. */
async function layoutShift(page: Page): Promise<number> {
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.locator('fmnist-trainer h3').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => {
    const views = document.querySelector('fmnist-trainer')?.shadowRoot?.querySelectorAll('*') ?? [];
    return [...views].every((view) => {
      const loading = view.shadowRoot?.querySelector('[aria-busy=true]');
      return !loading || loading.getBoundingClientRect().top > 2 * innerHeight;
    });
  });
  await page.waitForTimeout(500);
  return page.evaluate(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return (observer.takeRecords() as Shift[]).reduce((sum, { value }) => sum + value, 0);
  });
}

/** The second page has a dark background, larger text and a narrow column, and resets what it can. */
const STYLES = {
  plain: '',
  styled: `html { font-size: 62.5%; background: #111; color: #eee } * { box-sizing: border-box; margin: 0; padding: 0 }
    body { font: 1.8rem/1.7 Georgia, serif; letter-spacing: 0.02em; padding: 1.6rem } .place { max-width: 60rem; margin: auto }
    fmnist-trainer { --fmnist-size: 18px; --fmnist-surface: #222 }`,
};

type Case = readonly [attributes: string, lang: string, style: keyof typeof STYLES, width: number];
const SOME: readonly Case[] = [
  ['view="full"', 'en', 'plain', 360],
  ['view="compact" data-src="drawn-garments"', 'ko', 'styled', 1000],
  ['view="charts" autosave="off"', 'en', 'plain', 1000],
  ['view="predict" weights="pretrained"', 'ko', 'plain', 640],
];
const ALL: readonly Case[] = VIEWS.flatMap((view) => [
  ...(['plain', 'styled'] as const).flatMap((style) =>
    [360, 640, 1000].map((width) => [`view="${view}"`, 'en', style, width] as const),
  ),
  ...['data-src="drawn-garments"', 'autosave="off"', 'share', 'weights="pretrained"'].flatMap((attribute) =>
    [360, 640].map((width) => [`view="${view}" ${attribute}`, 'ko', 'plain', width] as const),
  ),
]);
const CASES = DEPTH.allPlaces ? ALL : SOME;

it.each(CASES)(
  'nothing moves when the script of <fmnist-trainer %s> comes late (%s), in a %s page, %i pixels wide: a layout shift of at most 0.05',
  async (attributes, lang, style, width) => {
    const { page, release, painted } = await openLate(attributes, { lang, style: STYLES[style], width });
    await painted();
    release();
    expect(await layoutShift(page)).toBeLessThanOrEqual(0.05);
  },
);

it.each(DEPTH.allPlaces ? VIEWS : (['predict'] as const))(
  'nothing moves when the script of view="%s" comes at once',
  async (view) => {
    const { page, release } = await openLate(`view="${view}"`);
    release();
    expect(await layoutShift(page)).toBeLessThanOrEqual(0.05);
  },
);

it('without the style sheet, the text below moves by much more', async () => {
  const { page, release, painted } = await openLate('view="predict"', { sheet: '' });
  await painted();
  release();
  expect(await layoutShift(page)).toBeGreaterThan(0.2);
});

it('what is in a slot is not shown before the element, and other content is, in the reserved place', async () => {
  const { page, painted } = await openLate('view="charts"');
  await painted();
  const heights = await page.locator('fmnist-trainer').evaluate((trainer) => {
    const before = trainer.getBoundingClientRect().height;
    trainer.innerHTML = '<h2 slot="title">Mine</h2><p>Needs JavaScript.</p>';
    const [title, words] = [...trainer.children].map((child) => child.getBoundingClientRect().height);
    return [trainer.getBoundingClientRect().height - before, title, Number(words) > 10];
  });
  expect(heights).toEqual([0, 0, true]);
});

it('an element whose language does not arrive keeps its place, and is drawn in English after a while', async () => {
  const { page, release } = await openLate('view="charts"', { lang: 'ko' });
  await page.route(/locales\/ko\.js/, () => {});
  release();
  await page.waitForFunction(() =>
    document.querySelector('fmnist-trainer')?.matches(':state(loading-language)'),
  );
  const place = await page.locator('fmnist-trainer').boundingBox();
  await page.locator('fmnist-trainer h3').first().waitFor({ state: 'attached' });
  const drawn = await page.locator('fmnist-trainer').boundingBox();
  expect(
    await page.locator('fmnist-trainer').evaluate((trainer) => trainer.matches(':state(loading-language)')),
  ).toBe(false);
  expect(Math.abs(Number(place?.height) - Number(drawn?.height))).toBeLessThan(32);
  await page.locator('fmnist-trainer').getByText('Loss', { exact: true }).first().waitFor();
});

describe('the reserved heights', () => {
  // 288 pixels is the narrowest place that the element is made for.
  const STEP = 15;
  const WIDTHS = Array.from({ length: 1320 / STEP }, (_, i) => 288 + STEP * i);

  it.each(['en', 'ko'])(
    'match the element to within 32 pixels or a fiftieth; if not, run npm run reserve (%s)',
    async (lang) => {
      const late = await openLate('', { lang });
      await late.painted();
      const { page, release } = await openLate('', { lang });
      await page.setViewportSize({ width: 1700, height: 5000 });
      release();
      await page.waitForFunction(() => customElements.get('fmnist-trainer'));
      for (const attributes of VIEWS.map((view) => `view="${view}"`)) {
        const real = await measureHeights(page, { lang, attributes, widths: WIDTHS });
        const reserved = await late.page.evaluate(
          ([attributes, widths]) => {
            const place = document.querySelector('.place') as HTMLElement;
            place.innerHTML = `<fmnist-trainer style="--fmnist-padding: 0px" ${attributes}></fmnist-trainer>`;
            return widths.map((width) => {
              place.style.width = `${width}px`;
              return (place.firstElementChild as Element).getBoundingClientRect().height;
            });
          },
          [attributes, WIDTHS] as const,
        );
        const wrong = WIDTHS.flatMap((width, i) => {
          const difference = Number(real[i]) - Number(reserved[i]);
          return Math.abs(difference) > Math.max(32, 0.02 * Number(real[i]))
            ? [`${width} px: ${difference}`]
            : [];
        });
        expect(wrong, attributes).toEqual([]);
      }
    },
  );
});
