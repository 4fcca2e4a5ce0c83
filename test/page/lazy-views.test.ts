import type { Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FmnistStep, FmnistTrainer } from '../../src/index';
import { serveEmbedder } from './embedder';
import { closeBrowser, showView, type Visit, visit } from './visit';

/** The files of the views, and an element that only their code draws. */
const VIEWS = {
  'fmnist-sample-gallery': ['views/gallery.js', '.filters'],
  'fmnist-confusion-matrix': ['views/confusion-matrix.js', 'table'],
  'fmnist-first-layer': ['views/first-layer.js', '.sheet'],
  'fmnist-garment-pad': ['views/garment-pad.js', '.pad'],
  'fmnist-network': ['views/network.js', '.stage'],
  'fmnist-settings-form': ['views/settings-form.js', 'form'],
} as const;
type Tag = keyof typeof VIEWS;
const TAGS = Object.keys(VIEWS) as Tag[];

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});
afterAll(closeBrowser);

interface Served {
  /** The HTML around the trainer. */
  readonly html?: string;
  readonly width?: number;
  readonly height?: number;
  /** Runs before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const TRAINER = '<fmnist-trainer data-src="drawn-garments"></fmnist-trainer>';
const SHORT = { width: 360, height: 640 };

interface Visited extends Visit {
  /** The files of views that the page has requested, in order. */
  asked(): readonly string[];
}

/** A page with a trainer and a line below it. */
async function serve({ html = TRAINER, width = 1280, height = 900, prepare }: Served = {}): Promise<Visited> {
  const { url, close } = await serveEmbedder({
    html: `<!doctype html><meta name="viewport" content="width=device-width"><title>A page of mine</title>
      <script type="module" src="/fmnist-trainer.js"></script>${html}<p>What comes after</p>`,
  });
  open.push(close);
  const visited = await visit('about:blank');
  const { page } = visited;
  open.push(() => page.context().close());
  await page.setViewportSize({ width, height });
  await prepare?.(page);
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  const folder = new URL('views/', url).href;
  return {
    ...visited,
    asked: () =>
      visited.requests
        .filter((address) => address.startsWith(folder))
        .map((address) => address.replace(url, '')),
  };
}

const host = (page: Page, tag: Tag) => page.locator(tag);
const drawn = (page: Page, tag: Tag) => page.locator(`${tag} ${VIEWS[tag][1]}`).waitFor();
/** Waits long enough for a file to be requested. */
const moment = (page: Page) => page.waitForTimeout(300);

