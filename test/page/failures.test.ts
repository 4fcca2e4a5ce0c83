import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, showView, type Visit, visit } from './visit';

afterAll(closeBrowser);

/** The page with a data set that trains in a second, served like the real one. */
async function visitWithSmallData(): Promise<Visit> {
  const visited = await visit();
  await visited.page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
    Object.assign(element, { dataSrc: '/data/small/', epochs: '2' });
  });
  return visited;
}

const button = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true });
const stateOf = ({ page }: Visit) =>
  page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.state);

async function trainToTheEnd(visited: Visit): Promise<void> {
  await button(visited, 'Train').click();
  await visited.status(/^Finished: all 2 epochs/);
}

describe('the page, when something fails,', () => {
  it('says that the device is offline, keeps the previous run, and continues with Retry', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    await trainToTheEnd(visited);
    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      element.dataSrc = '/data/small/?again';
    });
    await page.context().setOffline(true);
    await button(visited, 'Train').click();
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    await alert.getByText('This device is offline.').waitFor();
    expect(await alert.textContent()).toContain('data-unreachable');
    expect(
      await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.history.length),
    ).toBe(2);

    await page.context().setOffline(false);
    await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => {
      element.dataSrc = '/data/small/';
    });
    await button(visited, 'Retry').click();
    await visited.status(/^Finished: all 2 epochs/);
    expect(await alert.textContent()).toBe('');
    await page.context().close();
  });

  it.each([429, 500, 503])(
    'says that the data’s host is busy, with status %i, and trains with Retry',
    async (status) => {
      const visited = await visitWithSmallData();
      const { page } = visited;
      const busy = { status, headers: { 'Retry-After': '3600' }, body: 'busy' };
      await page.route('**/data/small/**', (route) => route.fulfill(busy));
      await button(visited, 'Train').click();
      const alert = page.locator('fmnist-error-panel').getByRole('alert');
      await alert.getByText('The server is busy.').waitFor();
      expect(await alert.textContent()).toContain('host-busy');
      expect(await alert.textContent()).toContain('Retry-After: 3600');
      await page.unroute('**/data/small/**');
      await button(visited, 'Retry').click();
      await visited.status(/^Finished: all 2 epochs/);
      await page.context().close();
    },
  );

  it('marks the field of an invalid setting and keeps the finished run', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    await trainToTheEnd(visited);
    await page.locator('[name="epochs"]').fill('abc');
    await button(visited, 'Train').click();
    await page.getByRole('alert').getByText('epochs="abc"').waitFor();
    expect(await page.locator('[name="epochs"]').getAttribute('aria-invalid')).toBe('true');
    expect(await stateOf(visited)).toBe('finished');
    expect(
      await page.locator('fmnist-trainer').evaluate((element: FmnistTrainer) => element.history.length),
    ).toBe(2);
    await page.context().close();
  });

  it('offers the cpu backend if the WebAssembly file is missing, and trains on it when asked', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'not found' }));
    await button(visited, 'Train').click();
    await page.getByRole('alert').getByText('wasm-file').waitFor();
    expect(await stateOf(visited)).toBe('failed');
    await button(visited, 'Use the slow cpu backend').click();
    await visited.status(/^Finished: all 2 epochs/);
    await page.getByText('tfjs, plain JavaScript, 1 thread').waitFor();
    await page.context().close();
  });

  it('says that the worker’s file is missing, and starts it with Retry once it exists', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    await page.route('**/worker.js', (route) => route.fulfill({ status: 404, body: 'not found' }));
    await button(visited, 'Train').click();
    await page.getByRole('alert').getByText('worker-start').waitFor();
    await page.unroute('**/worker.js');
    await button(visited, 'Retry').click();
    await visited.status(/^Finished: all 2 epochs/);
    await page.context().close();
  });

  it('stops a run whose loss is no longer a number, and names step and learning rate', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    await page.locator('[name="optimizer"]').selectOption('sgd');
    await page.locator('[name="learning-rate"]').fill('1e30');
    await button(visited, 'Train').click();
    const alert = page.locator('fmnist-error-panel').getByRole('alert');
    await alert.getByText('loss-not-finite').waitFor();
    expect(await alert.textContent()).toMatch(/at step \d+ of epoch 1, with learning rate 1e\+30/);
    expect(await stateOf(visited)).toBe('failed');
    await page.context().close();
  });

  it('keeps the epochs of a run that fails later, and the network of the last one', async () => {
    const visited = await visitWithSmallData();
    const { page } = visited;
    const trainer = page.locator('fmnist-trainer');
    await trainer.evaluate((element: FmnistTrainer) => {
      Object.assign(element, { epochs: '9', optimizer: 'sgd' });
    });
    await button(visited, 'Step epoch').click();
    await visited.status(/^Paused/);
    await button(visited, 'Step epoch').click();
    await expect.poll(() => trainer.evaluate((element: FmnistTrainer) => element.history.length)).toBe(2);
    await page.locator('[name="learning-rate"]').fill('1e30');
    await page.locator('[name="learning-rate"]').press('Enter');
    await button(visited, 'Resume').click();
    await page.locator('fmnist-error-panel').getByRole('alert').getByText('loss-not-finite').waitFor();

    await showView(page, 'fmnist-garment-pad');
    const pad = page.locator('fmnist-garment-pad');
    await pad.getByRole('button', { name: 'Trouser' }).click();
    await pad.getByText(/^Looks like/).waitFor();
    const matrix = page.getByRole('grid', { name: /^Confusion matrix/ });
    const numbers = () => matrix.getByRole('gridcell').allTextContents();
    const last = await numbers();
    await page.getByRole('slider', { name: 'Epoch after which the network is shown' }).focus();
    await page.keyboard.press('Home');
    await page.getByText('Showing the network after epoch 1.').waitFor();
    await expect.poll(numbers).not.toEqual(last);
    await page.context().close();
  });
});
