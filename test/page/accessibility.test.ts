import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { violations } from './violations';
import { closeBrowser, showView, visit } from './visit';

afterAll(closeBrowser);

describe.each(['light', 'dark'] as const)('in %s colours, axe-core finds nothing', (colorScheme) => {
  it('on the idle page, on a finished run with its table open, and on an error; narrow and wide', async () => {
    const { page, status } = await visit();
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);

    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '2' });
    });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await status(/^Finished: all 2 epochs/);
    await page.getByText('Every epoch as a table').click();
    await page.locator('fmnist-epoch-table table').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.locator('[name="learning-rate"]').fill('-1');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('alert').getByText('learning-rate="-1"').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe.each(['en', 'ko'] as const)('in the language “%s”, axe-core finds nothing', (lang) => {
  it('on any layout with a trained network, a selected unit, a drawing and an open garment', async () => {
    const { page, status } = await visit();
    const set = (properties: Record<string, string>) =>
      page.locator('fmnist-trainer').evaluate((element, given) => {
        Object.assign(element, given);
      }, properties);
    await set({ dataSrc: '/data/small/', epochs: '2' });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await status(/^Finished: all 2 epochs/);
    await showView(page, 'fmnist-first-layer');
    await page.locator('fmnist-first-layer [role=option]').nth(3).click();
    await showView(page, 'fmnist-garment-pad');
    await page.locator('fmnist-garment-pad').getByRole('button', { name: 'Trouser' }).click();
    await showView(page, 'fmnist-network');
    await set({ lang });
    await page.locator(`fmnist-trainer [lang=${lang}]`).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('fmnist-sample-gallery').getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const view of ['compact', 'charts', 'predict'] as const) {
      await set({ view });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), `${view}, ${colorScheme}`).toEqual([]);
      }
    }
    await page.context().close();
  });
});

it('titles and charts are named by their titles, without the buttons beside them', async () => {
  const { page } = await visit();
  await showView(page, 'fmnist-garment-pad');
  await showView(page, 'fmnist-network');
  for (const name of ['Try a garment', 'Inside the network']) {
    await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.getByRole('region', { name, exact: true }).waitFor();
  }
  for (const name of ['Loss', 'Accuracy']) await page.getByRole('figure', { name, exact: true }).waitFor();
  await page.context().close();
});

describe('a visitor with forced colours and reduced motion', () => {
  it('sees units, pen and charts in system colours, and nothing that moves', async () => {
    const { page, status } = await visit();
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const colourOf = (selector: string, property: 'color' | 'backgroundColor' = 'color') =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element)[name], property);
    await showView(page, 'fmnist-network');
    await showView(page, 'fmnist-first-layer');
    // Before there are weights, their pictures are a quiet grey, not one block of ink.
    expect(await colourOf('fmnist-first-layer .to-come')).not.toBe(await colourOf('fmnist-first-layer .ink'));
    expect(await violations(page)).toEqual([]);

    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '100000' });
    });
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await status(/^Training epoch \d{2}/);
    expect(await runningAnimations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await status(/^Stopped/);

    await showView(page, 'fmnist-confusion-matrix');
    await page.locator('fmnist-confusion-matrix td.right:not(.tint-0)').first().waitFor();
    const tints = await page
      .locator('fmnist-confusion-matrix tbody td:not(.share)')
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor));
    expect(new Set(tints).size).toBeGreaterThanOrEqual(4);

    await page.locator('fmnist-first-layer [role=option]').nth(3).click();
    await showView(page, 'fmnist-garment-pad');
    const area = page.locator('fmnist-garment-pad .pad');
    await area.focus();
    await page.keyboard.press('Space');
    const ground = await colourOf('fmnist-garment-pad .frame', 'backgroundColor');
    expect(await colourOf('fmnist-garment-pad .cursor', 'backgroundColor')).not.toBe(ground);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

/** The running animations of the page. The colours of canvases use invisible transitions, whose ends cause a redraw. */
async function runningAnimations(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 1)
      .map((animation) => (animation as CSSTransition).transitionProperty ?? animation.id),
  );
}

describe('with the keyboard alone', () => {
  it('a visitor skips the trainer', async () => {
    const { page } = await visit();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip the trainer');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('how');
    await page.context().close();
  });

  it('a visitor starts and pauses a run and reads the chart', async () => {
    const { page, status } = await visit();
    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '3' });
    });
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.textContent?.trim();
      });
    for (const next of ['Skip the trainer', '한국어', 'The lesson, step by step', 'Train']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(next);
    }
    await page.keyboard.press('Enter');
    await status(/^Finished: all 3 epochs/);
    const chart = page.getByRole('slider', { name: /^Loss by epoch/ });
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/^Epoch 2: training .*, validation .*/);
    await page.context().close();
  });
});
