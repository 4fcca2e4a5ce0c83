import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { FmnistTrainer, StorageDetail } from '../../src/index';
import { closeBrowser, type Visit, visit } from './visit';

afterAll(closeBrowser);

const SETTINGS = { dataSrc: '/data/small/', hiddenUnits: '8', epochs: '6' };

const trainer = (page: Page) => page.locator('fmnist-trainer');
const note = (page: Page) => page.locator('fmnist-storage-note').getByRole('status');
const stored = (page: Page) => trainer(page).evaluate((element: FmnistTrainer) => element.storedRuns());
const stateOf = (page: Page) => trainer(page).evaluate((element: FmnistTrainer) => element.state);

async function set(page: Page, properties: Readonly<Record<string, string>>): Promise<void> {
  await trainer(page).evaluate((element, given) => {
    Object.assign(element, given);
  }, properties);
}

/** Trains so many epochs and stores the run as it is then: paused. */
async function trainAndPause(page: Page, settings: Readonly<Record<string, string>>, epochs = 2): Promise<void> {
  await set(page, settings);
  await trainer(page).evaluate(async (element: FmnistTrainer, count) => {
    for (let i = 0; i < count; i++) await element.step('epoch');
  }, epochs);
  await expect.poll(async () => (await stored(page))[0]?.epochs).toBe(epochs);
}

/** The SHA-256 of the weights that a run ends with which nothing interrupts and nobody stores. */
async function uninterrupted(settings: Readonly<Record<string, string>>): Promise<string> {
  const { page } = await visit();
  await set(page, { ...settings, autosave: 'off' });
  const { weightsSha256 } = await trainer(page).evaluate((element: FmnistTrainer) => element.train());
  expect(await stored(page)).toEqual([]);
  await page.context().close();
  return weightsSha256;
}

/** Resolves with the summary of the run under way. */
const ended = (page: Page) =>
  trainer(page).evaluate(
    (element: FmnistTrainer) =>
      new Promise<{ weightsSha256: string }>((resolve) => {
        element.addEventListener('fmnist-state', ({ detail }) => detail.summary && resolve(detail.summary));
      }),
  );

/** Another tab of the same visitor. */
async function anotherTab({ page }: Visit): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(inject('siteUrl'));
  return tab;
}

/** What axe-core finds wrong, one line each; shadow roots are searched too. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}

describe('a visitor who comes back', () => {
  it('goes on where the run was left, and ends with the weights of an uninterrupted run', async () => {
    const sum = await uninterrupted(SETTINGS);
    const { page, complaints } = await visit();
    await trainAndPause(page, SETTINGS);
    await trainer(page).evaluate((element: FmnistTrainer) => element.step('batch'));
    await page.reload();
    await note(page).getByText(/is stored here: 2 of 6 epochs, validation accuracy \d+\.\d\d%\.$/).waitFor();
    expect((await stored(page))[0]).toMatchObject({ epochs: 2, step: 1, ended: null, isOpen: false });

    const end = ended(page);
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).focus();
    await page.keyboard.press('Enter');
    expect((await end).weightsSha256).toBe(sum);
    expect(await note(page).textContent()).toBe('');
    expect(await trainer(page).evaluate((element: FmnistTrainer) => element.history.length)).toBe(6);
    expect(await trainer(page).getAttribute('hidden-units')).toBe('8');

    await page.reload();
    await page.locator('fmnist-stored-runs summary').waitFor();
    expect((await stored(page)).map(({ epochs, ended }) => [epochs, ended])).toEqual([[6, 'epochs']]);
    expect(await note(page).textContent()).toBe('');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
