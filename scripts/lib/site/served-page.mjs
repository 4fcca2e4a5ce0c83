/** @import { Browser } from 'playwright' */
import { join } from 'node:path';
import { findBrowser } from '../browser/find-browser.mjs';
import { projectRoot } from '../entry.mjs';
import { ensureInstalled } from '../install.mjs';

/** Without these flags, Chromium does not start in a container, or sends requests of its own. */
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

/**
 * Builds the site into `.cache/`, serves it with the data as `npm start` does, and opens headless Chromium.
 * @template T
 * @param {string} name names the site's folder
 * @param {(served: { browser: Browser, url: string }) => Promise<T>} use browser and server are closed when it returns
 * @returns {Promise<T>} what `use` returned
 */
export async function withServedPage(name, use) {
  const root = projectRoot();
  ensureInstalled(root);
  const { prepareSite } = await import('./local-site.mjs');
  const { serve } = await import('./serve.mjs');
  const { chromium } = await import('playwright');
  const { folders } = await prepareSite({ outdir: join(root, `.cache/${name}-site`) });
  const server = await serve(folders);
  try {
    const browser = await chromium.launch({
      executablePath: await findBrowser({ install: true }),
      args: BROWSER_FLAGS,
    });
    try {
      return await use({ browser, url: server.url });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
