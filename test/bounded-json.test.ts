import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excessOf, FILE_BOUNDS, type JsonBounds, parseBounded, UnreadableJson } from '../worker/bounded-json';

const BOUNDS: JsonBounds = { depth: 3, most: { '[': 10, '{': 5, ':': 6, ',': 20, '"': 40 } };

test('JSON within the bounds is parsed as by JSON.parse', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseBounded(text, FILE_BOUNDS)).toEqual(JSON.parse(text));
    }),
  );
});

describe('too many of a mark', () => {
  test.each(Object.entries(BOUNDS.most))('%s: %i are accepted, one more is not', (mark, most) => {
    const bounds = { ...BOUNDS, depth: Number.POSITIVE_INFINITY };
    expect(excessOf(`${mark} `.repeat(most), bounds)).toBeNull();
    expect(excessOf(`${mark} `.repeat(most + 1), bounds)).toBe(`more than ${most} “${mark}” characters`);
  });

  test('a mark without a bound may occur any number of times', () => {
    expect(excessOf(','.repeat(1000), { depth: 3, most: {} })).toBeNull();
  });
});

describe('too many levels', () => {
  test.each([
    ['[[[1]]]', '[[[[1]]]]'],
    ['{"a":{"b":{"c":1}}}', '{"a":{"b":{"c":{}}}}'],
    ['[{"a":[1]},{"b":[2]}]', '[{"a":[{}]}]'],
  ])('%s is accepted, %s is not', (three, four) => {
    expect(excessOf(three, BOUNDS)).toBeNull();
    expect(excessOf(four, BOUNDS)).toBe('more than 3 levels');
  });

  test('brackets inside strings are no levels, whatever is escaped', () => {
    expect(excessOf('["[[[[", "\\"[[[", "\\\\"]', BOUNDS)).toBeNull();
    expect(excessOf('["\\\\", [[[1]]]]', BOUNDS)).toBe('more than 3 levels');
    expect(excessOf('["[[[[', BOUNDS)).toBeNull();
  });

  test('the depth is that of the parsed value, whatever the value', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 6 }), (text, depth) => {
        const isTooDeep = excessOf(text, { depth, most: {} }) !== null;
        expect(isTooDeep).toBe(depthOf(JSON.parse(text)) > depth);
      }),
    );
  });
});

test('what is refused is never parsed: six million `[`, with and without their ends', () => {
  for (const text of ['['.repeat(6e6), '['.repeat(3e6) + ']'.repeat(3e6)]) {
    expect(() => parseBounded(text, FILE_BOUNDS)).toThrow(UnreadableJson);
    expect(() => parseBounded(text, FILE_BOUNDS)).toThrow('JSON with more than 100000 “[” characters');
  }
});

test('text that is not JSON is refused with the parser’s own words', () => {
  expect(() => parseBounded('{"a": ', FILE_BOUNDS)).toThrow(UnreadableJson);
});
