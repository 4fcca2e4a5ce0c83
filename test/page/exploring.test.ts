import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, LAZY_TAGS, showView, type Visit, visit } from './visit';

afterAll(closeBrowser);

/** Opens the page and trains two epochs on data that trains quickly. */
async function visitTrained(): Promise<Visit> {
  const visited = await visit();
  const { page } = visited;
  await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
    element.dataSrc = '/data/small/';
  });
  await page.locator('[name="epochs"]').fill('2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await visited.status(/^Finished: all 2 epochs/);
  const accuracy = await page
    .locator('fmnist-trainer')
    .evaluate((element: FmnistTrainer) => element.history[1]?.valAccuracy ?? Number.NaN);
  // Epochs of a few milliseconds end before anyone can see them, so this waits for the last one.
  await page.getByText(`${(100 * accuracy).toFixed(2)}% of 500 recognised`).waitFor();
  return visited;
}

const gallery = (page: Page) => page.locator('fmnist-sample-gallery');
/** The garment with keyboard focus in the gallery. */
const garment = (page: Page) => gallery(page).getByRole('listbox').getByRole('option');
const pad = (page: Page) => page.locator('fmnist-garment-pad');
const matrix = (page: Page) => page.getByRole('grid', { name: /^Confusion matrix/ });

/** The ten probabilities, from the table below the network's picture. */
const bars = (page: Page) =>
  page.locator('fmnist-network table').last().locator('td:last-child').allTextContents();

/** Every number in the matrix. */
const numbers = (page: Page) => matrix(page).getByRole('gridcell').allTextContents();

/** Some of the weights that the first layer shows. */
const weights = (page: Page) =>
  page
    .locator('fmnist-first-layer')
    .evaluate((view: HTMLElementTagNameMap['fmnist-first-layer']) => [
      ...(view.layer?.kernels.slice(400, 420) ?? []),
    ]);

/** Waits until a value differs from its earlier value. */
async function changed<T>(read: () => Promise<T>, before: T): Promise<T> {
  await expect.poll(read, { timeout: 15_000 }).not.toEqual(before);
  return read();
}

async function drawTrousers(page: Page): Promise<void> {
  await showView(page, 'fmnist-garment-pad');
  const area = pad(page).getByRole('application', { name: 'Drawing area' });
  await area.scrollIntoViewIfNeeded();
  const box = await area.boundingBox();
  if (!box) throw new Error('the pad is not on the screen');
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  const outline = [
    [0.34, 0.1],
    [0.66, 0.1],
    [0.7, 0.92],
    [0.56, 0.92],
    [0.5, 0.35],
    [0.44, 0.92],
    [0.3, 0.92],
    [0.34, 0.1],
  ] as const;
  await page.mouse.move(...at(...outline[0]));
  await page.mouse.down();
  for (const [x, y] of outline) await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
}

