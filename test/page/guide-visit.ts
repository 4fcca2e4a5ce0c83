import type { Page } from 'playwright';
import type { FmnistTrainer } from '../../src/index';
import { type Visit, visit } from './visit';

/** Opens a page of the guide, with its examples ready and its trainers set to a few drawn garments. */
export async function openGuide(file: string): Promise<Visit> {
  const visited = await visit(`guide/${file}`);
  const { page } = visited;
  const hasScript = (await page.locator('script[src^="reference"], script[src^="elements"]').count()) > 0;
  if (hasScript) await page.locator('body[data-ready]').waitFor();
  await page.locator('fmnist-trainer').evaluateAll((trainers: FmnistTrainer[]) => {
    for (const trainer of trainers) trainer.dataSrc = '/data/small/';
  });
  await setEpochs(page, 2);
  return visited;
}

/** Sets the number of epochs of the page's trainers. */
export async function setEpochs(page: Page, epochs: number): Promise<void> {
  await page.locator('fmnist-trainer').evaluateAll((trainers: FmnistTrainer[], count) => {
    for (const trainer of trainers) trainer.epochs = count;
  }, epochs);
}

/** Presses the button of an entry and waits for its output. */
export async function runExample(page: Page, id: string): Promise<string> {
  const entry = page.locator(`[id="${id}"]`);
  await entry.getByRole('button').click();
  await page.waitForFunction((entryId) => {
    const found = document.getElementById(entryId);
    return !found?.querySelector('[aria-busy]') && found?.querySelector('output p');
  }, id);
  return entry.locator('output').innerText();
}
