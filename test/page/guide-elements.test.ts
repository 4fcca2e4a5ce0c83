import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { openGuide, runExample } from './guide-visit';
import { violations } from './violations';
import { closeBrowser } from './visit';

afterAll(closeBrowser);

/** These tests measure no times. */
const PATIENTLY = { timeout: 60_000 };

describe('the elements', () => {
  it('run all their examples, with the data of one trainer', async () => {
    const { page, complaints } = await openGuide('elements.html');
    const entries = page.locator('.entry:has(button)');
    const ids = await entries.evaluateAll((found) => found.map((one) => one.id));
    const failed: string[] = [];
    for (const id of ids) {
      const text = await runExample(page, id);
      if (/^\S+Error|^[a-z]+(-[a-z]+)+: /m.test(text)) failed.push(`${id}: ${text}`);
      await page.keyboard.press('Escape');
    }
    expect(failed).toEqual([]);
    expect(ids.length).toBeGreaterThan(90);
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('have a field for each attribute', async () => {
    const { page } = await openGuide('elements.html');
    await page.locator('#step-attribute-stage-value').selectOption('loss');
    const shown = page.locator('.stage fmnist-step');
    await expect.poll(() => shown.getByRole('heading', { level: 3 }).innerText(), PATIENTLY).toBe('Loss');
    const output = page.locator('#step-attribute-stage output');
    await expect
      .poll(() => output.innerText(), PATIENTLY)
      .toBe('<fmnist-step stage="loss"> · step.stage is "loss"');
    const guide = page.locator('#step-attribute-guide-value');
    expect(await guide.inputValue()).toBe('./');
    await guide.fill('https://guide.example/');
    await guide.press('Tab');
    const link = shown.getByRole('link', { name: 'Read about it in the lesson' });
    await expect
      .poll(() => link.getAttribute('href'), PATIENTLY)
      .toBe('https://guide.example/lesson.html#step-3');
    await page.context().close();
  });

  it('report their requests', async () => {
    const { page } = await openGuide('elements.html');
    await runExample(page, 'run-controls-event-fmnist-request');
    await page
      .locator('.stage fmnist-run-controls')
      .getByRole('button', { name: 'Train', exact: true })
      .click();
    const output = page.locator('[id="run-controls-event-fmnist-request"] output');
    await expect.poll(() => output.innerText(), PATIENTLY).toContain("{ type: 'train' }");
    await page.context().close();
  });
});

describe('the views', () => {
  it('can be used with buttons of the page if they have none', async () => {
    const { page, complaints } = await openGuide('views.html');
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
    await page.context().close();
  });
});
