import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { openGuide, runExample, setEpochs } from './guide-visit';
import { closeBrowser } from './visit';

afterAll(closeBrowser);

/** These tests measure no times. */
const PATIENTLY = { timeout: 60_000 };

/**
 * Examples of what is possible during a run. The run has 50 epochs, since one on so few images takes milliseconds, and on a busy machine
 * two calls can be that far apart.
 */
const DURING_A_RUN = /-(pause|stop|resume|setLearningRate|fmnist-engine|fmnist-learning-rate)$/;

describe('the reference', () => {
  it('trains and predicts with its live element, and lists the events', async () => {
    const { page, complaints } = await openGuide('reference.html');
    expect(await runExample(page, 'method-train')).toMatch(/epochs: 2, .*state: 'finished'/);
    expect(await runExample(page, 'method-predict')).toMatch(/className: '.+', probabilities: \[/);
    const events = page.locator('#bench-events li');
    expect((await events.allInnerTexts()).filter((line) => line.startsWith('fmnist-epoch'))).toHaveLength(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('runs the examples of all properties, methods and events', async () => {
    const { page, complaints } = await openGuide('reference.html');
    const entries = page.locator('.entry:has(button.run)');
    const answers: Record<string, string> = {};
    for (const id of await entries.evaluateAll((found) => found.map((one) => one.id))) {
      await setEpochs(page, DURING_A_RUN.test(id) ? 50 : 2);
      answers[id] = await runExample(page, id);
    }
    const refused = Object.entries(answers).filter(([, text]) => /^[a-z]+(-[a-z]+)+: /m.test(text));
    expect(refused).toEqual([['event-fmnist-error', expect.stringContaining('config-invalid')]]);
    expect(Object.keys(answers).length).toBeGreaterThan(35);
    expect(answers['method-checkpoint']).toMatch(/^Uint8Array\(\d+\)/);
    expect(answers['event-fmnist-storage']).toMatch(/^\d+ bytes/);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 400_000); // more than forty examples one after another, several of which train

  it('sets an attribute by keyboard, and shows it in the HTML, in the property and in the element', async () => {
    const { page } = await openGuide('reference.html');
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
      .locator('#bench fmnist-progress-line')
      .getByText(/^Finished/)
      .waitFor();
    expect(await page.locator('#bench').evaluate((element: FmnistTrainer) => element.history.length)).toBe(2);
    await page.context().close();
  });

  it('fills and empties each slot', async () => {
    const { page } = await openGuide('reference.html');
    const slots = page.locator('.entry[data-kind="slots"]');
    for (const name of await slots.evaluateAll((found) =>
      found.map((one) => (one as HTMLElement).dataset.name),
    )) {
      await runExample(page, `slot-${name}`);
      const filled = page.locator(`#bench > [slot="${name}"]`);
      expect(await filled.evaluate((element) => element.assignedSlot?.name), name).toBe(name);
      expect(await filled.isVisible(), name).toBe(true);
      await runExample(page, `slot-${name}`);
      expect(await filled.count(), name).toBe(0);
    }
    await page.context().close();
  });

  it('styles each part while it is on the screen, and removes the style again', async () => {
    const { page } = await openGuide('reference.html');
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
      await runExample(page, `part-${name}`);
      const [outer, inner, isShown] = await styleOf(name as string);
      expect(isShown, name).toBe(true);
      await runExample(page, `part-${name}`);
      expect((await styleOf(name as string)).slice(0, 2), name).not.toEqual([outer, inner]);
    }
    await page.context().close();
  });

  it('sets each custom property', async () => {
    const { page } = await openGuide('reference.html');
    const properties = page.locator('.entry[data-kind="cssProperties"]');
    for (const id of await properties.evaluateAll((found) => found.map((one) => one.id))) {
      await runExample(page, id);
      const name = await page.locator(`[id="${id}"]`).getAttribute('data-name');
      const value = () =>
        page
          .locator('#bench')
          .evaluate(
            (element, property) => getComputedStyle(element).getPropertyValue(property),
            name as string,
          );
      const given = await value();
      await runExample(page, id);
      expect(given, name as string).not.toBe(await value());
    }
    await page.context().close();
  });
});
