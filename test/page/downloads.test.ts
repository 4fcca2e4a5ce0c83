import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { readSafetensors } from '../../worker/formats/safetensors';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** The file that the browser saves when the chosen download is requested with the keyboard, by Enter on the button. */
async function saved(page: Page, file: string) {
  const menu = page.locator('fmnist-download-menu');
  await menu.getByRole('combobox', { name: 'File to download' }).selectOption(file);
  const download = page.waitForEvent('download');
  await menu.getByRole('button', { name: 'Download' }).focus();
  await page.keyboard.press('Enter');
  const finished = await download;
  return { name: finished.suggestedFilename(), bytes: await readFile(await finished.path()) };
}

it('a visitor saves the current network, the network of an earlier epoch, and the history', async () => {
  const { page, status, complaints } = await visit();
  const trainer = page.locator('fmnist-trainer');
  await trainer.evaluate((element: FmnistTrainer) => {
    Object.assign(element, { dataSrc: '/data/small/', epochs: '2', hiddenUnits: '8' });
  });
  const button = page.locator('fmnist-download-menu').getByRole('button', { name: 'Download' });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await status(/^Finished: all 2 epochs/);

  const revoked = page.evaluate(
    () =>
      new Promise((resolve) => {
        const { setTimeout: later } = globalThis;
        // The address of a file is revoked after a minute; this test does not wait for that.
        Object.assign(globalThis, {
          setTimeout: (call: () => void, ms: number) => later(call, ms === 60_000 ? 0 : ms),
        });
        URL.revokeObjectURL = resolve;
      }),
  );
  const now = await saved(page, 'safetensors');
  expect(await revoked).toMatch(/^blob:/);
  expect(now.name).toBe('fmnist-8-epoch-2.safetensors');

  await trainer.evaluate((element: FmnistTrainer) => {
    element.viewedEpoch = 1;
  });
  await page.getByText('The network after epoch 1.', { exact: true }).waitFor();
  const before = await saved(page, 'safetensors');
  expect(before.name).toBe('fmnist-8-epoch-1.safetensors');
  const [kernel, kernelBefore] = [now, before].map(
    ({ bytes }) => readSafetensors(bytes).tensors.get('dense_1/kernel')?.values,
  );
  expect(kernel).toHaveLength(784 * 8);
  expect(kernelBefore).not.toEqual(kernel);

  const csv = await saved(page, 'csv');
  expect(csv.name).toBe('fmnist-8-history.csv');
  expect(csv.bytes.toString().split('\r\n')).toHaveLength(4);
  const json = await saved(page, 'json');
  const { summary } = JSON.parse(json.bytes.toString());
  expect(summary).toMatchObject({ state: 'finished', epochs: 2 });
  for (const [file, name] of [
    ['onnx', 'fmnist-8-epoch-1.onnx'],
    ['tfjs', 'fmnist-8-epoch-1-tfjs.zip'],
    ['keras', 'fmnist-8-epoch-1-keras.zip'],
  ] as const) {
    expect((await saved(page, file)).name).toBe(name);
  }
  const svg = await saved(page, 'accuracy-svg');
  expect(svg.name).toBe('fmnist-8-accuracy.svg');
  expect(svg.bytes.toString()).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  const png = await saved(page, 'loss-png');
  expect([png.name, png.bytes.toString('latin1', 1, 4)]).toEqual(['fmnist-8-loss.png', 'PNG']);
  expect(complaints).toEqual([]);
  await page.context().close();
});
