import type { Frame, Page } from 'playwright';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { trainThere } from '../fixtures/train-there';
import { drawn } from './drawn';
import { serveEmbedder } from './embedder';
import { closeBrowser, LAZY_TAGS, visit } from './visit';

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.reverse()) await close();
  open = [];
});
afterAll(closeBrowser);

const TRAINER = '<fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1"></fmnist-trainer>';

/** Every view is visible. */
const ALL = 6000;

/** A page with a trainer, and with an empty frame of the same width that has only an initial `about:blank` document. */
async function pageWithFrame({ height = ALL } = {}) {
  const { url, close } = await serveEmbedder({
    html: `<!doctype html><html lang="en"><title>A page of mine</title><link rel="icon" href="data:,">
      <style>body { margin: 0 } .place, iframe { width: 700px; border: 0; display: block } iframe { height: ${ALL}px }</style>
      <script type="module" src="/fmnist-trainer.js"></script><div class="place">${TRAINER}</div><iframe></iframe>`,
  });
  const { page } = await visit('about:blank');
  open.push(close, () => page.context().close());
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (thrown) => said.push(String(thrown)));
  await page.setViewportSize({ width: 720, height });
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
    const { body, documentElement } = frame.contentDocument as Document;
    documentElement.lang = 'en';
    body.style.margin = '0';
    body.innerHTML = '<div class="place"></div>';
  });
  return { page, frame: page.frames()[1] as Frame, said };
}

/** Moves the trainer into the frame, or out of it. */
function move(page: Page, to: 'frame' | 'page'): Promise<void> {
  return page.evaluate((isInto) => {
    const frame = document.querySelector('iframe')?.contentDocument as Document;
    const [from, into] = isInto ? [document, frame] : [frame, document];
    into.querySelector('.place')?.append(from.querySelector('fmnist-trainer') as Element);
  }, to === 'frame');
}

/** Waits until every view has its code, and nothing is drawn any more. */
async function settled(frame: Page | Frame): Promise<string[]> {
  for (const tag of LAZY_TAGS) await frame.locator(`${tag} section:not([aria-busy])`).waitFor();
  let before: string[] = [];
  await expect
    .poll(async () => {
      const now = await drawn(frame);
      const isSame = now.join() === before.join();
      before = now;
      return isSame;
    })
    .toBe(true);
  return before;
}

const TRAINED = [{ state: 'finished', code: '', predictions: 1 }];

describe('a trainer that is moved into the about:blank frame of a page', () => {
  it('looks as it did outside, and again after it was moved back', async () => {
    const { page, frame, said } = await pageWithFrame();
    const outside = await settled(page);
    await move(page, 'frame');
    expect(await settled(frame)).toEqual(outside);
    await move(page, 'page');
    expect(await settled(page)).toEqual(outside);
    expect(said).toEqual([]);
  });

  it('loads its views there if it was never outside, and looks the same', async () => {
    const { page, frame, said } = await pageWithFrame();
    const outside = await settled(page);
    await page.evaluate((html) => {
      document.querySelector('fmnist-trainer')?.remove();
      const made = Object.assign(document.createElement('div'), { innerHTML: html }).firstElementChild;
      document
        .querySelector('iframe')
        ?.contentDocument?.querySelector('.place')
        ?.append(made as Element);
    }, TRAINER);
    expect(await settled(frame)).toEqual(outside);
    expect(said).toEqual([]);
  });

  it('has the colours of the frame’s page', async () => {
    const { page, frame } = await pageWithFrame();
    await move(page, 'frame');
    const colours = () =>
      frame.locator('fmnist-trainer').evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [color, backgroundColor];
      });
    expect(await colours()).toEqual(['rgb(27, 27, 25)', 'rgb(255, 255, 255)']);
    await frame.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'dark'));
    expect(await colours()).toEqual(['rgb(235, 234, 230)', 'rgb(22, 23, 26)']);
    await frame.evaluate(() => document.documentElement.style.setProperty('--fmnist-ink', 'red'));
    expect((await colours())[0]).toBe('rgb(255, 0, 0)');
  });

  it('draws its charts as wide as the frame allows', async () => {
    const { page, frame } = await pageWithFrame();
    await move(page, 'frame');
    await settled(frame);
    const plot = frame.locator('fmnist-metrics-chart .plot').first();
    const difference = () =>
      plot.evaluate((element) => element.clientWidth - (element.querySelector('canvas')?.width ?? 0));
    expect(await difference()).toBe(0);
    const before = await plot.evaluate((element) => element.clientWidth);
    await page.locator('iframe').evaluate((element) => {
      element.style.width = '400px';
    });
    await frame.locator('.place').evaluate((element) => {
      element.style.width = '400px';
    });
    expect(await plot.evaluate((element) => element.clientWidth)).not.toBe(before);
    await expect.poll(difference).toBe(0);
  });

  it('trains and predicts there, and again outside', async () => {
    const { page, frame, said } = await pageWithFrame({ height: 900 });
    await move(page, 'frame');
    expect(await trainThere(frame)).toMatchObject(TRAINED);
    await frame.locator('fmnist-garment-pad').scrollIntoViewIfNeeded();
    await frame.locator('fmnist-garment-pad').getByRole('button', { name: 'Trouser' }).click();
    await frame.locator('fmnist-garment-pad .guess').getByText('%').waitFor();
    await frame.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 60 });
      canvas.getContext('2d')?.fillRect(20, 20, 20, 20);
      const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([picture ?? ''], 'garment.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    });
    await frame
      .locator('fmnist-garment-pad')
      .getByText(/picture is transparent/)
      .waitFor();
    await move(page, 'page');
    expect(await trainThere(page)).toMatchObject(TRAINED);
    expect(said).toEqual([]);
  });

  it('continues a run that has begun outside', async () => {
    const { page, frame, said } = await pageWithFrame({ height: 900 });
    const summary = page.locator('fmnist-trainer').evaluate(async (trainer: FmnistTrainer) => {
      trainer.setAttribute('view', 'compact');
      trainer.setAttribute('epochs', '12');
      const heard = (count: number) =>
        new Promise<void>((resolve) => {
          trainer.addEventListener('fmnist-epoch', ({ detail }) => detail.epoch >= count && resolve());
        });
      const place = document.querySelector('iframe')?.contentDocument?.querySelector('.place');
      const third = heard(3);
      const run = trainer.train();
      await third;
      place?.append(trainer);
      const { state, epochs } = await run;
      return { state, epochs };
    });
    expect(await summary).toEqual({ state: 'finished', epochs: 12 });
    expect(page.workers()).toHaveLength(1);
    await frame.locator('fmnist-progress-line').getByText('12').first().waitFor();
    expect(said).toEqual([]);
  });
});