describe('the file of a view', () => {
  it('loads when the view is first shown, with one request; the other files wait', async () => {
    const visited = await serve(SHORT);
    const { page, complaints } = visited;
    await page.locator('fmnist-run-controls button').first().waitFor();
    await moment(page);
    // Views less than a screen below load early; the others are further down.
    expect([...visited.asked()].sort()).toEqual(['views/garment-pad.js', 'views/network.js']);
    await host(page, 'fmnist-sample-gallery').evaluate((element) => element.scrollIntoView());
    await drawn(page, 'fmnist-sample-gallery');
    for (const tag of TAGS) await showView(page, tag);
    await page.evaluate(() => scrollTo(0, 0));
    await moment(page);
    expect([...visited.asked()].sort()).toEqual(TAGS.map((tag) => VIEWS[tag][0]).sort());
    expect(complaints).toEqual([]);
  });

  it('loads at once if the page shows the view at once', async () => {
    const visited = await serve({ html: '<fmnist-trainer view="predict"></fmnist-trainer>' });
    await drawn(visited.page, 'fmnist-garment-pad');
    await moment(visited.page);
    expect([...visited.asked()].sort()).toEqual(['views/garment-pad.js', 'views/network.js']);
  });

  it('loads once for all elements of a kind, and a later one needs no request', async () => {
    const tag = 'fmnist-confusion-matrix';
    const visited = await serve({ html: `<${tag}></${tag}><${tag}></${tag}>` });
    const { page } = visited;
    await expect.poll(() => page.locator(`${tag} table`).count()).toBe(2);
    await page.evaluate((name) => document.body.append(document.createElement(name)), tag);
    await expect.poll(() => page.locator(`${tag} table`).count()).toBe(3);
    expect(visited.asked()).toEqual(['views/confusion-matrix.js']);
  });

  it('of a step loads when the visitor opens it, not when it comes into view', async () => {
    const visited = await serve();
    const { page } = visited;
    await page.locator('fmnist-step').scrollIntoViewIfNeeded();
    await moment(page);
    expect(visited.asked()).not.toContain('views/step.js');
    const open = (isOpen: boolean) =>
      page.locator('fmnist-step').evaluate((element: FmnistStep, given) => {
        element.open = given;
      }, isOpen);
    const opened = page.getByRole('button', { name: 'Close', exact: true });
    await open(true);
    await opened.waitFor();
    await open(false);
    await page.getByRole('button', { name: 'Look inside' }).waitFor();
    await open(true);
    await opened.waitFor();
    expect(visited.asked().filter((file) => file === 'views/step.js')).toHaveLength(1);
  });

  it('of the table of epochs loads when the visitor unfolds the table, with one request', async () => {
    const visited = await serve();
    const { page } = visited;
    const requests = () => visited.asked().filter((file) => file === 'views/epoch-table.js').length;
    const line = page.getByText('Every epoch as a table');
    const table = page.getByText('The first row appears after the first epoch.');
    await line.scrollIntoViewIfNeeded();
    await moment(page);
    expect(requests()).toBe(0);
    await line.click();
    await table.waitFor();
    await line.click();
    await table.waitFor({ state: 'detached' });
    await line.click();
    await table.waitFor();
    expect(requests()).toBe(1);
  });

  it('of the earlier runs loads with the first earlier run, and serves the stored runs, too', async () => {
    const visited = await serve();
    const { page } = visited;
    const requests = () => visited.asked().filter((file) => file === 'views/runs.js').length;
    const train = () =>
      page.locator('fmnist-trainer').evaluate((trainer: FmnistTrainer) => {
        Object.assign(trainer, { trainImages: 640, epochs: 1, hiddenUnits: 8 });
        return trainer.train();
      });
    await train();
    await moment(page);
    expect(requests()).toBe(0);
    await train();
    await page.locator('fmnist-past-runs').getByRole('row').nth(1).waitFor();
    await page.getByText('Runs stored in this browser (2)').click();
    await page.locator('fmnist-stored-runs').getByRole('listitem').nth(1).waitFor();
    expect(requests()).toBe(1);
  });

  it('is not requested by a page that hides the view, until it shows it', async () => {
    const visited = await serve({ html: `<main hidden>${TRAINER}</main>` });
    const { page } = visited;
    await moment(page);
    expect(visited.asked()).toEqual([]);
    await page.locator('main').evaluate((element) => element.removeAttribute('hidden'));
    await host(page, 'fmnist-garment-pad').evaluate((element) => element.scrollIntoView());
    await drawn(page, 'fmnist-garment-pad');
  });

  it('takes no focus away', async () => {
    const visited = await serve(SHORT);
    const { page } = visited;
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await train.focus();
    await host(page, 'fmnist-sample-gallery').evaluate((element) => element.scrollIntoView());
    await drawn(page, 'fmnist-sample-gallery');
    expect(await train.evaluate((button) => button.matches(':focus'))).toBe(true);
  });
});

interface Shift extends PerformanceEntry {
  readonly value: number;
}

/** The cumulative layout shift of the page so far. */
const layoutShift = (page: Page) =>
  page.evaluate(() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    return (observer.takeRecords() as Shift[]).reduce((sum, { value }) => sum + value, 0);
  });

