import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LESSON_FILES } from '../../scripts/guide/lesson/lesson-files.mjs';
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
  ['en', english, 'ko', './ko.html'],
  ['ko', korean, 'en', './index.html'],
] as const)(
  'the landing page “%s” names its language and links to the other, and at its top to the lesson',
  (own, page, other, file) => {
    expect(page).toContain(`<html lang="${own}">`);
    expect(page).toContain(`<link rel="alternate" hreflang="${other}" href="${file}" />`);
    expect(page).toContain(`<a class="language" href="${file}" lang="${other}" hreflang="${other}">`);
    expect(page.match(/<header>.*?<\/header>/s)?.[0]).toContain(`<a href="./guide/${LESSON_FILES[own]}">`);
  },
);

it('has a trainer whose stages link to the lesson', () => {
  expect(trainer(english)).toContain(' guide="./guide/"');
});

it('the English landing page and the page for unknown addresses have no Korean text but the name of the language', () => {
  for (const page of [english, read('404.html')]) {
    expect(page).toContain('<html lang="en">');
    expect(page.replace('>한국어<', '')).not.toMatch(/[가-힣]/);
  }
});
