import type { Browser, Page, Request } from 'playwright';
import { inject } from 'vitest';
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
}

let browser: Browser | null = null;

/**
 * Opens the served page, or one at another address, in a browser context of its own: with empty storage and an empty cache.
 * @param serviceWorkers whether to allow the site's service worker; only its own tests do
 * @param preview whether the package's network may open by itself. If not, the visitor saves data, and no worker starts before the test asks
 *   for something
 */
export async function visit(
  path = '',
  serviceWorkers: 'allow' | 'block' = 'block',
  preview: 'on' | 'off' = 'off',
): Promise<Visit> {
  browser ??= await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers });
  context.setDefaultTimeout(100_000);
  if (preview === 'off') {
    await context.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) }),
    );
  }
  const page = await context.newPage();
  const siteUrl = inject('siteUrl');
  const requests: string[] = [];
  const asked: Request[] = [];
  const plain = (url: string) => url.replace(siteUrl, '/').replace(/^\/assets\/[0-9a-f]+\//, '/');
  const pathOf = (request: Request) => plain(request.url());
  const complaints: string[] = [];
  context.on('request', (request) => {
    asked.push(request);
    requests.push(pathOf(request));
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
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
  };
}

/** The views whose code loads when they are first shown. */
export const LAZY_TAGS = [
  'fmnist-sample-gallery',
  'fmnist-confusion-matrix',
  'fmnist-first-layer',
  'fmnist-garment-pad',
  'fmnist-network',
  'fmnist-settings-form',
] as const;

/** Scrolls to such a view, as a visitor does, and waits for it. */
export async function showView(page: Page, tag: (typeof LAZY_TAGS)[number]): Promise<void> {
  await page.locator(tag).scrollIntoViewIfNeeded();
  await page.locator(`${tag} section:not([aria-busy])`).waitFor();
}

/** Ends the visits of a test file. */
export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}