describe('a visitor who explores a network of two epochs', () => {
  it('opens a mistake from the matrix, and moves from one garment to the next', async () => {
    const { page, complaints } = await visitTrained();
    const mistake = matrix(page)
      .getByRole('gridcell', { name: /, predicted as .*: [1-9]/ })
      .first();
    const words = await mistake.getAttribute('aria-label');
    const [, label, guess, count] = /^(.*), predicted as (.*): (\d+) of/.exec(words ?? '') ?? [];
    await mistake.click();
    await gallery(page)
      .getByRole('button', { name: `${label} predicted as ${guess} (${count})` })
      .waitFor();
    expect(await garment(page).getAttribute('aria-setsize')).toBe(count);
    expect(await garment(page).textContent()).toContain(`${label}, predicted as ${guess}`);

    await gallery(page).getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Predicted as ${guess}`).first().waitFor();
    await expect.poll(() => dialog.getByRole('listitem').allTextContents()).not.toContain('–');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws trousers, sees the bars change, and pastes a picture', async () => {
    const { page, complaints } = await visitTrained();
    await showView(page, 'fmnist-garment-pad');
    const blank = await bars(page);
    await drawTrousers(page);
    const drawn = await changed(() => bars(page), blank);
    expect(drawn.join()).toMatch(/\d+%/);
    await pad(page)
      .getByText(/^Looks like “.*” to the network/)
      .waitFor();

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(200, 120);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.fillStyle = '#f4f1ea';
      context.fillRect(0, 0, 200, 120);
      context.fillStyle = '#33302b';
      context.fillRect(20, 70, 160, 24);
      context.fillRect(110, 35, 70, 40);
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob() })]);
    });
    await page.keyboard.press('Control+v');
    await changed(() => bars(page), drawn);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('goes back to the first epoch, where matrix, gallery and bars are different, and returns', async () => {
    const { page } = await visitTrained();
    await drawTrousers(page);
    const guess = pad(page).getByText(/^Looks like/);
    // Pad and picture get their answers one after the other.
    const percent = async () => /\d+%/.exec((await guess.textContent()) ?? '')?.[0];
    await expect.poll(async () => (await bars(page)).includes((await percent()) ?? '')).toBe(true);
    const now = { numbers: await numbers(page), bars: await bars(page), weights: await weights(page) };
    const mistakes = () =>
      gallery(page)
        .getByRole('button', { name: /^Mistakes/ })
        .textContent();
    const mistakesNow = await mistakes();

    const slider = page.getByRole('slider', { name: 'Epoch after which the network is shown' });
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('Showing the network after epoch 1.').waitFor();
    await changed(() => numbers(page), now.numbers);
    await changed(() => bars(page), now.bars);
    await changed(mistakes, mistakesNow);
    await changed(() => weights(page), now.weights);

    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('Showing the network as it is now.').waitFor();
    await expect.poll(() => numbers(page)).toEqual(now.numbers);
    await expect.poll(() => bars(page)).toEqual(now.bars);
    await expect.poll(() => weights(page)).toEqual(now.weights);
    await page.context().close();
  });

  it('stays at the first epoch during further training, and then follows it from “now”', async () => {
    const { page } = await visit();
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element: FmnistTrainer) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '100000' });
    });
    const epochs = () => trainer.evaluate((element: FmnistTrainer) => element.history.length);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.poll(epochs).toBeGreaterThan(2);
    await page.getByRole('slider', { name: 'Epoch after which the network is shown' }).focus();
    await page.keyboard.press('Home');
    await page.getByText('Showing the network after epoch 1; training continues.').waitFor();
    const accuracy = await trainer.evaluate((element: FmnistTrainer) => element.history[0]?.valAccuracy ?? 0);
    await page.getByText(`${(100 * accuracy).toFixed(2)}% of 500 recognised`).waitFor();
    const first = await numbers(page);
    const then = await epochs();
    await expect.poll(epochs).toBeGreaterThan(then + 20);
    expect(await numbers(page)).toEqual(first);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await changed(() => numbers(page), first);
    await changed(() => weights(page), await weights(page));
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.context().close();
  });

  it('reads the page in Korean, and in English again', async () => {
    const { page } = await visitTrained();
    await page.locator('html').evaluate((html) => html.setAttribute('lang', 'ko'));
    await page.getByRole('heading', { name: '설정' }).waitFor();
    await page.getByRole('grid', { name: /혼동 행렬/ }).waitFor();
    expect(await matrix(page).count()).toBe(0);
    await page.locator('html').evaluate((html) => html.setAttribute('lang', 'en'));
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.context().close();
  });

  it('compares the run with another one, whose line is named by its difference', async () => {
    const { page, status } = await visitTrained();
    await page.locator('[name="learning-rate"]').fill('0.01');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText('Earlier runs').first().waitFor();
    await status(/^Finished: all 2 epochs/);
    await page
      .locator('fmnist-past-runs')
      .getByText(/0\.001/)
      .waitFor();

    const named = page.locator('fmnist-metrics-chart').first().locator('.note');
    expect(await named.count()).toBe(0);
    await page.locator('fmnist-past-runs').getByRole('row').nth(1).hover();
    await named.getByText('Run 1').waitFor();
    expect(await named.textContent()).toMatch(/Learning rate: 0\.001, now 0\.01/);
    await page.getByRole('heading', { name: 'Settings' }).hover();
    await named.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('can change only the learning rate during training', async () => {
    const { page } = await visitTrained();
    await page.locator('[name="epochs"]').fill('100000');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    expect(await page.locator('[name="epochs"]').isDisabled()).toBe(true);
    const heard = page.locator('fmnist-trainer').evaluate(
      (element: FmnistTrainer) =>
        new Promise<number>((resolve) => {
          element.addEventListener('fmnist-learning-rate', (event) => resolve(event.detail.learningRate));
        }),
    );
    await page.locator('[name="learning-rate"]').fill('0.0005');
    await page.locator('[name="learning-rate"]').press('Enter');
    expect(await heard).toBe(0.0005);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.context().close();
  });
});

describe('a page that inspects the network after every epoch', () => {
  it('uses less than half a megabyte more after 30 epochs than after 5', async () => {
    const { page } = await visit();
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element: FmnistTrainer) => {
      Object.assign(element, { dataSrc: '/data/small/', epochs: '31' });
    });
    const session = await page.context().newCDPSession(page);
    const heapAfter = async (epochs: number) => {
      await trainer.evaluate(async (element: FmnistTrainer, count) => {
        while (element.history.length < count) await element.step('epoch');
      }, epochs);
      const accuracy = await trainer.evaluate(
        (element: FmnistTrainer) => element.history.at(-1)?.valAccuracy ?? 0,
      );
      await page.getByText(`${(100 * accuracy).toFixed(2)}% of 500 recognised`).waitFor();
      return heapOnceCollected();
    };
    // Memory of finalisers and of pending messages is freed some turns later, so this takes the least of several measurements.
    const heapOnceCollected = async () => {
      const sizes: number[] = [];
      for (let look = 0; look < 8; look++) {
        await session.send('HeapProfiler.collectGarbage');
        sizes.push((await session.send('Runtime.getHeapUsage')).usedSize);
        await page.waitForTimeout(200);
      }
      return Math.min(...sizes);
    };
    const early = await heapAfter(5);
    expect((await heapAfter(30)) - early).toBeLessThan(500_000);
    await page.context().close();
  });
});

describe('with Tab and the arrow keys alone,', () => {
  it('a visitor reaches every part once, sees where the focus is, and leaves the trainer at its end', async () => {
    const { page } = await visitTrained();
    // A visitor with a keyboard takes longer to get there than the views' files to load.
    for (const tag of LAZY_TAGS) await showView(page, tag);
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        const path: string[] = [];
        while (element) {
          path.push(element.localName);
          if (!element.shadowRoot?.activeElement) break;
          element = element.shadowRoot.activeElement;
        }
        const shows = element?.matches(':focus-visible') ?? false;
        return { path: path.join(' '), inside: path.includes('fmnist-trainer'), shows };
      });
    await page.locator('fmnist-trainer').getByRole('button', { name: 'Train', exact: true }).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const parts = new Set<string>();
    let stops = 0;
    for (; stops < 150; stops++) {
      const { path, inside, shows } = await focused();
      if (!inside) break;
      expect(shows, `the focus shows on ${path}`).toBe(true);
      parts.add(path.split(' ')[1] ?? '');
      await page.keyboard.press('Tab');
    }
    expect(stops).toBeLessThan(150);
    expect([...parts]).toEqual([
      'fmnist-run-controls',
      'fmnist-progress-line',
      'fmnist-garment-pad',
      'fmnist-network',
      'fmnist-metrics-chart',
      'fmnist-epoch-slider',
      'fmnist-stored-runs',
      'fmnist-step',
      'fmnist-settings-form',
      'fmnist-share-link',
      'fmnist-epoch-table',
      'fmnist-download-menu',
      'fmnist-sample-gallery',
      'fmnist-confusion-matrix',
      'fmnist-first-layer',
    ]);
    await page.context().close();
  });

  it('a visitor moves within the gallery, the matrix and the weights', async () => {
    const { page } = await visitTrained();
    await gallery(page).getByRole('listbox').focus();
    expect(await garment(page).getAttribute('aria-posinset')).toBe('1');
    await page.keyboard.press('ArrowRight');
    expect(await garment(page).getAttribute('aria-posinset')).toBe('2');

    const cell = matrix(page).locator('[tabindex="0"]');
    const before = await cell.getAttribute('aria-label');
    await cell.focus();
    await page.keyboard.press('ArrowDown');
    expect(await cell.getAttribute('aria-label')).not.toBe(before);

    await showView(page, 'fmnist-first-layer');
    const unit = page.locator('fmnist-first-layer').locator('[role=option][tabindex="0"]');
    await unit.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await unit.getAttribute('aria-selected')).toBe('true');
    await page.context().close();
  });
});
