import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, showView, visit } from './visit';

afterAll(closeBrowser);

describe('the picture of the network', () => {
  it('changes with the settings, the training, the pad, the gallery and the chosen epoch', async () => {
    const { page, status, complaints } = await visit();
    const set = (properties: Record<string, unknown>) =>
      page.locator('fmnist-trainer').evaluate((element, given) => {
        Object.assign(element, given);
      }, properties);
    const picture = page.locator('fmnist-network');
    const state = picture.locator('.head > p');
    const units = () => picture.locator('table').first().locator('tbody td:nth-of-type(1)').allTextContents();
    const logits = async () =>
      (await picture.locator('table').last().locator('tbody td').allTextContents()).join();

    await set({ dataSrc: '/data/small/', epochs: '3' });
    await showView(page, 'fmnist-network');
    await expect.poll(() => state.textContent()).toBe('The network of these settings. It is not trained yet.');
    expect(await units()).toEqual(['64', '64']);
    await set({ hiddenUnits: '32,16,8' });
    await expect.poll(units).toEqual(['32', '16', '8']);

    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await status(/^Finished: all 3 epochs/);
    await expect.poll(() => state.textContent()).toBe('Computed with the weights after epoch 3.');
    const ofFirstImage = await logits();
    expect(ofFirstImage).not.toContain('–');

    await showView(page, 'fmnist-garment-pad');
    await page.locator('fmnist-garment-pad').getByRole('button', { name: 'Trouser' }).click();
    await expect.poll(logits).not.toBe(ofFirstImage);
    const ofTrouser = await logits();

    await set({ viewedEpoch: 1 });
    await expect.poll(() => state.textContent()).toBe('Computed with the weights after epoch 1.');
    await expect.poll(logits).not.toBe(ofTrouser);
    await set({ viewedEpoch: null });
    await expect.poll(logits).toBe(ofTrouser);

    await showView(page, 'fmnist-sample-gallery');
    await page.locator('fmnist-sample-gallery').getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(logits).toBe(ofFirstImage);

    await set({ hiddenUnits: '8' });
    await expect
      .poll(() => state.textContent())
      .toBe('The network of the next run. The trained network has other layers.');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
