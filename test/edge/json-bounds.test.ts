import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODY_BOUNDS, commasIn } from '../../edge/json-bounds';
import { excessOf } from '../../worker/bounded-json';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('JSON has at most', () => {
  test.each(Object.entries(BODY_BOUNDS.most))('of %s: %i', (mark, most) => {
    expect(excessOf(`${mark} `.repeat(most), BODY_BOUNDS)).toBeNull();
    expect(excessOf(`${mark} `.repeat(most + 1), BODY_BOUNDS)).toBe(`more than ${most} “${mark}” characters`);
  });
});

test('characters outside ASCII are found at any position', () => {
  for (let at = 0; at < 9; at++) {
    expect(commasIn(new Uint8Array(9).with(at, 0x7f))).toBe(0);
    expect(commasIn(new Uint8Array(9).with(at, 0x80))).toBeNull();
  }
  for (const at of [1019, 1020, 2039, 2040]) {
    expect(commasIn(new Uint8Array(2041).with(at, 0x80))).toBeNull();
  }
});

describe('commas are counted', () => {
  test.each(['', '0', '00', '1.5'])('with “%s” between them', (gap) => {
    for (const count of [0, 1, 1019, 1020, 1021, 262_145]) {
      expect(commasIn(bytes(`,${gap}`.repeat(count)))).toBe(count);
    }
  });

  test('as by a loop over all bytes', () => {
    const near = fc.constantFrom(0, 0x2b, 0x2c, 0x2d, 0x6c, 0x7f, 0x0c);
    fc.assert(
      fc.property(fc.array(near, { maxLength: 40 }), (some) => {
        expect(commasIn(Uint8Array.from(some))).toBe(some.filter((byte) => byte === 0x2c).length);
      }),
    );
  });
});
