/**
 * @import { Browser } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 * @import { PageRecord } from './trainer-page.mjs'
 */
import { openTrainerPage, quantile, setTrainer, startTraining, untilEpoch } from './trainer-page.mjs';

/** Turns of each way of watching, and epochs in a turn. The first epoch of a turn does not count. */
const ROUNDS = 12;
const EPOCHS = 4;
const WAYS = /** @type {const} */ (['charts', 'predictions', 'full']);

/** @typedef {typeof WAYS[number]} Way */

/**
 * Median seconds of an epoch with its validation on one thread, in one run in which the ways of watching it take turns: the charts
 * alone; 15 predictions a second and three looks into the network a second; everything on the screen.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<Record<Way, number>>}
 */
export async function watchedEpochs(browser, url) {
  const page = await openTrainerPage(browser, url, 'charts');
  await setTrainer(page, { threads: 1 });
  await startTraining(page, 1 + ROUNDS * WAYS.length * EPOCHS);
  /** @type {Record<Way, number[]>} */
  const seconds = { charts: [], predictions: [], full: [] };
  let done = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of WAYS) {
      await untilEpoch(page, done);
      await page.locator('fmnist-trainer').evaluate(watch, way);
      await untilEpoch(page, done + EPOCHS);
      const history = await page
        .locator('fmnist-trainer')
        .evaluate((/** @type {FmnistTrainer} */ trainer) => trainer.history.map((epoch) => epoch.seconds));
      seconds[way].push(...history.slice(done + 1, done + EPOCHS));
      done += EPOCHS;
    }
  }
  await page.close();
  const medianOf = (/** @type {Way} */ way) => quantile(seconds[way], 0.5);
  return { charts: medianOf('charts'), predictions: medianOf('predictions'), full: medianOf('full') };
}

/**
 * Runs in the page. `predictions` asks for as much as a visitor who draws without a pause.
 * @param {FmnistTrainer} trainer
 * @param {Way} way
 */
function watch(trainer, way) {
  const record = /** @type {Partial<PageRecord>} */ (/** @type {unknown} */ (globalThis));
  for (const interval of record.intervals ?? []) clearInterval(interval);
  trainer.view = way === 'full' ? 'full' : 'charts';
  if (way !== 'predictions') return;
  const image = new Uint8Array(784).fill(90);
  const predict = () => void trainer.predict(image, trainer.history.length);
  const look = () => {
    void trainer.examine(trainer.history.length);
    void trainer.firstLayer(64, trainer.history.length);
  };
  record.intervals = [window.setInterval(predict, 1000 / 15), window.setInterval(look, 1000 / 3)];
}
