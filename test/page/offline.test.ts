import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { trainThere } from '../fixtures/train-there';
import { reportCores } from './cores';
import { serveEmbedder } from './embedder';
import { type Host, hostOf, makeRelease, type Release, removeReleases } from './releases';
import { violations } from './violations';
import { closeBrowser, showView, type Visit, visit } from './visit';

const ALL = 'This site now works without a network, training included.';
const ALL_BUT =
  'This site now works without a network. To train without one, it also needs the images; they are saved when you train';

/** How long the site may take to be installed, or a page to be closed, on a busy machine. */
const PATIENCE_MS = 120_000;

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});
afterAll(async () => {
  await closeBrowser();
  removeReleases();
});

async function host(release: Release): Promise<Host> {
  const served = await hostOf(release);
  open.push(served.stop);
  return served;
}

async function come(url: string): Promise<Visit> {
  const visited = await visit(url, 'allow');
  open.push(() => visited.page.context().close());
  return visited;
}

/** Another name of this computer, which pages do not recognise as local. */
const publicly = (url: string) => url.replace('127.0.0.1', 'site.localhost');
const line = (page: Page) => page.locator('#offline');
const says = (page: Page, text: string) => line(page).getByText(text).waitFor();
const trainer = (page: Page) => page.locator('fmnist-trainer');
const cacheNames = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('fmnist-site')));

function train(page: Page, threads = 1): Promise<string> {
  return trainer(page).evaluate(async (element: FmnistTrainer, count) => {
    Object.assign(element, { epochs: 1, threads: count });
    return (await element.train()).state;
  }, threads);
}

/** The addresses of a release's pages, below the site's root. */
function pagesOf({ folder }: Release): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html') && name !== '404.html')
    .map((name) => name.replace(/(^|\/)index\.html$/, '$1'));
}

