import { afterAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, type Visit, visit } from './visit';

afterAll(closeBrowser);

/** Trains on drawn garments, and returns the hash that the page shows. */
async function trained({ page, status }: Visit): Promise<string | undefined> {
  await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
    element.dataSrc = 'drawn-garments';
  });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await status(/^Finished: all 2 epochs/);
  return page.getByRole('button', { name: /^Weights hash [0-9a-f]{10}$/ }).innerText();
}

it('two people who open the same link train exactly the same network', async () => {
  const here = await visit();
  await here.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await here.page.getByRole('textbox', { name: 'Hidden units' }).fill('12,8');
  await here.page.getByRole('textbox', { name: 'Epochs' }).fill('2');
  await here.page.getByText('More settings').click();
  await here.page.getByRole('textbox', { name: 'Training images' }).fill('900');
  await here.page.getByRole('textbox', { name: 'Seed' }).fill('41');
  await here.page.getByRole('button', { name: 'Copy link' }).focus();
  await here.page.keyboard.press('Enter');
  await here.page.getByRole('status').getByText('Copied.').waitFor();
  const link = await here.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\?fmnist=1;hidden-units=12,8;epochs=2;seed=41;train-images=900$/);
  const first = await trained(here);

  const there = await visit(link);
  expect(there.page.context()).not.toBe(here.page.context());
  const field = (name: string) => there.page.getByRole('textbox', { name, exact: true });
  await there.page.getByText('More settings').click();
  await expect.poll(() => field('Hidden units').inputValue()).toBe('12,8');
  expect(await field('Epochs').inputValue()).toBe('2');
  expect(await field('Seed').inputValue()).toBe('41');
  expect(there.requests.filter((path) => path.includes('worker'))).toEqual([]);
  expect(await trained(there)).toBe(first);

  await there.page.getByRole('textbox', { name: 'Seed' }).fill('42');
  await there.page.keyboard.press('Tab');
  await there.page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect
    .poll(() => there.page.getByRole('button', { name: /^Weights hash / }).allInnerTexts())
    .not.toContain(first);
  expect([...here.complaints, ...there.complaints]).toEqual([]);
  await Promise.all([here, there].map(({ page }) => page.context().close()));
});

it('the page says which file is missing if links cannot be read or charts cannot be exported, and still trains', async () => {
  const { page, status } = await visit();
  await page.route(/(share-link|chart-file)\.js$/, (route) => route.abort());
  await page.goto(`${page.url()}?fmnist=1;seed=7`);
  await page.locator('fmnist-share-link').getByText('The file share-link.js could not be loaded.').waitFor();
  await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
    Object.assign(element, { dataSrc: 'drawn-garments', epochs: 1, trainImages: 500, hiddenUnits: 8 });
  });
  expect(
    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.seed),
  ).toBeUndefined();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await status(/^Finished/);
  await page.getByRole('combobox', { name: 'File to download' }).selectOption('loss-svg');
  await page.getByRole('button', { name: 'Download' }).click();
  const panel = page.locator('fmnist-error-panel');
  await panel.getByText('The file chart-file.js could not be loaded.').waitFor();
  expect(await panel.getByRole('button').allInnerTexts()).toEqual(['Dismiss']);
  await page.context().close();
});

it('a trainer that leaves the page while its link is being read does not start to train', async () => {
  const { page } = await visit();
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/share-link\.js$/, (route) => held.then(() => route.continue()));
  await page.goto(`${page.url()}?fmnist=1;seed=7`);
  const training = await page.locator('fmnist-trainer').evaluateHandle((trainer: FmnistTrainer) => {
    const code = trainer.train().then(
      () => 'trained',
      (thrown) => thrown.code,
    );
    trainer.remove();
    return { code };
  });
  letThrough();
  expect(await training.evaluate(({ code }) => code)).toBe('call-refused');
  expect(page.workers()).toEqual([]);
  await page.context().close();
});
