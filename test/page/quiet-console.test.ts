import type { ConsoleMessage, Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { serveEmbedder } from './embedder';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** A page of another origin that shows the trainer's page in a frame, and everything that its console says. */
async function inFrame(attributes: string) {
  const inner = await serveEmbedder({
    html: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>The frame</title>
      <link rel="icon" href="data:,"><script type="module" src="/fmnist-trainer.js"></script>
      <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" ${attributes}></fmnist-trainer>`,
  });
  // `localhost` and 127.0.0.1 are different sites.
  const outer = await serveEmbedder({
    html: `<!doctype html><title>Around it</title><link rel="icon" href="data:,">
      <iframe src="${inner.url.replace('127.0.0.1', 'localhost')}" style="width: 1000px; height: 3000px"></iframe>`,
  });
  const { page } = await visit('about:blank');
  const said: string[] = [];
  page.on('console', (message: ConsoleMessage) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.setViewportSize({ width: 1040, height: 3040 });
  await page.goto(outer.url);
  const frame = page.frameLocator('iframe');
  await frame.locator('fmnist-trainer h3').first().waitFor();
  return {
    page,
    frame,
    said,
    close: async () => {
      await page.context().close();
      inner.close();
      outer.close();
    },
  };
}

/** Opens and closes every help tip and every disclosure, by mouse and by keyboard. */
async function openEverything(page: Page, frame: ReturnType<Page['frameLocator']>): Promise<number> {
  const tips = frame.locator('fmnist-help-tip button:visible');
  const count = await tips.count();
  for (let i = 0; i < count; i++) {
    await tips.nth(i).click();
    await page.keyboard.press('Escape');
    await tips.nth(i).press('Enter');
    await page.keyboard.press('Escape');
  }
  const disclosures = frame.locator('summary:visible');
  for (let i = 0; i < (await disclosures.count()); i++) await disclosures.nth(i).click();
  return count;
}

describe('in a frame of another origin, the console stays empty', () => {
  it.each(['compact', 'charts', 'predict'])(
    'in view="%s", idle, with everything opened, and during a run',
    async (view) => {
      const { page, frame, said, close } = await inFrame(`view="${view}"`);
      await openEverything(page, frame);
      await frame.locator('fmnist-trainer').evaluate((trainer: FmnistTrainer) => trainer.train());
      await openEverything(page, frame);
      expect(said).toEqual([]);
      await close();
    },
  );

  it('in view="full", with a garment opened by mouse, by keyboard and by a script', async () => {
    const { page, frame, said, close } = await inFrame('share');
    await frame.locator('fmnist-settings-form form').waitFor();
    expect(await openEverything(page, frame)).toBeGreaterThanOrEqual(10);
    await frame.locator('fmnist-trainer').evaluate((trainer: FmnistTrainer) => trainer.train());
    const list = frame.locator('fmnist-sample-gallery').getByRole('listbox');
    await list.waitFor();
    const dialog = frame.getByRole('dialog');
    await list.click({ position: { x: 30, y: 30 } });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await list.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await frame.locator('fmnist-sample-gallery').evaluate((gallery) => {
      const element = gallery.shadowRoot?.querySelector('[role=listbox]') as HTMLElement;
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await frame.locator('fmnist-first-layer [role=option]').nth(3).click();
    await frame.locator('fmnist-confusion-matrix td').nth(12).click();
    await frame.locator('fmnist-garment-pad').getByRole('button', { name: 'Trouser' }).click();
    await frame.getByRole('button', { name: 'Copy link' }).click();
    await frame.locator('[name="learning-rate"]').fill('-1');
    await frame.getByRole('button', { name: 'Train', exact: true }).click();
    await frame.getByRole('alert').getByText('learning-rate="-1"').waitFor();
    expect(said).toEqual([]);
    await close();
  });
});
