import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer, StepInspection } from '../../src/index';
import { openGuide, setEpochs } from './guide-visit';
import { shifts } from './layout-shifts';
import { violations } from './violations';
import { closeBrowser } from './visit';

afterAll(closeBrowser);

/** The stages in the order of the lesson’s page, with their titles. */
const STAGES = {
  forward: 'Forward pass',
  pipeline: 'Pipeline',
  loss: 'Loss',
  tape: 'Gradient tape',
  optimizer: 'Optimizer',
  metric: 'Metrics',
};
type Stage = keyof typeof STAGES;

const trainer = (page: Page) => page.locator('fmnist-trainer');
const panel = (page: Page, stage: Stage) => page.locator(`fmnist-step[stage=${stage}]`);
/** The sentence and the button in the place of a panel. */
const invitation = (page: Page, stage: Stage) =>
  page.locator('.live-panel', { has: panel(page, stage) }).locator('.invitation');
const look = (page: Page, stage: Stage, name = 'Look inside') =>
  invitation(page, stage).getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => trainer(page).getByRole('button', { name, exact: true }).click();

/** Where in the epoch the step is that each opened panel shows. */
const places = (page: Page) => page.locator('fmnist-step .head p').allInnerTexts();

/** The same for a step of the first epoch in all panels. */
const stepInAll = (step: number, count = 64) =>
  Array(6).fill(`Epoch 1, step ${step} of 32: a batch of ${count} images.`);

const inspected = (page: Page) =>
  trainer(page).evaluate(async (element: FmnistTrainer) => {
    const { loss, metric, pipeline }: StepInspection = await element.inspectStep();
    return {
      firstImage: Number(pipeline.indices[0]).toLocaleString('en'),
      sum: loss.sum.toFixed(4),
      fall: `${loss.mean.toFixed(4)} → ${loss.meanAfter.toFixed(4)}`,
      byExample: metric.byExample[1].toFixed(6),
    };
  });

/** The lesson's page after Step batch, with all panels open. */
async function afterStepBatch() {
  const visited = await openGuide('lesson.html');
  await press(visited.page, 'Step batch');
  await expect.poll(() => places(visited.page)).toEqual(stepInAll(2));
  return visited;
}

