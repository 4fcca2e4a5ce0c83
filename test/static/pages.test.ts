import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LESSON_FILES } from '../../scripts/guide/lesson/lesson-files.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';

const read = (file: string) => readFileSync(join(projectRoot(), 'static', file), 'utf8');

describe('the landing page', () => {
  test('links to the lesson at its top', () => {
    const [, header = ''] = /<header>([\s\S]*?)<\/header>/.exec(read('index.html')) ?? [];
    expect(header).toContain(`<a href="./guide/${LESSON_FILES.en}">`);
  });

  test('has a trainer whose stages link to the lesson', () => {
    expect(read('index.html')).toMatch(/<fmnist-trainer [^>]*\bguide="\.\/guide\/"/);
  });
});

test.each(['index.html', '404.html'])('the page %s is in English, and says so', (file) => {
  expect(read(file)).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(read(file)).not.toMatch(/[가-힣]/);
});
