import { afterAll, describe, expect, it } from 'vitest';
import { decisionPages, PAGES, TRANSLATIONS } from '../../scripts/guide/contents.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { openGuide } from './guide-visit';
import { violations } from './violations';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** The pages written for the guide. */
const WRITTEN = [...PAGES, ...TRANSLATIONS].filter(({ doc }) => !doc).map(({ file }) => file);
/** The pages generated from documents, and one decision, since all of these are generated in the same way. */
const DOCUMENTS = [...PAGES.filter(({ doc }) => doc), ...decisionPages(projectRoot()).slice(0, 1)].map(
  ({ file }) => file,
);

describe.each(WRITTEN)('the page %s', (file) => {
  it('opens without an error, fits into 320 pixels, and passes axe-core, light and wide, dark and narrow', async () => {
    const { page, complaints, requests } = await openGuide(file);
    expect(await violations(page), 'light and wide').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await violations(page), 'dark and narrow').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(complaints).toEqual([]);
    expect(requests.filter((path) => /worker|\.wasm|data\//.test(path))).toEqual([]);
    await page.context().close();
  });
});

it('the pages of documents open without an error, fit into 320 pixels, and pass axe-core, light or dark', async () => {
  const { page, complaints, requests } = await visit(`guide/${DOCUMENTS[0]}`);
  for (const [i, file] of DOCUMENTS.entries()) {
    await page.goto(new URL(file, page.url()).href);
    await page.emulateMedia({ colorScheme: i % 2 ? 'dark' : 'light' });
    expect(await violations(page), file).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), file).toBe(320);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  expect(complaints).toEqual([]);
  expect(requests.filter((path) => /worker|\.wasm|data\//.test(path))).toEqual([]);
  await page.context().close();
});

describe('with the keyboard alone', () => {
  it('a visitor skips the navigation, and on a narrow screen opens it', async () => {
    const { page } = await openGuide('lesson.html');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    await page.setViewportSize({ width: 320, height: 700 });
    const contents = page.getByRole('navigation', { name: 'Guide' });
    expect(await contents.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Contents' }).focus();
    await page.keyboard.press('Enter');
    expect(await contents.isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await contents.isVisible()).toBe(false);
    await page.context().close();
  });
});

it('the page of recipes shows the element in Korean, and itself in English', async () => {
  const { page } = await openGuide('recipes.html');
  await page.locator('fmnist-trainer').getByRole('button', { name: '훈련', exact: true }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Recipes');
  await page.context().close();
});

it('the start page links to the guide', async () => {
  const { page } = await visit();
  await page.getByRole('link', { name: 'guide' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'A network that learns in your page' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/guide/index.html');
  await page.context().close();
});

it('the start page links to the lesson at its top', async () => {
  const { page } = await visit();
  await page.locator('header').getByRole('link', { name: 'The lesson, step by step' }).click();
  await page.getByRole('heading', { level: 1, name: 'The lesson, step by step' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/guide/lesson.html');
  await page.context().close();
});
