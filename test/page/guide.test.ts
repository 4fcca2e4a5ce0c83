import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { decisionPages, PAGES } from '../../scripts/guide/contents.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import type { FmnistTrainer } from '../../src/index';
import { violations } from './violations';
import { closeBrowser, type Visit, visit } from './visit';

afterAll(closeBrowser);

/** These tests measure no times. */
const PATIENTLY = { timeout: 60_000 };

/** The pages written for the guide. */
const WRITTEN = PAGES.filter(({ doc }) => !doc).map(({ file }) => file);
/** The pages generated from documents, and one decision, since all of these are generated in the same way. */
const DOCUMENTS = [...PAGES.filter(({ doc }) => doc), ...decisionPages(projectRoot()).slice(0, 1)].map(
  ({ file }) => file,
);

/** Opens a page of the guide, with its examples ready and its trainers set to a few drawn garments. */
async function open(file: string, epochs = 2): Promise<Visit> {
  const visited = await visit(`guide/${file}`);
  const { page } = visited;
  const hasScript = (await page.locator('script[src^="reference"], script[src^="elements"]').count()) > 0;
  if (hasScript) await page.locator('body[data-ready]').waitFor();
  await page.locator('fmnist-trainer').evaluateAll((trainers: FmnistTrainer[], count) => {
    for (const trainer of trainers) Object.assign(trainer, { dataSrc: '/data/small/', epochs: `${count}` });
  }, epochs);
  return visited;
}

/** Presses the button of an entry and waits for its output. */
async function run(page: Page, id: string): Promise<string> {
  const entry = page.locator(`[id="${id}"]`);
  await entry.getByRole('button').click();
  await page.waitForFunction((entryId) => {
    const found = document.getElementById(entryId);
    return !found?.querySelector('[aria-busy]') && found?.querySelector('output p');
  }, id);
  return entry.locator('output').innerText();
}

