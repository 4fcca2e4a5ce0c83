import { describe, expect, test } from 'vitest';
import { excessOf } from '../../edge/json-bounds';

describe('JSON has at most 8,192 of each mark', () => {
  test.each(['[', '{', ':', '"'])('%s', (mark) => {
    expect(excessOf(`{"images": ["${mark.repeat(8192 - 5)}"]}`)).toBeNull();
    expect(excessOf(`${mark} `.repeat(8192))).toBeNull();
    expect(excessOf(`${mark} `.repeat(8193))).toBe(`more than 8192 “${mark}” characters`);
  });

  test('and as many numbers as the text holds', () => {
    expect(excessOf(`{"images": [[${'0,'.repeat(1_000_000)}0]]}`)).toBeNull();
  });
});