describe('when a view is loaded', () => {
  it.each([
    ['en', 320],
    ['en', 720],
    ['en', 1280],
    ['ko', 320],
    ['ko', 720],
    ['ko', 1280],
  ])('nothing moves: %s, %i pixels wide, all views in sight', async (language, width) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const visited = await serve({
      html: `<main lang="${language}">${TRAINER}</main>`,
      width,
      height: 5400,
      prepare: (page) =>
        page.route(/\/views\//, async (route) => {
          await held;
          await route.continue();
        }),
    });
    const { page } = visited;
    await expect.poll(() => visited.asked().length).toBe(TAGS.length);
    await moment(page);
    const [before, places] = [await layoutShift(page), await heights(page)];
    release();
    for (const tag of TAGS) await drawn(page, tag);
    await moment(page);
    expect(await heights(page)).toEqual(places);
    expect((await layoutShift(page)) - before).toBe(0);
  });
});

/** The heights of the views in the page. */
const heights = (page: Page) =>
  page.evaluate((tags) => {
    const inside = document.querySelector('fmnist-trainer')?.shadowRoot;
    return tags.map((tag) => inside?.querySelector(tag)?.getBoundingClientRect().height);
  }, TAGS);

describe('a view whose file does not load', () => {
  const tag = 'fmnist-confusion-matrix';

  it('shows an error in its place, which Retry resolves; then the view has the focus', async () => {
    let refused = 0;
    const visited = await serve({
      prepare: async (page) => {
        await page.addInitScript(() => {
          Object.assign(globalThis, { heard: [] });
          document.addEventListener('fmnist-error', ({ detail, target }) => {
            const { heard } = globalThis as unknown as { heard: unknown[] };
            heard.push([detail.code, detail.runId, (target as Element).localName]);
          });
        });
        await page.route(/\/views\/confusion-matrix\.js/, (route) => {
          refused++;
          return refused < 3 ? route.fulfill({ status: 503, body: '' }) : route.continue();
        });
      },
    });
    const { page } = visited;
    const place = host(page, tag);
    const alert = place.getByRole('alert');
    await alert.getByText('The file views/confusion-matrix.js could not be loaded.').waitFor();
    await alert.getByText('Serve all files of the package from one folder.').waitFor();
    await place.getByText('page-file').waitFor();
    expect(await place.getByRole('heading').innerText()).toBe('Which garments it confuses');

    const retry = place.getByRole('button', { name: 'Retry' });
    await retry.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => refused).toBe(2);
    await alert.getByText('The file views/confusion-matrix.js could not be loaded.').waitFor();
    expect(await retry.evaluate((button) => button.matches(':focus'))).toBe(true);

    await page.keyboard.press('Enter');
    await drawn(page, tag);
    expect(await place.getByRole('heading').evaluate((title) => title.matches(':focus'))).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: unknown }).heard);
    const error = ['page-file', 0, 'fmnist-trainer'];
    expect(heard).toEqual([error, error]);
    expect(refused).toBe(3);
  });

  it('behind a disclosure shows the error when it is unfolded; after Retry the disclosure has the focus', async () => {
    let refused = 0;
    const { page } = await serve({
      prepare: (page) =>
        page.route(/\/views\/epoch-table\.js/, (route) => {
          refused++;
          return refused < 2 ? route.fulfill({ status: 503, body: '' }) : route.continue();
        }),
    });
    const folded = page.locator('fmnist-epoch-table');
    await folded.getByText('Every epoch as a table').click();
    await folded.getByRole('alert').getByText('The file views/epoch-table.js could not be loaded.').waitFor();
    await folded.getByRole('button', { name: 'Retry' }).focus();
    await page.keyboard.press('Enter');
    await folded.getByText('The first row appears after the first epoch.').waitFor();
    expect(await folded.locator('summary').evaluate((line) => line.matches(':focus'))).toBe(true);
    expect(refused).toBe(2);
  });

  it('shows an error, too, if the file belongs to another version, and names both versions', async () => {
    const { page } = await serve({
      prepare: (page) =>
        page.route(/\/views\/confusion-matrix\.js/, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replaceAll(/"0\.1\.0"|version 0\.1\.0/g, (text) =>
            text.replace('0.1.0', '0.2.0'),
          );
          await route.fulfill({ response, body });
        }),
    });
    await host(page, tag).getByText('Error: It is of version 0.2.0, the page of 0.1.0').waitFor();
  });
});
