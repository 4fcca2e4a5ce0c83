/**
 * @import { Browser } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */
import { openTrainerPage, quantile, setTrainer, startTraining, untilEpoch } from './trainer-page.mjs';

/** How often each call is made while the worker trains. */
const CALLS = 40;

/** @typedef {'predict' | 'pause' | 'stop'} Call */

/**
 * Milliseconds from a call in the page to its answer, while the worker trains on one thread.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<Record<Call, { median: number, longest: number }>>}
 */
export async function answerTimes(browser, url) {
  const page = await openTrainerPage(browser, url, 'charts');
  await setTrainer(page, { threads: 1 });
  await startTraining(page, 100_000);
  await untilEpoch(page, 1);
  const { predict, pause, stop } = await page.locator('fmnist-trainer').evaluate(callRepeatedly, CALLS);
  await page.close();
  const summaryOf = (/** @type {number[]} */ times) => ({
    median: quantile(times, 0.5),
    longest: quantile(times, 1),
  });
  return { predict: summaryOf(predict), pause: summaryOf(pause), stop: summaryOf(stop) };
}

/**
 * Runs in the page.
 * @param {FmnistTrainer} trainer
 * @param {number} calls
 */
async function callRepeatedly(trainer, calls) {
  const image = new Uint8Array(784).fill(90);
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const timed = async (/** @type {() => Promise<unknown>} */ call, /** @type {number[]} */ times) => {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  };
  /** @type {Record<Call, number[]>} */
  const times = { predict: [], pause: [], stop: [] };
  for (let i = 0; i < calls; i++) {
    // An epoch takes less than a second, so the calls come at all points of an epoch.
    await wait(100 + ((i * 271) % 500));
    await timed(() => trainer.predict(image), times.predict);
    await timed(() => trainer.pause(), times.pause);
    void trainer.resume();
  }
  for (let i = 0; i < calls / 4; i++) {
    if (i > 0) void trainer.train();
    await wait(600 + ((i * 271) % 500));
    await timed(() => trainer.stop(), times.stop);
  }
  return times;
}
