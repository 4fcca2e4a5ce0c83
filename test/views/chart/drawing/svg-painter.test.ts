import { expect, test } from 'vitest';
import { PAPER } from '../../../../src/views/chart/chart-file';
import type { Shape } from '../../../../src/views/chart/drawing/shapes';
import { svgOf } from '../../../../src/views/chart/drawing/svg-painter';

const options = {
  width: 100,
  height: 50,
  title: 'Loss',
  unit: 'nats',
  description: 'Falling.',
  language: 'en',
  colours: PAPER,
  fontFamily: "'A B', sans-serif",
};
/** The lines of a document made of shapes, without its frame and its description. */
const painted = (...shapes: Shape[]) => svgOf(shapes, options).trim().split('\n').slice(4, -1);

test('the document has a name, and a white background', () => {
  expect(svgOf([], options)).toBe(
    `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" lang="en" role="img" font-family="'A B', sans-serif">
<title>Loss, nats</title>
<desc>Falling.</desc>
<rect width="100" height="50" fill="#ffffff"/>
</svg>
`,
  );
});

test('a line is one path, exact to hundredths of a pixel, with the name of its series', () => {
  const line = { kind: 'line', points: [0, 1.2345, 10, 20], colour: 'ink', width: 1.5 } as const;
  expect(painted({ ...line, series: 'train', dash: [5, 4] })).toEqual([
    '<path class="train" fill="none" stroke="#1b1b19" stroke-width="1.5" stroke-linejoin="round" stroke-dasharray="5 4" d="M0 1.23L10 20"/>',
  ]);
  expect(painted(line)[0]).not.toMatch(/class|dasharray/);
});

test('a text is escaped, and has an outline that is not read out', () => {
  const text = {
    kind: 'text',
    words: '<a & "b">',
    x: 1,
    y: 2,
    size: 11,
    colour: 'ink',
    anchor: 'end',
  } as const;
  expect(painted(text)).toEqual([
    '<text x="1" y="2" font-size="11" text-anchor="end" fill="#1b1b19">&lt;a &amp; &quot;b&quot;&gt;</text>',
  ]);
  const [rimmed] = painted({ ...text, anchor: 'start', bold: true, words: 'b', rim: 'surface' });
  expect(rimmed).toBe(
    '<text x="1" y="2" font-size="11" font-weight="600" fill="none" stroke="#ffffff" stroke-width="4" stroke-linejoin="round" aria-hidden="true">b</text>' +
      '<text x="1" y="2" font-size="11" font-weight="600" fill="#1b1b19">b</text>',
  );
});

test('a group is moved, and shows nothing outside of its clip, which needs no id', () => {
  const dot = { kind: 'dot', x: 5, y: 6, radius: 4, colour: 'accent', rim: 'surface' } as const;
  expect(painted({ kind: 'group', at: [20, 30], clip: [1, 2, 3, 4], shapes: [dot] })).toEqual([
    '<g transform="translate(20 30)"><svg x="1" y="2" width="3" height="4" viewBox="1 2 3 4">' +
      '<circle cx="5" cy="6" r="4" fill="#00647c" stroke="#ffffff" stroke-width="1.5"/></svg></g>',
  ]);
});

test('a hairline is on whole pixels', () => {
  expect(painted({ kind: 'rule', from: 1, to: 9, y: 3.4, colour: 'line' })).toEqual([
    '<path d="M1 3.5L9 3.5" stroke="#e3e1db" shape-rendering="crispEdges"/>',
  ]);
});
