import { expect, test } from 'vitest';
import { compactMarkup } from '../../../scripts/build/compact-markup.mjs';

const value = (code: string) => ['$', '{', code, '}'].join('');

test('line breaks become one space together with the spaces around them, between tags and inside them', () => {
  expect(compactMarkup('html`<p\n  class="a"\n>\n    two words\n</p>\n`')).toBe(
    'html`<p class="a" > two words </p> `',
  );
  expect(compactMarkup('html`<b>a</b>  <i>b</i>`')).toBe('html`<b>a</b>  <i>b</i>`');
});

test('so do those of nested templates, and the code around templates does not change', () => {
  const source = `html\`<p>\n  ${value('a // why\n  ? html`<b>\n  b</b>`\n  : c')}\n</p>\``;
  expect(compactMarkup(source)).toBe(`html\`<p> ${value('a // why\n  ? html`<b> b</b>`\n  : c')} </p>\``);
});

test('other templates do not change', () => {
  const source = 'const a: string = `one\n  two`; // html`\n\nconst b = css`p {\n}`;';
  expect(compactMarkup(source)).toBe(source);
});
