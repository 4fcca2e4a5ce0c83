import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishedReadme } from '../../../scripts/build/published-readme.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { EXAMPLE_ADDRESSES, NO_ADDRESSES } from '../../fixtures/example-addresses';

const README = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
const PLACE = '<!-- addresses: filled in -->\nClone it.\n<!-- /addresses -->\n';
/** What takes its place. */
const LINKS =
  '**Try it:** open the [demo](https://trainer.example/) or read the [guide](https://trainer.example/guide/). The source is in the [repository](https://github.com/example/trainer).\n';

const published = (text: string, addresses = EXAMPLE_ADDRESSES) =>
  publishedReadme(text, { addresses, version: '1.2.3' });

describe('README.md on npm’s page', () => {
  test('links demo, guide and repository in place of the commands for a clone', () => {
    expect(published(`A\n${PLACE}B\n`)).toBe(`A\n${LINKS}B\n`);
    expect(published(README)).toContain(LINKS);
  });

  test.each([
    ['a document', '[data](docs/data.md#hosts)', '[data](FILES/blob/v1.2.3/docs/data.md#hosts)'],
    ['code as a link', '[`a`](src/a.ts)', '[`a`](FILES/blob/v1.2.3/src/a.ts)'],
    ['a picture', '![A](docs/a.jpg)', '![A](FILES/raw/v1.2.3/docs/a.jpg)'],
    ['a picture in HTML', '<img alt="A" src="docs/a.svg">', '<img alt="A" src="FILES/raw/v1.2.3/docs/a.svg">'],
    [
      'its dark variant',
      '<source media="x" srcset="a.jpg">',
      '<source media="x" srcset="FILES/raw/v1.2.3/a.jpg">',
    ],
  ])('leads to the repository at the version’s tag: %s', (_name, text, expected) => {
    expect(published(PLACE + text)).toBe(LINKS + expected.replace('FILES', EXAMPLE_ADDRESSES.repository));
  });

  test.each([
    ['an anchor', '[below](#below)'],
    ['an address', '[w](https://w.example/a.md)'],
    ['a mail address', '[m](mailto:a@w.example)'],
    ['a block of code', '```html\n<script src="fmnist-trainer.js"></script>\n```'],
    ['code in a sentence', 'Write `[a](b.md)` or `<img src="b.png">`.'],
  ])('keeps %s', (_name, text) => {
    expect(published(PLACE + text)).toBe(LINKS + text);
  });

  test('stays as it is while there are no addresses', () => {
    expect(published(README, NO_ADDRESSES)).toBe(README);
  });

  test('has no relative link left', () => {
    const prose = published(README).replace(/^```.*?^```$|`[^`\n]+`/gms, '');
    const targets = [...prose.matchAll(/\]\(([^)]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(
      ([, inMarkdown, inHtml]) => inMarkdown ?? inHtml,
    );
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.filter((target) => !target?.startsWith('https://'))).toEqual([]);
  });

  test('must have a place for demo and guide', () => {
    expect(() => published('# A\n')).toThrow(
      /^readme-place: README\.md has no place for the links to demo and guide\. Put /,
    );
  });
});
