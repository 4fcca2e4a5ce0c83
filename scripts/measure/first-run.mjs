/**
 * @import { Browser } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */

/** How long a visit may take to its first guess, and from there to its first epoch. */
const PATIENCE_MS = 60_000;

/**
 * Opens the front page with an empty cache, and waits until the network on the pad has recognised the garment there.
 * @param {Browser} browser
 * @param {string} url
 * @returns the page, and the time of the first guess in milliseconds since the navigation
 */
async function firstSight(browser, url) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      const screen = document.querySelector('fmnist-trainer')?.shadowRoot;
      const guess = screen?.querySelector('fmnist-garment-pad')?.shadowRoot?.querySelector('.guess');
      if (guess?.textContent?.includes('%')) performance.mark('guessed');
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(url, { waitUntil: 'commit' });
  const mark = await page.waitForFunction(
    () => performance.getEntriesByName('guessed')[0]?.startTime,
    undefined,
    { timeout: PATIENCE_MS },
  );
  return { page, guessed: Number(await mark.jsonValue()) };
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
 * A visit with an empty cache, whose visitor starts a run after the first guess on the pad.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<{ step: number, epoch: number }>} milliseconds from the start until the page receives the first report of a trained
 *   batch (reports come at most ten times a second), and until the first epoch is trained and validated
 */
export async function firstRun(browser, url) {
  const { page } = await firstSight(browser, url);
  const run = await page.locator('fmnist-trainer').evaluate(async (element) => {
    const trainer = /** @type {FmnistTrainer} */ (element);
    if (trainer.dataSrc === 'drawn-garments')
      throw new Error('The site has no Fashion-MNIST. Run npm run data first.');
    const start = performance.now();
    const step = new Promise((resolve) => {
      trainer.addEventListener('fmnist-progress', ({ detail }) => {
        if (detail.stage === 'training' && detail.step > 0) resolve(performance.now() - start);
      });
    });
    const epoch = new Promise((resolve) => {
      trainer.addEventListener('fmnist-epoch', () => resolve(performance.now() - start), { once: true });
    });
    // A run that fails rejects. It has many epochs, so it does not end before the first.
    const failed = trainer.train().then(() => Promise.reject(new Error('The run has ended early.')));
    return { step: await Promise.race([step, failed]), epoch: await Promise.race([epoch, failed]) };
  });
  await page.context().close();
  return run;
}
