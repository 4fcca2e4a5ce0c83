import { expect, test } from 'vitest';
import { compactMarkup } from '../../../scripts/build/compact-markup.mjs';

const value = (code: string) => ['$', '{', code, '}'].join('');

test('breaks of the line are one space with those around them, between tags and in them', () => {
  expect(compactMarkup('html`<p\n  class="a"\n>\n    two words\n</p>\n`')).toBe(
    'html`<p class="a" > two words </p> `',
  );
  expect(compactMarkup('html`<b>a</b>  <i>b</i>`')).toBe('html`<b>a</b>  <i>b</i>`');
});

test('so are those of templates in templates, and the code around them stays as it is', () => {
  const source = `html\`<p>\n  ${value('a // why\n  ? html`<b>\n  b</b>`\n  : c')}\n</p>\``;
  expect(compactMarkup(source)).toBe(`html\`<p> ${value('a // why\n  ? html`<b> b</b>`\n  : c')} </p>\``);
});

test('other templates are not touched', () => {
  const source = 'const a: string = `one\n  two`; // html`\n\nconst b = css`p {\n}`;';
  expect(compactMarkup(source)).toBe(source);
});