/** The title in a page's file. */
function titleOf({ folder }: Release, page: string): string {
  const html = readFileSync(join(folder, page.replace(/(^|\/)$/, '$1index.html')), 'utf8');
  return /<title>([^<]*)<\/title>/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

/** The folder of the page's own style sheet. */
const assetsOf = async (page: Page) => {
  const href = (await page.locator('link[href$="page.css"]').getAttribute('href')) ?? '';
  return href.replace(/^(\.\.?\/)+/, '').replace('page.css', '');
};

describe('after the first visit, without a network', () => {
  const DEEP = 'deep/page.html';
  let release: Release;
  let served: Host;
  let visited: Visit;
  beforeAll(async () => {
    release = await makeRelease({ page: 'Further down', guide: true });
    served = await hostOf(release);
    visited = await visit(served.url, 'allow');
    await says(visited.page, ALL);
    await served.stop();
  }, PATIENCE_MS);
  afterAll(async () => {
    await visited?.page.context().close();
    await served?.stop();
  });
  afterEach(() => {
    expect(visited.complaints).toEqual([]);
  });

  it('the site opens again, isolated, trains on several threads, and is complete', async () => {
    const { page } = visited;
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await reportCores(page, 2);
    expect(await train(page, 2)).toBe('finished');
    await page.getByText('fused, WASM SIMD, 2 threads').waitFor();
    const parts = await trainer(page).evaluate(async (element: FmnistTrainer) => [
      (await element.exportChart('svg', 'loss')).type,
      (await element.exportModel('onnx')).name,
      new URL(await element.shareLink()).search,
    ]);
    expect(parts).toEqual([
      'image/svg+xml',
      expect.stringMatching(/\.onnx$/),
      expect.stringContaining('epochs=1'),
    ]);
    await trainer(page).evaluate((element) => element.setAttribute('lang', 'ko'));
    await page.getByRole('button', { name: '훈련', exact: true }).waitFor();
    const views = ['sample-gallery', 'first-layer', 'garment-pad', 'settings-form'] as const;
    for (const name of views) await showView(page, `fmnist-${name}`);
    await page.getByText('모든 에포크를 표로 보기').click();
    await page.locator('fmnist-epoch-table table').waitFor();

    await page.goto(new URL(`${DEEP}?a=1`, served.url).href);
    await page.getByRole('heading', { name: 'Further down' }).waitFor();
    expect(await train(page)).toBe('finished');
  });

  it('the drawn garments can be trained on, although no page has loaded their script', async () => {
    const served = await host(await makeRelease({ dataSrc: 'drawn-garments' }));
    const { page, requests, complaints } = await come(served.url);
    await says(page, ALL);
    await served.stop();
    requests.length = 0;

    await page.reload();
    await trainer(page).evaluate((element) => element.setAttribute('train-images', '640'));
    expect(await train(page)).toBe('finished');
    expect(requests.filter((url) => url.endsWith('/drawn-garments.js'))).not.toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('every page of the site opens, the guide’s included, with all its files', async () => {
    const { page } = visited;
    const lost: string[] = [];
    page.on('requestfailed', (request) => lost.push(request.url()));
    page.on('response', (response) => {
      if (response.status() >= 400) lost.push(response.url());
    });
    const pages = pagesOf(release).filter((name) => name !== DEEP);
    for (const name of pages) {
      await page.goto(new URL(name, served.url).href);
      const shown = await page.evaluate(() => [
        document.title,
        [...document.styleSheets].filter(({ cssRules }) => cssRules.length > 0).length > 0,
        [...document.querySelectorAll('fmnist-trainer')].every(({ shadowRoot }) => shadowRoot),
      ]);
      expect([name, ...shown]).toEqual([name, titleOf(release, name), true, true]);
    }
    expect(pages.length).toBeGreaterThan(50);
    expect(pages).toContain('guide/reference.html');
    expect(lost).toEqual([]);
  });

  it('the guide’s examples run, also those that train', async () => {
    const { page } = visited;
    await page.goto(new URL('guide/reference.html', served.url).href);
    await page.locator('body[data-ready]').waitFor();
    await page.locator('#bench').evaluate((element: FmnistTrainer) => Object.assign(element, { epochs: 1 }));
    for (const [example, answer] of [
      ['method-train', /state: 'finished'/],
      ['method-predict', /className: '.+'/],
    ] as const) {
      await page.locator(`#${example}`).getByRole('button').click();
      await page.locator(`#${example} output`).getByText(answer).waitFor();
    }
  });

  it('a page opens by its other names, as on hosts, with its style and its links, just as with a network', async () => {
    const { page } = visited;
    const names = [
      ['guide', 'guide/'],
      ['guide?a=1#quick-start', 'guide/?a=1#quick-start'],
      ['guide/index.html', 'guide/index.html'],
      ['guide/views', 'guide/views'],
    ] as const;
    const arriveAtAll = async () => {
      for (const [name, place] of names) {
        await page.goto('about:blank');
        await page.goto(new URL(name, served.url).href);
        expect(page.url()).toBe(new URL(place, served.url).href);
        const link = page.locator('a[href="views.html"]').first();
        expect(await link.evaluate((a: HTMLAnchorElement) => a.href)).toBe(
          new URL('guide/views.html', served.url).href,
        );
        const skip = page.locator('.skip');
        expect(await skip.evaluate((a) => getComputedStyle(a).position)).toBe('absolute');
      }
    };
    await arriveAtAll();
    await served.start();
    await arriveAtAll();
    await served.stop();
  });

  it('the package’s trained network predicts', async () => {
    const { page } = visited;
    await page.goto(served.url);
    const predicted = await trainer(page).evaluate(async (element: FmnistTrainer) => {
      element.weights = 'pretrained';
      await new Promise((resolve) => element.addEventListener('fmnist-model', resolve, { once: true }));
      return (await element.predict(new Uint8Array(784))).length;
    });
    expect(predicted).toBe(1);
  });
});

describe('a page that is open when the network goes', () => {
  it('still gets files that it had not loaded before', async () => {
    const served = await host(await makeRelease());
    const { page } = await come(served.url);
    await says(page, ALL);
    await served.stop();
    expect(await train(page)).toBe('finished');
  });

  it('shows the stored page if a host answers with an error', async () => {
    const served = await host(await makeRelease());
    const { page } = await come(served.url);
    await says(page, ALL);
    let answered = 0;
    await page.context().route(served.url, (route) => {
      answered += 1;
      return route.fulfill({ status: 503, body: 'Bad gateway' });
    });
    await page.reload();
    expect(answered).toBeGreaterThan(0);
    await trainer(page).getByRole('button', { name: 'Train', exact: true }).waitFor();
  });
});

describe('the images', () => {
  it('of a host are stored only if the visitor asks; then the page trains without a network', async () => {
    const served = await host(await makeRelease());
    const { page, requests } = await come(publicly(served.url));
    const button = line(page).getByRole('button', { name: /^Save them now \(\d+ MB\)$/ });
    await button.waitFor();
    await says(page, `${ALL_BUT}.`);
    await page.waitForTimeout(500);
    expect(requests.filter((url) => url.endsWith('.bin') && url.includes('/data/'))).toEqual([]);
    expect(await violations(page)).toEqual([]);

    await button.click();
    await says(page, ALL);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('offline');
    await served.stop();
    await page.reload();
    await says(page, ALL);
    expect(await train(page)).toBe('finished');
  });

  it('are stored by training, and the page says so', async () => {
    const served = await host(await makeRelease());
    const { page } = await come(publicly(served.url));
    await says(page, `${ALL_BUT}.`);
    expect(await train(page)).toBe('finished');
    await served.stop();
    await page.reload();
    await says(page, ALL);
    expect(await train(page)).toBe('finished');
  });

  it('that could not be stored leave nothing behind, and the page says why', async () => {
    const served = await host(await makeRelease());
    const { page } = await come(publicly(served.url));
    await page.context().route('**/train-labels.bin', (route) => route.fulfill({ status: 404 }));
    await line(page).getByRole('button').click();
    await says(page, 'Saving them failed: ');
    const kept = await page.evaluate(async () => {
      const caches = globalThis.caches;
      const names = (await caches.keys()).filter((name) => name.includes('data/'));
      const counts = names.map(async (name) => (await (await caches.open(name)).keys()).length);
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    });
    expect(kept).toBe(0);
  });

  it.each([
    ['drawn-garments', ALL],
    ['', `${ALL_BUT}.`],
  ])('are not offered for data-src="%s": the page says “%s”', async (dataSrc, sentence) => {
    const served = await host(await makeRelease({ dataSrc }));
    const { page } = await come(served.url);
    await says(page, sentence);
    expect(await line(page).getByRole('button').count()).toBe(0);
  });
});

describe('a new release', () => {
  /** The site's service workers by state: installing, waiting, active. */
  const workers = (page: Page) =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const { installing, waiting, active } = registration ?? {};
      return [installing, waiting, active].map((worker) => worker?.state ?? null);
    });
  const patience = { timeout: 20_000 };
  const onlyOne = (page: Page) => expect.poll(() => workers(page), patience).toEqual([null, null, 'activated']);
  const oneMoreIsReady = (page: Page) =>
    expect.poll(() => workers(page), patience).toEqual([null, 'installed', 'activated']);

  it('is shown at the next visit, and the old one’s stored files are deleted', async () => {
    const [first, second] = [await makeRelease({ comment: 'one' }), await makeRelease({ comment: 'two' })];
    const served = await host(first);
    const { page } = await come(served.url);
    await says(page, ALL);
    const [before, data] = await cacheNames(page);
    served.publish(second);

    await page.goto('about:blank');
    await page.goto(served.url);
    expect(await assetsOf(page)).toBe(second.assets);
    await expect.poll(() => cacheNames(page), patience).not.toContain(before);
    await onlyOne(page);
    expect(await cacheNames(page)).toEqual([data, expect.stringMatching(/^fmnist-site \/ [0-9a-f]{10}$/)]);
    await served.stop();
    await page.reload();
    expect(await assetsOf(page)).toBe(second.assets);
    expect(await train(page)).toBe('finished');
  });

  it('leaves an open page of the old one intact, although the host no longer has its files', async () => {
    const [first, second] = [await makeRelease({ comment: 'one' }), await makeRelease({ comment: 'two' })];
    const served = await host(first);
    const { page, complaints } = await come(served.url);
    await says(page, ALL);
    served.publish(second);
    const other = await page.context().newPage();
    await other.goto(served.url);
    await oneMoreIsReady(other);

    expect(await train(page)).toBe('finished');
    expect(page.workers().map((worker) => worker.url())).toEqual([`${served.url}${first.assets}worker.js`]);
    expect(await train(other)).toBe('finished');
    expect(other.workers().map((worker) => worker.url())).toEqual([`${served.url}${second.assets}worker.js`]);
    expect(complaints).toEqual([]);

    await page.close();
    await other.reload();
    await onlyOne(other);
  });

  it('that is incomplete is ignored: the old one continues to work without a network', async () => {
    const [first, second] = [await makeRelease({ comment: 'one' }), await makeRelease({ comment: 'two' })];
    writeFileSync(join(second.folder, 'index.html'), readFileSync(join(first.folder, 'index.html')));
    const served = await host(first);
    const { page } = await come(served.url);
    await says(page, ALL);
    served.publish(second);
    const outcome = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const { installing } = registration;
      return new Promise((resolve) => {
        installing?.addEventListener('statechange', () => resolve(installing.state), { once: true });
      });
    });
    expect(outcome).toBe('redundant');
    await onlyOne(page);
    await served.stop();
    await page.reload();
    expect(await assetsOf(page)).toBe(first.assets);
    expect(await train(page)).toBe('finished');
  });
});

describe('the component alone', () => {
  it('registers no service worker in other pages', async () => {
    const { url, close } = await serveEmbedder({});
    open.push(close);
    const visited = await come(url);
    expect(await trainThere(visited.page)).toMatchObject([{ state: 'finished' }]);
    expect(
      await visited.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    ).toBe(0);
  });
});
