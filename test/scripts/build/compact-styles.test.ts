import { expect, test } from 'vitest';
import { compactStyles } from '../../../scripts/build/compact-styles.mjs';

const compact = (css: string) => compactStyles(`css\`${css}\``).slice('css`'.length, -1);

test('comments and unnecessary spaces are removed', () => {
  expect(compact('\n  :host {\n    /* why */\n    color: red;\n    margin: 0 1px;\n  }\n')).toBe(
    ':host{color:red;margin:0 1px}',
  );
});

test('a space between two selectors, before a pseudo-class and around an operator stays', () => {
  expect(compact('.a :hover, .b > .c { width: calc(1px + 2%); }')).toBe(
    '.a :hover,.b > .c{width:calc(1px + 2%)}',
  );
  expect(compact('@media (width < 2rem) { p { top: 0; } }')).toBe('@media (width < 2rem){p{top:0}}');
});

test('quoted texts do not change, nor do inserted expressions', () => {
  expect(compact(".a::after { content: ' · ; ' / ''; }")).toBe(".a::after{content:' · ; ' / ''}");
  const part = '$' + '{width}';
  expect(compact(`.a { width: ${part}px; }`)).toBe(`.a{width:${part}px}`);
});

test('code outside of style templates does not change', () => {
  const source = "const a = html`<p>  {  }  </p>`;\nconst b = '  ;  ';\n";
  expect(compactStyles(source)).toBe(source);
});

test('comments that name a style sheet do not change, nor does the code after them', () => {
  const source = '/** See `my.css`. */\n// why\nconst a =  1;\n/** The state `b`. */\nconst b =  2;\n';
  expect(compactStyles(source)).toBe(source);
  expect(compactStyles(`${source}const c = css\`p {  color: red; }\`;`)).toBe(
    `${source}const c = css\`p{color:red}\`;`,
  );
});
