import type { Page } from 'playwright';
import { afterAll, expect, inject, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, showView, visit } from './visit';

afterAll(closeBrowser);

/** Trousers on the pad, as shares of its width and height. */
const TROUSERS = [
  [0.34, 0.1],
  [0.66, 0.1],
  [0.7, 0.92],
  [0.56, 0.92],
  [0.5, 0.35],
  [0.44, 0.92],
  [0.3, 0.92],
  [0.34, 0.1],
] as const;

/** The longest time for loading the data set and two epochs, on a busy machine. */
const LOADING_MS = 100_000;

/** Draws with the mouse on the pad. */
async function draw(page: Page, path: readonly (readonly [number, number])[]) {
  const pad = page.locator('fmnist-garment-pad [role=application]');
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox()) as NonNullable<
    Awaited<ReturnType<typeof pad.boundingBox>>
  >;
  for (const [i, [across, down]] of path.entries()) {
    await page.mouse.move(x + across * width, y + down * height, { steps: 4 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** The picture of the network, and the numbers of its ten bars. */
async function network(page: Page) {
  const view = page.locator('fmnist-network');
  const picture = await view
    .locator('[part=picture] canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const bars = await view.locator('table').last().locator('td').allTextContents();
  return { picture, bars: bars.join(' ') };
}

/** The picture and the bars once they have stayed the same for longer than new weights take to arrive. */
async function resting(page: Page) {
  for (let seen = await network(page); ; ) {
    await page.waitForTimeout(1000);
    const now = await network(page);
    if (now.picture === seen.picture && now.bars === seen.bars) return now;
    seen = now;
  }
}

/** Waits until picture and bars have changed. */
async function changed(page: Page, before: Awaited<ReturnType<typeof network>>) {
  await expect
    .poll(async () => {
      const { picture, bars } = await network(page);
      return [picture === before.picture, bars === before.bars];
    })
    .toEqual([false, false]);
}

/** The figures of `inspectStep()` for the step that the panels show. */
function inspected(page: Page) {
  return page.locator('fmnist-trainer').evaluate(async (trainer) => {
    const { step, steps, count, loss, metric } = await (trainer as FmnistTrainer).inspectStep();
    return {
      step,
      steps,
      count,
      ...{ sum: loss.sum, mean: loss.mean, meanAfter: loss.meanAfter, correct: loss.correct },
      byExample: metric.byExample[1],
    };
  });
}

it.skipIf(!inject('hasRealData'))(
  'a visitor draws before there are data, trains, looks inside a step, goes back to the first epoch, and reads it in Korean',
  async () => {
    const { page, requests, complaints } = await visit('', 'block', 'on');
    const loadedData = () => requests.filter((path) => path.includes('/data/'));

    // At first sight: the package's network looks at a garment.
    await showView(page, 'fmnist-garment-pad');
    await showView(page, 'fmnist-network');
    await page.locator('fmnist-garment-pad .guess').getByText('Looks like “Ankle boot”').waitFor();
    await page.locator('fmnist-garment-pad').getByRole('button', { name: 'Clear' }).click();
    await expect.poll(async () => (await network(page)).bars).toContain('–');
    const blank = await resting(page);
    await draw(page, TROUSERS);
    await page.locator('fmnist-garment-pad .guess').getByText('Looks like “Trouser”').waitFor();
    await changed(page, blank);
    expect(loadedData()).toEqual([]);

    // Another network, before it is trained.
    await showView(page, 'fmnist-settings-form');
    const layers = page.locator('fmnist-network table').first().locator('tbody');
    await expect.poll(() => layers.textContent()).toContain('64');
    await page.getByRole('textbox', { name: 'Hidden units' }).fill('32,16,8');
    await page.getByRole('textbox', { name: 'Hidden units' }).press('Tab');
    await page.locator('fmnist-network').getByText('The network of the next run.').waitFor();
    expect((await layers.textContent())?.replace(/\s+/g, ' ')).toMatch(/32.*16.*8/);

    // Training, and a pause in the middle of an epoch.
    await page.getByLabel('Epochs', { exact: true }).fill('1000');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const trainer = page.locator('fmnist-trainer');
    const epochs = () => trainer.evaluate((element) => (element as FmnistTrainer).history.length);
    await expect.poll(epochs, { timeout: LOADING_MS }).toBeGreaterThanOrEqual(2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => trainer.evaluate((element) => (element as FmnistTrainer).state)).toBe('paused');
    expect(loadedData()).not.toEqual([]);

    // One step, panel by panel, with the numbers of `inspectStep()`.
    await page.getByRole('button', { name: 'Look inside' }).click();
    const panel = page.locator('fmnist-step [part=panel]');
    await panel.waitFor();
    const { sum, mean, meanAfter, correct, count, byExample } = await inspected(page);
    const shown: Readonly<Record<string, readonly string[]>> = {
      Loss: [sum.toFixed(4), mean.toFixed(4), `${correct} of ${count}`],
      Optimizer: [`${mean.toFixed(4)} → ${meanAfter.toFixed(4)}`],
      Metrics: [byExample.toFixed(6)],
    };
    for (const [i, stage] of [
      'Pipeline',
      'Forward pass',
      'Loss',
      'Gradient tape',
      'Optimizer',
      'Metrics',
    ].entries()) {
      await page
        .locator('fmnist-step [role=status]')
        .getByText(`Stage ${i + 1} of 6: ${stage}`)
        .waitFor({ state: 'attached' });
      for (const text of shown[stage] ?? []) expect(await panel.textContent()).toContain(text);
      if (i < 5) await page.locator('fmnist-step').getByRole('button', { name: 'Next' }).click();
    }

    // The short last batch: 32 of 64 images.
    await page.getByRole('button', { name: 'Go to the last batch' }).click();
    await expect.poll(async () => (await inspected(page)).count).toBe(32);
    expect(await inspected(page)).toMatchObject({ step: 938, steps: 938 });

    // Back to the network of epoch 1, which sees the same trousers differently.
    const now = await resting(page);
    const slider = page.getByRole('slider', { name: 'Epoch after which the network is shown' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('Showing the network after epoch 1.').first().waitFor({ state: 'attached' });
    await changed(page, now);
    await page.locator('fmnist-network').getByText('Computed with the weights after epoch 1.').waitFor();

    // In Korean.
    await page.getByRole('link', { name: '한국어' }).click();
    await page.getByRole('button', { name: '훈련', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
