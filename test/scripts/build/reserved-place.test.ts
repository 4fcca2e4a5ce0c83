import { describe, expect, test } from 'vitest';
import { fitSegments, ownSegments, reservedPlace, rulesFor } from '../../../scripts/build/reserved-place.mjs';

const WIDTHS = Array.from({ length: 100 }, (_, i) => 300 + 4 * i);
const heightsOf = (height: (width: number) => number) => WIDTHS.map(height);

describe('heights', () => {
  test('of one line are one segment', () => {
    const [segment, ...others] = fitSegments(
      WIDTHS,
      heightsOf((width) => 2 * width + 30),
    );
    expect(segment).toMatchObject({ from: 300, to: Infinity, share: 2, rest: 30 });
    expect(others).toEqual([]);
  });

  test('with a step are two segments, which meet where it is', () => {
    const segments = fitSegments(
      WIDTHS,
      heightsOf((width) => (width < 500 ? width : 200)),
    );
    expect(segments.map(({ from, to }) => [from, to])).toEqual([
      [300, 500],
      [500, Infinity],
    ]);
  });

  test('are met to 12 pixels by few segments', () => {
    const heights = heightsOf((width) => 400 + 10 * Math.floor(width / 40));
    const segments = fitSegments(WIDTHS, heights);
    for (const [i, width] of WIDTHS.entries()) {
      const { share, rest } = segments.find(({ to }) => width < to) as { share: number; rest: number };
      expect(Math.abs(share * width + rest - Number(heights[i]))).toBeLessThanOrEqual(12);
    }
    expect(segments.length).toBeLessThan(5);
  });

  test('of another language have segments only where they are more than 24 pixels from those of English', () => {
    const english = fitSegments(
      WIDTHS,
      heightsOf(() => 400),
    );
    const heights = heightsOf((width) => (width >= 400 && width < 500 ? 440 : 420));
    expect(ownSegments(WIDTHS, heights, english)).toEqual([{ from: 400, to: 500, share: 0, rest: 440 }]);
    expect(
      ownSegments(
        WIDTHS,
        heightsOf(() => 420),
        english,
      ),
    ).toEqual([]);
  });
});

test('the rule of a narrower place follows that of a wider one, in em and shares of the width', () => {
  const segments = [
    { from: 300, to: 480, share: 1, rest: 32 },
    { from: 480, to: Infinity, share: 0, rest: 160 },
  ];
  expect(rulesFor('x', 'height', segments)).toBe(
    'x {\n  height: 10em;\n}\n@container (width < 30em) {\n  x {\n    height: calc(100cqi + 2em);\n  }\n}',
  );
});

test('each view has its rules, and the first those of an element without the attribute', () => {
  const measured = (english: number, korean: number) => ({
    widths: WIDTHS,
    heights: { en: heightsOf(() => english), ko: heightsOf((width) => (width < 400 ? korean : english)) },
  });
  const extra = { selector: '[autosave="off"]', property: 'margin-block-end', measured: measured(-48, -48) };
  const css = reservedPlace([
    { view: 'full', measured: measured(100, 100), extras: [] },
    { view: 'charts', measured: measured(160, 192), extras: [extra] },
  ]);
  const rules = css.slice(css.indexOf('/* view="full" */')).split('\n');
  const charts = 'fmnist-trainer[view="charts"]';
  const notDrawn = ':is(:not(:defined), :state(loading-language))::before';
  expect(rules).toEqual([
    '/* view="full" */',
    `fmnist-trainer:not([view="charts"])${notDrawn} {`,
    '  height: 6.25em;',
    '}',
    '/* view="charts" */',
    `${charts}${notDrawn} {`,
    '  height: 10em;',
    '}',
    '@container (width >= 18.75em) and (width < 25em) {',
    `  ${charts}:lang(ko)${notDrawn} {`,
    '    height: 12em;',
    '  }',
    '}',
    `${charts}[autosave="off"]${notDrawn} {`,
    '  margin-block-end: -3em;',
    '}',
    '',
  ]);
});
