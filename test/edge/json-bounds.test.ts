import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BODY_BOUNDS, excessIn } from '../../edge/json-bounds';
import { excessOf } from '../../worker/bounded-json';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('JSON has at most', () => {
  test.each(Object.entries(BODY_BOUNDS.most))('of %s: %i', (mark, most) => {
    expect(excessOf(`${mark} `.repeat(most), BODY_BOUNDS)).toBeNull();
    expect(excessOf(`${mark} `.repeat(most + 1), BODY_BOUNDS)).toBe(`more than ${most} “${mark}” characters`);
  });

  test('262,144 commas, wherever they are', () => {
    for (const gap of ['', '0', '00', '1.5']) {
      expect(excessIn(bytes(`,${gap}`.repeat(262_144)))).toBeNull();
      expect(excessIn(bytes(`,${gap}`.repeat(262_145)))).toBe('more than 262144 “,” characters');
    }
  });

  test('no character outside ASCII, at any position', () => {
    for (let at = 0; at < 9; at++) {
      expect(excessIn(new Uint8Array(9).with(at, 0x7f))).toBeNull();
      expect(excessIn(new Uint8Array(9).with(at, 0x80))).toBe('characters outside ASCII');
    }
  });
});

test('commas are counted as by a loop over all bytes', () => {
  const near = fc.constantFrom(0, 0x2b, 0x2c, 0x2d, 0x6c, 0x7f, 0x0c);
  fc.assert(
    fc.property(fc.array(near, { maxLength: 40 }), (some) => {
      const own = some.filter((byte) => byte === 0x2c).length;
      const padded = new Uint8Array(some.length + 262_144 - own).fill(0x2c);
      padded.set(some);
      expect(excessIn(padded)).toBeNull();
      const more = new Uint8Array(padded.length + 1).fill(0x2c);
      more.set(some);
      expect(excessIn(more)).not.toBeNull();
    }),
    { numRuns: 20 },
  );
});
