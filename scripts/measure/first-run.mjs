/**
 * @import { Browser } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */

/** @typedef {typeof globalThis & { guessed: Promise<number> }} Watched */

/**
 * Opens the front page with an empty cache, and waits until the network on the pad has recognised the garment there.
 * @param {Browser} browser
 * @param {string} url
 * @returns a page in which `guessed` is the time of the first guess, in milliseconds since the navigation
 */
async function firstSight(browser, url) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const guessed = new Promise((resolve) => {
      const look = () => {
        const screen = document.querySelector('fmnist-trainer')?.shadowRoot;
        const guess = screen?.querySelector('fmnist-garment-pad')?.shadowRoot?.querySelector('.guess');
        if (guess?.textContent?.includes('%')) resolve(performance.now());
        else requestAnimationFrame(look);
      };
      look();
    });
    Object.assign(globalThis, { guessed });
  });
  await page.goto(url, { waitUntil: 'commit' });
  const guessed = await page.evaluate(() => /** @type {Watched} */ (globalThis).guessed);
  return { page, guessed };
}

/**
 * A visit with an empty cache.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<number>} milliseconds from the navigation to the first guess on the pad
 */
export async function firstGuess(browser, url) {
  const { page, guessed } = await firstSight(browser, url);
  await page.context().close();
  return guessed;
}

/**
 * A visit with an empty cache, whose visitor presses *Train* after the first guess on the pad.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<{ step: number, epoch: number }>} milliseconds from the click until the page hears of a trained batch, which it does
 *   at most ten times a second, and until the first epoch is trained and validated
 */
export async function firstRun(browser, url) {
  const { page } = await firstSight(browser, url);
  const run = await page.locator('fmnist-trainer').evaluate(async (element) => {
    const trainer = /** @type {FmnistTrainer} */ (element);
    const start = performance.now();
    const step = new Promise((resolve) => {
      trainer.addEventListener('fmnist-progress', ({ detail }) => {
        if (detail.stage === 'training' && detail.step > 0) resolve(performance.now() - start);
      });
    });
    const epoch = new Promise((resolve) => {
      trainer.addEventListener('fmnist-epoch', () => resolve(performance.now() - start), { once: true });
    });
    trainer.train();
    return { step: await step, epoch: await epoch };
  });
  await page.context().close();
  return run;
}
