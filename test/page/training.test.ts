import { afterAll, describe, expect, inject, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { ONE_EPOCH_SHA256 } from '../reference/pinned-weights';
import { reportCores } from './cores';
import { closeBrowser, visit } from './visit';

const hasRealData = inject('hasRealData');
if (!hasRealData)
  console.warn('\n*** SKIPPED: training on the served page needs Fashion-MNIST, which is not here. ***\n');

afterAll(closeBrowser);

describe.skipIf(!hasRealData)('a visitor trains two epochs of Fashion-MNIST on the served page', () => {
  it('presses Train, pauses and resumes in the middle, and reaches a validation accuracy above 0.83', async () => {
    const { page, complaints, requests, status } = await visit();
    const trainer = page.locator('fmnist-trainer');
    const state = () => trainer.evaluate((element: FmnistTrainer) => element.state);
    const step = () => page.getByText(/of 938/).textContent();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

    expect(requests.some((path) => /data|worker|engine|wasm/.test(path))).toBe(false);
    await page.locator('[name="epochs"]').fill('2');
    await press('Train');
    // The sentence of the first epoch stays for a third of a second.
    await status(/^Training epoch [12] of 2\.$/);

    await press('Pause');
    await status('Paused. Resume continues with the next batch.');
    expect(await state()).toBe('paused');
    const stepWhenPaused = await step();
    await page.waitForTimeout(300);
    expect(await step()).toBe(stepWhenPaused);

    await press('Resume');
    await status(/^Finished: all 2 epochs/);
    const history = await trainer.evaluate((element: FmnistTrainer) => element.history);
    expect(history).toHaveLength(2);
    expect(history[1]?.valAccuracy).toBeGreaterThan(0.83);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('gets the pinned weights after one epoch, bit for bit, on one thread and on two, without TensorFlow.js', async () => {
    const { page, requests } = await visit();
    await reportCores(page, 2);
    const train = (threads: number) =>
      page.locator('fmnist-trainer').evaluate(async (element: FmnistTrainer, count) => {
        element.threads = count;
        element.epochs = 1;
        const { weightsSha256 } = await element.train();
        return weightsSha256;
      }, threads);
    expect(await train(2)).toBe(ONE_EPOCH_SHA256);
    await page.getByText('fused, WASM SIMD, 2 threads').waitFor();
    expect(await train(1)).toBe(ONE_EPOCH_SHA256);
    await page.getByText('fused, WASM SIMD, 1 thread').waitFor();
    expect(requests.filter((path) => path.includes('tfjs'))).toEqual([]);
    await page.context().close();
  });

  it('downloads nothing on the second visit', async () => {
    const { page, requests, status } = await visit();
    const train = async () => {
      await page.locator('[name="epochs"]').fill('1');
      await page.getByRole('button', { name: 'Step batch', exact: true }).click();
      await status('Paused. Resume continues with the next batch.');
    };
    await train();
    // The paused run continues to load files and stores them.
    const stored = () =>
      page.evaluate(async () => {
        const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
        const entries = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
        return entries.filter(({ url }) => url.includes('fmnist-sha256')).length;
      });
    await expect.poll(stored, { timeout: 60_000 }).toBe(10);
    expect(requests.filter((path) => path.startsWith('/data/'))).toHaveLength(10);
    requests.length = 0;
    await page.reload();
    await train();
    expect(requests.filter((path) => path.startsWith('/data/'))).toEqual([]);
    await page.context().close();
  });
});
