import { expect, test } from 'vitest';
import { compactStyles } from '../../../scripts/build/compact-styles.mjs';
import { inOwnUnit } from '../../../scripts/build/own-unit.mjs';

test('a length in u becomes a multiple of the font size of the view', () => {
  expect(inOwnUnit('margin: 2.25u auto -0.25u')).toBe(
    'margin: calc(var(--fmnist-u)*2.25) auto calc(var(--fmnist-u)*-.25)',
  );
  expect(inOwnUnit('font: 400 1u/1.5 serif')).toBe('font: 400 var(--fmnist-u)/1.5 serif');
  expect(inOwnUnit('height: calc(100cqi + 44u)')).toBe('height: calc(100cqi + calc(var(--fmnist-u)*44))');
});

test('the condition of a container query is in em, since it cannot read a custom property', () => {
  expect(inOwnUnit('@container (43.5u > width >= 34u) { p { top: 1.5u; } }')).toBe(
    '@container (43.5em > width >= 34em) { p { top: calc(var(--fmnist-u)*1.5); } }',
  );
});

test('names, colours and other units do not change', () => {
  const css = '.u1u { color: #0a1u; width: 12px; --a-2u: 1ux; translate: 0 -0.1em }';
  expect(inOwnUnit(css)).toBe(css);
});

test('the style templates of a source are rewritten, quoted text and other code are not', () => {
  const source = "const a = css`p { top: 2u; } p::before { content: '2u'; }`; const words = '2u';";
  expect(compactStyles(source)).toBe(
    "const a = css`p{top:calc(var(--fmnist-u)*2)}p::before{content:'2u'}`; const words = '2u';",
  );
});
