/**
 * @import { Browser } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */
import { openTrainerPage, setTrainer, untilEpoch } from './trainer-page.mjs';

/**
 * Bytes of the page's heap after a garbage collection, every five epochs.
 * @param {Browser} browser
 * @param {string} url
 * @param {number} epochs
 */
export async function memoryByEpoch(browser, url, epochs) {
  const page = await openTrainerPage(browser, url);
  const session = await page.context().newCDPSession(page);
  /** @type {{ epoch: number, bytes: number }[]} */
  const rows = [];
  await setTrainer(page, { epochs: epochs + 1 });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await page
      .locator('fmnist-trainer')
      .evaluate((/** @type {FmnistTrainer} */ trainer) => void trainer.step('epoch'));
    await untilEpoch(page, epoch);
    await page.waitForFunction(() => document.querySelector('fmnist-trainer')?.state === 'paused');
    if (epoch % 5 !== 0) continue;
    await page.waitForTimeout(500);
    await session.send('HeapProfiler.collectGarbage');
    rows.push({ epoch, bytes: (await session.send('Runtime.getHeapUsage')).usedSize });
  }
  await page.close();
  return rows;
}
