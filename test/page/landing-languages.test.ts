import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { violations } from './violations';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

const ENGLISH = 'Teach a browser tab to tell a shirt from a sandal';
const KOREAN = '브라우저 탭에게 셔츠와 샌들을 구별하는 법을 가르쳐 보세요';
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

it('the landing page is Korean for a Korean visitor, who can choose English and gets English on later visits', async () => {
  const { page } = await visit('', 'block', 'on');
  const home = page.url();
  await page.addInitScript(() => Object.defineProperty(navigator, 'languages', { value: ['ko-KR', 'ko'] }));
  await page.goto(`${home}?epochs=3#how`);
  await page.waitForURL(/\/ko\.html\?epochs=3#how$/);
  expect(await heading(page).innerText()).toBe(KOREAN);
  await page.locator('fmnist-trainer').getByRole('button', { name: '훈련', exact: true }).waitFor();
  await page.getByText('설정 양식의 모든 항목은').waitFor();

  await page.getByRole('link', { name: 'English', exact: true }).click();
  await heading(page).getByText(ENGLISH).waitFor();
  await page.goto(home);
  expect(await heading(page).innerText()).toBe(ENGLISH);
  await page.getByRole('link', { name: '한국어', exact: true }).click();
  await heading(page).getByText(KOREAN).waitFor();
  await page.context().close();
});

it('a Korean visitor whose browser stores nothing can also choose English', async () => {
  const { page } = await visit('', 'block', 'on');
  const home = page.url();
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'languages', { value: ['ko-KR', 'ko'] });
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await page.goto(home);
  await page.waitForURL(/\/ko\.html$/);
  await page.getByRole('link', { name: 'English', exact: true }).click();
  await heading(page).getByText(ENGLISH).waitFor();
  await page.reload();
  await heading(page).getByText(ENGLISH).waitFor();
  await page.waitForTimeout(500);
  expect(await heading(page).innerText()).toBe(ENGLISH);
  await page.context().close();
});

it('the Korean landing page is Korean for everyone, fits into 320 pixels, and passes axe-core', async () => {
  const { page, complaints } = await visit('ko.html', 'block', 'on');
  expect(await page.evaluate(() => navigator.language)).toMatch(/^en/);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
  expect(await heading(page).innerText()).toBe(KOREAN);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(complaints).toEqual([]);
  await page.context().close();
});
