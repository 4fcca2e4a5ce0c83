import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer, StepInspection } from '../../src/index';
import { violations } from './violations';
import { closeBrowser, type Visit, visit } from './visit';

afterAll(closeBrowser);

const trainer = (page: Page) => page.locator('fmnist-trainer');
const step = (page: Page) => page.locator('fmnist-step');
const press = (page: Page, name: string) => step(page).getByRole('button', { name, exact: true }).click();
const panel = (page: Page) => step(page).getByRole('tabpanel');
/** The cells of the row that starts with a text. */
const row = (page: Page, name: string) =>
  panel(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
    .first()
    .getByRole('cell');

/** Five numbers of the next step, and where it is in the epoch. */
const numbers = (page: Page) =>
  trainer(page).evaluate(async (element: FmnistTrainer) => {
    const { step, steps, count, loss, metric, pipeline }: StepInspection = await element.inspectStep();
    return {
      place: `step ${step} of ${steps}`,
      count,
      firstImage: Number(pipeline.indices[0]),
      sum: loss.sum,
      mean: loss.mean,
      meanAfter: loss.meanAfter,
      total: metric.accuracy.after.total,
      byExample: metric.byExample[1],
      byBatch: metric.byBatch[1],
    };
  });

async function pausedVisit(): Promise<Visit> {
  const visited = await visit();
  const { page } = visited;
  await trainer(page).evaluate((element, given) => {
    Object.assign(element, given);
  }, settings);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await visited.status(/^Paused/);
  return visited;
}

/** A run that does not end before it is paused. Its last batch has 16 images. */
const settings = { dataSrc: '/data/small/', epochs: '100000' };

describe('a visitor who pauses a run', () => {
  it('walks one step through all six stages, with the numbers of inspectStep(), and takes it', async () => {
    const { page, requests, complaints } = await pausedVisit();
    expect(requests.filter((path) => /views\/step|step-inspection/.test(path))).toEqual([]);
    await press(page, 'Look inside');
    await panel(page).waitFor();
    expect(requests.filter((path) => /views\/step/.test(path))).toEqual(['/views/step.js']);
    const { place, firstImage, sum, mean, meanAfter, total, byExample } = await numbers(page);
    await step(page).getByText(place).waitFor();

    await panel(page).getByText('As a table').click();
    expect(await row(page, '1').nth(1).innerText()).toBe(firstImage.toLocaleString('en'));
    await press(page, 'Next');
    await panel(page).getByText('dense_1').first().waitFor();
    await press(page, 'Next');
    expect(await panel(page).innerText()).toContain(sum.toFixed(4));
    expect(await panel(page).innerText()).toContain(mean.toFixed(4));
    await press(page, 'Next');
    await panel(page).getByText('dense_1/kernel').waitFor();
    await press(page, 'Next');
    expect(await panel(page).innerText()).toContain(`${mean.toFixed(4)} → ${meanAfter.toFixed(4)}`);
    await press(page, 'Next');
    expect(await row(page, 'By example').nth(1).innerText()).toBe(byExample.toFixed(6));
    expect(Number.isInteger(total)).toBe(true);

    await press(page, 'Take this step');
    await expect.poll(() => step(page).locator('.head p').innerText()).not.toContain(place);
    expect((await numbers(page)).place).not.toBe(place);
    expect(await panel(page).getByRole('heading', { level: 4 }).first().innerText()).toBe('Pipeline');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('jumps to the short last batch and sees both averages', async () => {
    const { page, complaints } = await pausedVisit();
    await press(page, 'Look inside');
    await press(page, 'Go to the last batch');
    await expect.poll(() => step(page).locator('.head p').innerText()).toMatch(/step (\d+) of \1:/);
    await step(page).getByRole('tab', { name: 'Metrics' }).click();
    const { count, byExample, byBatch } = await numbers(page);
    expect(byBatch).not.toBe(byExample);
    expect(await row(page, 'By example').nth(1).innerText()).toBe(byExample.toFixed(6));
    expect(await row(page, 'By batch').nth(1).innerText()).toBe(byBatch.toFixed(6));
    await panel(page).getByText(`This batch has only ${count} images`).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('resumes with the view open, and sees the next step at the next pause; after a reset the view is empty', async () => {
    const { page, status } = await pausedVisit();
    await press(page, 'Look inside');
    const { place } = await numbers(page);
    await step(page).getByText(place).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await step(page).getByText('The run has continued.').waitFor();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await status(/^Paused/);
    const next = await numbers(page);
    await step(page).getByText(next.place).waitFor();
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await step(page).getByText('No run is paused.').waitFor();
    await page.context().close();
  });

  it('finds at every stage a link to the step of the lesson that explains it', async () => {
    const { page } = await pausedVisit();
    await press(page, 'Look inside');
    await panel(page).waitFor();
    const anchors: string[] = [];
    for (const tab of await step(page).getByRole('tab').all()) {
      await tab.click();
      const link = panel(page).getByRole('link', { name: 'Read about it in the lesson' });
      const { pathname, hash } = await link.evaluate((element: HTMLAnchorElement) => ({
        pathname: element.pathname,
        hash: element.hash,
      }));
      expect(pathname).toBe('/guide/lesson.html');
      anchors.push(hash);
    }
    expect(anchors).toEqual(['#step-2', '#step-1', '#step-3', '#step-4', '#step-4', '#step-5']);
    await panel(page).getByRole('link', { name: 'Read about it in the lesson' }).click();
    await page.waitForURL(/\/guide\/lesson\.html#step-5$/);
    await expect
      .poll(() => page.locator('#step-5').evaluate((heading) => heading.getBoundingClientRect().top))
      .toBeLessThan(900);
    await page.context().close();
  });

  it('needs only the keyboard', async () => {
    const { page } = await pausedVisit();
    await step(page).getByRole('button', { name: 'Look inside' }).focus();
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    expect(
      await step(page)
        .getByRole('heading', { level: 3 })
        .evaluate((title) => title.matches(':focus')),
    ).toBe(true);
    const status = step(page).getByRole('status');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (const name of ['Forward pass', 'Loss', 'Gradient tape', 'Optimizer', 'Metrics']) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => status.innerText()).toContain(name);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => status.innerText()).toContain('Stage 5 of 6');
    await page.context().close();
  });
});

describe.each([
  ['en', 'light', 1280],
  ['ko', 'dark', 360],
] as const)('in the language “%s”, %s, %i pixels wide, axe-core finds nothing', (lang, colorScheme, width) => {
  it('in any stage of a step', async () => {
    const { page } = await pausedVisit();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await trainer(page).evaluate((element: FmnistTrainer, given) => {
      element.lang = given;
    }, lang);
    await page.locator(`fmnist-trainer [lang=${lang}]`).first().waitFor();
    await step(page).getByRole('button').click();
    await panel(page).waitFor();
    for (const tab of await step(page).getByRole('tab').all()) {
      await tab.click();
      expect(await violations(page), await tab.innerText()).toEqual([]);
      expect(await panel(page).innerText()).toMatch(lang === 'ko' ? /[가-힣]/ : /[a-z]/);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
