import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';

const read = (name: string) => readFileSync(join(projectRoot(), 'static', name), 'utf8');
const english = read('index.html');
const korean = read('ko.html');

/** The tags of a page in their order, without those inside a sentence, which differ between languages. */
const outline = (page: string) =>
  [...page.matchAll(/<(link|script|h1|h2|p|pre|section|main|header|footer|fmnist-trainer)\b/g)].map(
    ([, tag]) => tag,
  );

/** The attributes of a page's trainer. */
const trainer = (page: string) => page.match(/<fmnist-trainer[^>]*>/)?.[0];

/** The code to copy. */
const code = (page: string) => page.match(/<pre>.*?<\/pre>/s)?.[0];

it('the landing page has the same parts in both languages', () => {
  expect(outline(korean)).toEqual(outline(english));
  expect(trainer(korean)).toBe(trainer(english));
  expect(code(korean)).toBe(code(english));
});

it.each([
  [english, 'en', 'ko', './ko.html'],
  [korean, 'ko', 'en', './index.html'],
])('each landing page names its language and links to the other', (page, own, other, file) => {
  expect(page).toContain(`<html lang="${own}">`);
  expect(page).toContain(`<link rel="alternate" hreflang="${other}" href="${file}" />`);
  expect(page).toContain(`<a class="language" href="${file}" lang="${other}" hreflang="${other}">`);
});
