import { describe, expect, it } from 'vitest';
import { relativeTo, withReferences } from '../../../scripts/build/page-references.mjs';

const MOVED: Readonly<Record<string, string>> = {
  'page.css': 'assets/1/page.css',
  'guide/guide.css': 'assets/1/guide/guide.css',
  'pretrained/lesson/model.json': 'assets/1/pretrained/lesson/model.json',
};
const rewritten = (html: string, page = 'index.html') => withReferences(html, page, (path) => MOVED[path]);

describe('a reference to a file that moved', () => {
  it.each([
    ['index.html', 'page.css', './assets/1/page.css'],
    ['index.html', './page.css', './assets/1/page.css'],
    ['index.html', '/page.css', './assets/1/page.css'],
    ['guide/index.html', '../page.css', '../assets/1/page.css'],
    ['guide/index.html', './guide.css', '../assets/1/guide/guide.css'],
    ['guide/more/x.html', '../guide.css?a=1#b', '../../assets/1/guide/guide.css?a=1#b'],
  ])('of %s is rewritten: %s becomes %s', (page, from, to) => {
    expect(rewritten(`<link rel="stylesheet" href="${from}" />`, page)).toBe(
      `<link rel="stylesheet" href="${to}" />`,
    );
  });

  it('is rewritten in each attribute that names a file, also in those of the element, with either quotes', () => {
    expect(rewritten(`<fmnist-trainer\n  epochs="3" weights = 'pretrained/lesson/model.json'>`)).toBe(
      `<fmnist-trainer\n  epochs="3" weights = "./assets/1/pretrained/lesson/model.json">`,
    );
    expect(rewritten('<img alt="a > b" src="page.css">')).toBe('<img alt="a > b" src="./assets/1/page.css">');
  });
});

describe('a reference that stays unchanged', () => {
  it.each([
    ['a page', '<a href="./guide/">'],
    ['another site', '<a href="https://example.com/page.css">'],
    ['data', `<link rel="icon" href="data:image/svg+xml,%3Csvg href='page.css'%3E">`],
    ['a place on the page', '<a href="#page.css">'],
    ['a name that is not an address', '<fmnist-trainer weights="pretrained">'],
    ['another attribute', '<p id="page.css" title="src=\'page.css\'">'],
    ['code that is shown', '<code>&lt;link href="page.css"&gt;</code>'],
    ['a comment', '<!-- <link href="page.css"> -->'],
  ])('is %s', (_, html) => {
    expect(rewritten(html)).toBe(html);
  });
});

it('a folder of the site keeps its slash', () => {
  expect(relativeTo('index.html', 'data/1/')).toBe('./data/1/');
  expect(relativeTo('guide/index.html', 'data/1/')).toBe('../data/1/');
});
