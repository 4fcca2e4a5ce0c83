import { afterAll, describe, expect, it } from 'vitest';
import { openGuide } from './guide-visit';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

const SUMMARY = '#sorted-batches output';

describe('the page of the lesson', () => {
  it('shows how many kinds of clothing a batch of a sorted file has, for each size of the buffer', async () => {
    const { page, complaints } = await openGuide('lesson.html');
    const summary = page.locator(SUMMARY);
    const size = page.getByLabel('Shuffle buffer', { exact: true });
    await expect
      .poll(() => summary.innerText())
      .toBe('A batch has 1.7 kinds of clothing on average. Batch 1 has 1.');
    await size.selectOption('1');
    await expect
      .poll(() => summary.innerText())
      .toBe('A batch has 1.0 kinds of clothing on average. Batch 1 has 1.');
    await size.selectOption('60000');
    await expect
      .poll(() => summary.innerText())
      .toBe('A batch has 10.0 kinds of clothing on average. Batch 1 has 10.');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('describes one batch, with the arrow keys or under the pointer', async () => {
    const { page } = await openGuide('lesson.html');
    const picture = page.getByRole('slider', { name: 'The kinds of clothing in each of the 938 batches' });
    await picture.focus();
    for (const key of ['End', 'ArrowLeft', 'PageUp']) await page.keyboard.press(key);
    expect(await picture.getAttribute('aria-valuenow')).toBe('887');
    expect(await picture.getAttribute('aria-valuetext')).toBe(await page.locator(SUMMARY).innerText());
    await page.keyboard.press('Home');
    expect(await page.locator(SUMMARY).innerText()).toContain('Batch 1 has 1.');
    const { width = 0 } = (await picture.boundingBox()) ?? {};
    await picture.hover({ position: { x: width / 2, y: 10 } });
    expect(Number(await picture.getAttribute('aria-valuenow'))).toBeCloseTo(938 / 2, -1);
    await page.context().close();
  });

  it('is Korean for a Korean visitor, who can choose English and gets English on later visits', async () => {
    const { page } = await visit();
    const address = new URL('guide/lesson.html', page.url()).href;
    await page.addInitScript(() => Object.defineProperty(navigator, 'languages', { value: ['ko-KR', 'ko'] }));
    await page.goto(`${address}#adam`);
    await page.waitForURL(/lesson\.ko\.html#adam$/);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
    await page.locator('fmnist-trainer').getByRole('button', { name: '훈련', exact: true }).waitFor();

    await page.getByRole('link', { name: 'English', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'The lesson, step by step' }).waitFor();
    await page.goto(address);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('The lesson, step by step');
    await page.getByRole('link', { name: '한국어', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '수업을 한 단계씩' }).waitFor();
    await page.context().close();
  });

  it('is Korean for everyone who opens the Korean page', async () => {
    const { page } = await openGuide('lesson.ko.html');
    expect(await page.evaluate(() => navigator.language)).toMatch(/^en/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('수업을 한 단계씩');
    await page.context().close();
  });
});
