/**
 * @import { Browser } from 'playwright'
 * @import { PageRecord } from './trainer-page.mjs'
 */
import { openTrainerPage, quantile, startTraining, untilEpoch } from './trainer-page.mjs';

/** Wheel turns while frames are timed, and how far one scrolls in CSS pixels. */
const TURNS = 200;
const TURN = 60;

/**
 * Times animation frames and long tasks while the gallery is scrolled up and down during a run.
 * @param {Browser} browser
 * @param {string} url
 */
export async function scrollWhileTraining(browser, url) {
  const page = await openTrainerPage(browser, url);
  await startTraining(page, 100_000);
  await untilEpoch(page, 2);
  const gallery = page.locator('fmnist-sample-gallery');
  await gallery.scrollIntoViewIfNeeded();
  const box = await gallery.boundingBox();
  if (!box) throw new Error('The gallery is not visible.');
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2);
  await page.evaluate(() => {
    /** @type {number[]} */
    const frames = [];
    Object.assign(globalThis, { frames, scrolledFrom: performance.now() });
    let before = performance.now();
    const frame = (/** @type {number} */ now) => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, Math.floor(turn / 20) % 2 ? -TURN : TURN);
  const { frames, longTasks } = await page.evaluate(() => {
    const record = /** @type {PageRecord} */ (/** @type {unknown} */ (globalThis));
    return {
      frames: record.frames.slice(2),
      longTasks: record.longTasks.filter(([start]) => start >= record.scrolledFrom).map(([, ms]) => ms),
    };
  });
  await page.close();
  return {
    frames: {
      count: frames.length,
      median: quantile(frames, 0.5),
      p95: quantile(frames, 0.95),
      longest: quantile(frames, 1),
    },
    longTasks,
  };
}