describe.each(WRITTEN)('the page %s', (file) => {
  it('opens without an error, fits into 320 pixels, and passes axe-core, light and wide, dark and narrow', async () => {
    const { page, complaints, requests, leave } = await open(file);
    expect(await violations(page), 'light and wide').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await violations(page), 'dark and narrow').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(complaints).toEqual([]);
    expect(requests.filter((path) => /worker|\.wasm|data\//.test(path))).toEqual([]);
    await leave();
  });
});

it('the pages of documents open without an error, fit into 320 pixels, and pass axe-core, light or dark', async () => {
  const { page, complaints, requests, leave } = await visit(`guide/${DOCUMENTS[0]}`);
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
  await leave();
});

describe('the reference', () => {
  it('trains and predicts with its live element, and lists the events', async () => {
    const { page, complaints, leave } = await open('reference.html');
    expect(await run(page, 'method-train')).toMatch(/epochs: 2, .*state: 'finished'/);
    expect(await run(page, 'method-predict')).toMatch(/className: '.+', probabilities: \[/);
    const events = page.locator('#bench-events li');
    expect((await events.allInnerTexts()).filter((line) => line.startsWith('fmnist-epoch'))).toHaveLength(2);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('runs the examples of all properties, methods and events', async () => {
    // Long enough to be stopped: on so few images an epoch takes milliseconds, and on a busy machine two calls can be that far apart.
    const { page, complaints, leave } = await open('reference.html', 50);
    const entries = page.locator('.entry:has(button.run)');
    const answers: Record<string, string> = {};
    for (const id of await entries.evaluateAll((found) => found.map((one) => one.id)))
      answers[id] = await run(page, id);
    const refused = Object.entries(answers).filter(([, text]) => /^[a-z]+(-[a-z]+)+: /m.test(text));
    expect(refused).toEqual([['event-fmnist-error', expect.stringContaining('config-invalid')]]);
    expect(Object.keys(answers).length).toBeGreaterThan(35);
    expect(answers['method-checkpoint']).toMatch(/^Uint8Array\(\d+\)/);
    expect(answers['event-fmnist-storage']).toMatch(/^\d+ bytes/);
    expect(complaints).toEqual([]);
    await leave();
  }, 400_000); // more than forty examples one after another, several of which train

  it('sets an attribute by keyboard, and shows it in the HTML, in the property and in the element', async () => {
    const { page, leave } = await open('reference.html');
    const field = page.getByLabel('hidden-units is', { exact: true });
    await field.focus();
    await page.keyboard.type('32,16');
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.locator('#bench-html').innerText(), PATIENTLY)
      .toContain('hidden-units="32,16"');
    expect(await page.locator('#attribute-hidden-units output').innerText()).toBe(
      '<fmnist-trainer hidden-units="32,16"> · trainer.hiddenUnits is "32,16"',
    );
    await page.getByLabel('view is', { exact: true }).selectOption('predict');
    await page.locator('#bench fmnist-garment-pad').waitFor();

    await page.locator('#attribute-autostart').getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page
      .locator('#bench')
      .getByText(/^Finished/)
      .waitFor();
    expect(await page.locator('#bench').evaluate((element: FmnistTrainer) => element.history.length)).toBe(2);
    await leave();
  });

  it('fills and empties each slot', async () => {
    const { page, leave } = await open('reference.html');
    const slots = page.locator('.entry[data-kind="slots"]');
    for (const name of await slots.evaluateAll((found) =>
      found.map((one) => (one as HTMLElement).dataset.name),
    )) {
      await run(page, `slot-${name}`);
      const filled = page.locator(`#bench > [slot="${name}"]`);
      expect(await filled.evaluate((element) => element.assignedSlot?.name), name).toBe(name);
      expect(await filled.isVisible(), name).toBe(true);
      await run(page, `slot-${name}`);
      expect(await filled.count(), name).toBe(0);
    }
    await leave();
  });

  it('styles each part while it is on the screen, and removes the style again', async () => {
    const { page, leave } = await open('reference.html');
    const parts = page.locator('.entry[data-kind="parts"]');
    const styleOf = (name: string) =>
      page
        .locator(`#bench [part="${name}"]`)
        .first()
        .evaluate((part) => {
          const { outlineStyle, ...style } = getComputedStyle(part);
          const { borderBlockEndStyle, fontStyle, justifyContent, gap, borderTopStyle, fontFamily } = style;
          const { borderInlineStartStyle } = style;
          return [
            [outlineStyle, borderBlockEndStyle, fontStyle, justifyContent, gap].join(),
            [borderTopStyle, fontFamily, borderInlineStartStyle].join(),
            part.getBoundingClientRect().height > 0,
          ] as const;
        });
    for (const name of await parts.evaluateAll((found) =>
      found.map((one) => (one as HTMLElement).dataset.name),
    )) {
      await run(page, `part-${name}`);
      const [outer, inner, isShown] = await styleOf(name as string);
      expect(isShown, name).toBe(true);
      await run(page, `part-${name}`);
      expect((await styleOf(name as string)).slice(0, 2), name).not.toEqual([outer, inner]);
    }
    await leave();
  });

  it('sets each custom property', async () => {
    const { page, leave } = await open('reference.html');
    const properties = page.locator('.entry[data-kind="cssProperties"]');
    for (const id of await properties.evaluateAll((found) => found.map((one) => one.id))) {
      await run(page, id);
      const name = await page.locator(`[id="${id}"]`).getAttribute('data-name');
      const value = () =>
        page
          .locator('#bench')
          .evaluate(
            (element, property) => getComputedStyle(element).getPropertyValue(property),
            name as string,
          );
      const given = await value();
      await run(page, id);
      expect(given, name as string).not.toBe(await value());
    }
    await leave();
  });
});

describe('the elements', () => {
  it('run all their examples, with the data of one trainer', async () => {
    const { page, complaints, leave } = await open('elements.html');
    const entries = page.locator('.entry:has(button)');
    const ids = await entries.evaluateAll((found) => found.map((one) => one.id));
    const failed: string[] = [];
    for (const id of ids) {
      const text = await run(page, id);
      if (/^\S+Error|^[a-z]+(-[a-z]+)+: /m.test(text)) failed.push(`${id}: ${text}`);
      await page.keyboard.press('Escape');
    }
    expect(failed).toEqual([]);
    expect(ids.length).toBeGreaterThan(90);
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await leave();
  });

  it('report their requests', async () => {
    const { page, leave } = await open('elements.html');
    await run(page, 'run-controls-event-fmnist-request');
    await page
      .locator('.stage fmnist-run-controls')
      .getByRole('button', { name: 'Train', exact: true })
      .click();
    const output = page.locator('[id="run-controls-event-fmnist-request"] output');
    await expect.poll(() => output.innerText(), PATIENTLY).toContain("{ type: 'train' }");
    await leave();
  });
});

describe('the views', () => {
  it('can be used with buttons of the page if they have none', async () => {
    const { page, complaints, leave } = await open('views.html');
    await page
      .getByRole('button', { name: 'Train', exact: true, includeHidden: false })
      .and(page.locator('[data-call]'))
      .click();
    await expect
      .poll(
        () => page.locator('#charts-live').evaluate((element: FmnistTrainer) => element.history.length),
        PATIENTLY,
      )
      .toBe(2);
    await page.getByRole('button', { name: 'Set weights="pretrained"' }).click();
    await page.locator('#predict-live').getByText('784-64-64-10').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('with the keyboard alone', () => {
  it('a visitor skips the navigation, and on a narrow screen opens it', async () => {
    const { page, leave } = await open('lesson.html');
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
    await leave();
  });
});

it('the page of recipes shows the element in Korean, and itself in English', async () => {
  const { page, leave } = await open('recipes.html');
  await page.locator('fmnist-trainer').getByRole('button', { name: '훈련', exact: true }).waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Recipes');
  await leave();
});

it('the start page links to the guide', async () => {
  const { page, leave } = await visit();
  await page.getByRole('link', { name: 'guide' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'A network that learns in your page' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/guide/index.html');
  await leave();
});