/** On a busy machine, it takes long to draw a whole trainer and to collect its memory. */
const PATIENTLY = { timeout: 60_000 };

describe('a trainer in a frame whose page ends', () => {
  /** Ends the frame's page while the trainer in it trains, and keeps weak references to everything that the trainer has drawn. */
  async function endPage(page: Page, how: 'removed' | 'navigated') {
    await move(page, 'frame');
    await page.evaluate(async (end) => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement;
      const trainer = frame.contentDocument?.querySelector('fmnist-trainer') as FmnistTrainer;
      trainer.setAttribute('epochs', '10000');
      const heard = new Promise((resolve) => {
        trainer.addEventListener('fmnist-epoch', resolve, { once: true });
      });
      trainer.train().catch(() => {});
      await heard;
      const left = [trainer, ...trainer.renderRoot.querySelectorAll('*')].map((view) => new WeakRef(view));
      Object.assign(globalThis, { left });
      if (end === 'removed') frame.remove();
      else frame.src = '/fmnist-trainer.css';
    }, how);
  }

  /** The names of the elements that are still in memory after a garbage collection. */
  async function keptElements(page: Page): Promise<string[]> {
    await page.requestGC();
    return page.evaluate(() => {
      const { left } = globalThis as unknown as { left: WeakRef<Element>[] };
      return left.flatMap((reference) => reference.deref()?.localName ?? []);
    });
  }

  it.each(['removed', 'navigated'] as const)(
    'ends its worker and leaves no element in memory (%s)',
    async (how) => {
      const { page, said } = await pageWithFrame({ height: 900 });
      await endPage(page, how);
      await expect.poll(() => page.workers().length, PATIENTLY).toBe(0);
      await expect.poll(() => keptElements(page), PATIENTLY).toEqual([]);
      expect(said).toEqual([]);
    },
  );

  it('no longer chooses the language of the page around it', async () => {
    const { page, said } = await pageWithFrame({ height: 900 });
    const heading = page.locator('.place h2').first();
    const english = await heading.innerText();
    await page.evaluate(() => {
      const trainer = document.createElement('fmnist-trainer');
      trainer.lang = 'ko';
      document.querySelector('iframe')?.contentDocument?.body.append(trainer);
    });
    await expect.poll(() => heading.innerText()).not.toBe(english);
    await page.evaluate(() => document.querySelector('iframe')?.remove());
    await expect.poll(() => heading.innerText()).toBe(english);
    expect(said).toEqual([]);
  });

  it('trains again when a page gets it back', async () => {
    const { page, said } = await pageWithFrame({ height: 900 });
    await move(page, 'frame');
    await page.evaluate(async () => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement;
      const trainer = frame.contentDocument?.querySelector('fmnist-trainer') as FmnistTrainer;
      await trainer.train();
      frame.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (trainer.state !== 'idle') throw new Error(trainer.state);
      document.querySelector('.place')?.append(trainer);
    });
    expect(await trainThere(page)).toMatchObject(TRAINED);
    expect(page.workers()).toHaveLength(1);
    expect(said).toEqual([]);
  });
});

describe('a trainer that waits outside the tree of another document', () => {
  it('has its styles when it comes back', async () => {
    const { page, said } = await pageWithFrame();
    const before = await settled(page);
    await page.evaluate(() => {
      const trainer = document.querySelector('fmnist-trainer') as FmnistTrainer;
      document.querySelector('iframe')?.contentDocument?.createDocumentFragment().append(trainer);
      document.querySelector('.place')?.append(trainer);
    });
    expect(await settled(page)).toEqual(before);
    expect(said).toEqual([]);
  });
});
