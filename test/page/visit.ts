import type { Browser, ConsoleMessage, Page, Request } from 'playwright';
import { expect, inject } from 'vitest';
import { launchChromium } from '../fixtures/chromium';

/** A visit to the served page. */
export interface Visit {
  readonly page: Page;
  /** The paths that the page has requested, in order, without the folder of the release. */
  readonly requests: string[];
  /** The bytes that each of them transferred, with headers. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  /** Errors and warnings on the page's console, and uncaught errors. */
  readonly complaints: string[];
  /** Waits for a sentence of the status line. */
  status(sentence: string | RegExp): Promise<void>;
  /** Ends the visit and leaves the browser as a new visitor finds it. */
  leave(): Promise<void>;
}

let browser: Browser | null = null;
/** A page that a visitor has left, with nothing of theirs in it. Opening another context takes longer than all else that a visit does. */
let left: Page | null = null;

/** The window of every visitor, unless a test resizes it. */
const WINDOW = { width: 1280, height: 900 };

/**
 * Opens the served page, or one at another address, as a visitor who was never there. A test ends its visit with `leave()`. It ends it
 * with `page.context().close()` if it changed the context (scripts, routes, permissions) or stored a run: a worker that is ended while it
 * stores may finish after the next visitor has come.
 * @param serviceWorkers whether to allow the site's service worker; only its own tests do
 */
export async function visit(path = '', serviceWorkers: 'allow' | 'block' = 'block'): Promise<Visit> {
  browser ??= await launchChromium();
  const page = (serviceWorkers === 'block' && left) || (await newPage(browser, serviceWorkers));
  left = null;
  const context = page.context();
  const siteUrl = inject('siteUrl');
  const requests: string[] = [];
  const asked: Request[] = [];
  const plain = (url: string) => url.replace(siteUrl, '/').replace(/^\/assets\/[0-9a-f]+\//, '/');
  const pathOf = (request: Request) => plain(request.url());
  const complaints: string[] = [];
  const noteRequest = (request: Request) => {
    asked.push(request);
    requests.push(pathOf(request));
  };
  const noteMessage = (message: ConsoleMessage) => {
    if (message.type() === 'error') complaints.push(message.text());
  };
  const noteError = (error: Error) => complaints.push(String(error));
  context.on('request', noteRequest);
  page.on('console', noteMessage);
  page.on('pageerror', noteError);
  await page.goto(new URL(path, siteUrl).href);
  return {
    page,
    requests,
    sizes: async () => {
      const sizes = new Map<string, number>();
      for (const request of asked) {
        const { responseBodySize, responseHeadersSize } = await request.sizes();
        const before = sizes.get(pathOf(request)) ?? 0;
        sizes.set(pathOf(request), before + responseBodySize + responseHeadersSize);
      }
      // Only the page's performance entries show what a worker's own script has transferred.
      const workers = await page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.endsWith('/worker.js'))
          .map(({ name, transferSize }) => [name, transferSize] as const),
      );
      for (const [name, size] of workers) sizes.set(plain(name), size);
      return sizes;
    },
    complaints,
    status: (sentence) => page.locator('fmnist-progress-line').getByText(sentence).waitFor(),
    leave: async () => {
      context.off('request', noteRequest);
      page.off('console', noteMessage);
      page.off('pageerror', noteError);
      await forgetVisitor(page);
      await left?.context().close();
      left = page;
    },
  };
}

async function newPage(browser: Browser, serviceWorkers: 'allow' | 'block'): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW, serviceWorkers });
  context.setDefaultTimeout(100_000);
  return context.newPage();
}

/** Ends what a page does and empties cache and storage, so that the next visitor finds a new profile. */
async function forgetVisitor(page: Page): Promise<void> {
  const context = page.context();
  await page.unrouteAll();
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  await expect.poll(() => page.workers().length).toBe(0);
  const devTools = await context.newCDPSession(page);
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await devTools.send('Network.clearBrowserCache');
  await devTools.detach();
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  await page.setViewportSize(WINDOW);
}

/** The views whose code loads when they are first shown. */
type LazyTag =
  | 'fmnist-sample-gallery'
  | 'fmnist-confusion-matrix'
  | 'fmnist-first-layer'
  | 'fmnist-garment-pad';

/** Scrolls to such a view, as a visitor does, and waits for it. */
export async function showView(page: Page, tag: LazyTag): Promise<void> {
  await page.locator(tag).scrollIntoViewIfNeeded();
  await page.locator(`${tag} section:not([aria-busy])`).waitFor();
}

/** Ends the visits of a test file. */
export async function closeBrowser(): Promise<void> {
  left = null;
  await browser?.close();
  browser = null;
}