describe('the panels of the lesson', () => {
  it('load nothing and show nothing before the reader asks', async () => {
    const { page, requests } = await openGuide('lesson.html');
    for (const stage of Object.keys(STAGES) as Stage[]) {
      await look(page, stage).scrollIntoViewIfNeeded();
      expect(await panel(page, stage).isVisible()).toBe(false);
    }
    expect(requests.filter((path) => /views\/|worker|inspection|\.wasm|data\//.test(path))).toEqual([]);
    await page.context().close();
  });

  it('show the same step of the page’s run after Step batch, with the numbers of inspectStep(), and move nothing', async () => {
    const { page, requests, complaints } = await openGuide('lesson.html');
    const before = await shifts(page);
    await press(page, 'Step batch');
    await expect.poll(() => places(page)).toEqual(stepInAll(2));
    expect((await shifts(page)).slice(before.length)).toEqual([]);
    const { firstImage, sum, fall, byExample } = await inspected(page);
    for (const [stage, title] of Object.entries(STAGES) as [Stage, string][]) {
      expect(await panel(page, stage).getByRole('heading', { level: 3 }).innerText()).toBe(title);
      expect(await invitation(page, stage).isVisible()).toBe(false);
    }
    await panel(page, 'pipeline').getByText('As a table').click();
    await panel(page, 'pipeline').getByRole('cell', { name: firstImage, exact: true }).first().waitFor();
    await panel(page, 'forward').getByText('dense_1').first().waitFor();
    await panel(page, 'loss').getByText(sum).first().waitFor();
    await panel(page, 'tape').getByText('dense_1/kernel').first().waitFor();
    await panel(page, 'optimizer').getByText(fall).first().waitFor();
    await panel(page, 'metric').getByText(byExample).first().waitFor();
    expect(requests.filter((path) => path === '/views/step.js')).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('follow the buttons of any panel, and those of the trainer', async () => {
    const { page } = await afterStepBatch();
    await panel(page, 'tape').getByRole('button', { name: 'Take this step' }).click();
    await expect.poll(() => places(page)).toEqual(stepInAll(3));
    await press(page, 'Step batch');
    await expect.poll(() => places(page)).toEqual(stepInAll(4));
    await panel(page, 'metric').getByRole('button', { name: 'Go to the last batch' }).click();
    await expect.poll(() => places(page)).toEqual(stepInAll(32, 16));
    await panel(page, 'metric').getByText('This batch has only 16 images').waitFor();
    await page.context().close();
  });

  it('keep their numbers while the run trains, and show the next step at the next pause', async () => {
    const { page } = await openGuide('lesson.html');
    await setEpochs(page, 100_000);
    await press(page, 'Step batch');
    await expect.poll(() => places(page)).toEqual(stepInAll(2));
    await press(page, 'Resume');
    const continued = page.locator('fmnist-step').getByText('The run has continued.');
    await expect.poll(() => continued.count()).toBe(6);
    expect(await places(page)).toEqual(stepInAll(2));
    await press(page, 'Pause');
    await expect.poll(() => places(page)).not.toContain(stepInAll(2)[0]);
    await expect.poll(async () => new Set(await places(page)).size).toBe(1);
    expect(await continued.count()).toBe(0);
    await page.context().close();
  });

  it('give way to their sentences when the run is reset', async () => {
    const { page } = await afterStepBatch();
    await press(page, 'Reset');
    for (const stage of Object.keys(STAGES) as Stage[]) {
      await look(page, stage).waitFor();
      expect(await panel(page, stage).isVisible()).toBe(false);
    }
    await page.context().close();
  });

  it('do not open again by themselves after the reader has closed them', async () => {
    const { page } = await afterStepBatch();
    await panel(page, 'metric').getByRole('button', { name: 'Close' }).click();
    await press(page, 'Step batch');
    await expect.poll(() => places(page)).toEqual(stepInAll(3).slice(1));
    await panel(page, 'metric').getByRole('button', { name: 'Look inside' }).click();
    await expect.poll(() => places(page)).toEqual(stepInAll(3));
    await page.context().close();
  });

  it('pass axe-core, wide and light, narrow and dark', async () => {
    const { page } = await afterStepBatch();
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.context().close();
  });
});

describe('“Look inside” at a step', () => {
  it('starts the run, opens that panel and takes the focus there; panels above stay closed, and nothing above moves', async () => {
    const { page } = await openGuide('lesson.html');
    await look(page, 'loss').scrollIntoViewIfNeeded();
    const heading = page.locator('#step-3');
    const top = () => heading.evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    await look(page, 'loss').focus();
    await page.keyboard.press('Enter');
    await panel(page, 'loss').locator('.head p').getByText('step 2 of').waitFor();
    expect(await top()).toBeCloseTo(before, 0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('stage'))).toBe('loss');
    for (const stage of ['forward', 'pipeline'] as const) {
      expect(await panel(page, stage).isVisible()).toBe(false);
      await look(page, stage).click();
      await panel(page, stage).locator('.head p').getByText('step 2 of').waitFor();
    }
    expect(new Set((await places(page)).filter(Boolean))).toEqual(new Set(stepInAll(2)));
    await page.context().close();
  });

  it('pauses a run that trains', async () => {
    const { page } = await openGuide('lesson.html');
    await setEpochs(page, 100_000);
    await press(page, 'Train');
    await trainer(page).getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await look(page, 'metric').click();
    await panel(page, 'metric').locator('.head p').getByText('a batch of').waitFor();
    expect(await trainer(page).evaluate((element: FmnistTrainer) => element.state)).toBe('paused');
    await page.context().close();
  });

  it('says that the run has failed, if it does', async () => {
    const { page } = await openGuide('lesson.html');
    await trainer(page).evaluate((element: FmnistTrainer) => {
      element.dataSrc = '/data/none/';
    });
    await look(page, 'pipeline').click();
    await invitation(page, 'pipeline').getByText('The run has failed.').waitFor();
    await trainer(page).getByRole('alert').first().waitFor();
    expect(await panel(page, 'pipeline').isVisible()).toBe(false);
    await page.context().close();
  });

  it('is Korean on the Korean page, and so is the panel', async () => {
    const { page } = await openGuide('lesson.ko.html');
    await look(page, 'forward', '들여다보기').click();
    await panel(page, 'forward').getByRole('heading', { level: 3, name: '순전파' }).waitFor();
    await panel(page, 'forward').locator('.head p').getByText('에포크 1, 스텝 2').waitFor();
    await page.context().close();
  });
});
