import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, integer, message, text } from '../../worker/formats/protobuf';

// The examples are those of https://protobuf.dev/programming-guides/encoding/.
describe('a protobuf message', () => {
  test('has a number as a varint: field 1 with 150 is 08 96 01', () => {
    expect([...integer(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  });

  test('has a text with its length: field 2 with “testing” is 12 07 and its bytes', () => {
    expect([...text(2, 'testing')]).toEqual([0x12, 0x07, ...new TextEncoder().encode('testing')]);
  });

  test('has a message inside as its bytes: field 3 with field 1 with 150 is 1a 03 08 96 01', () => {
    expect([...message(bytes(3, integer(1, 150)))]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
  });

  test('has field numbers from 16 on in two bytes', () => {
    expect([...integer(20, 1)]).toEqual([0xa0, 0x01, 0x01]);
  });

  test('has any whole number below 2⁵³, seven bits a byte', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const read = [...integer(1, value).subarray(1)].reduce(
          (sum, byte, i) => sum + (byte % 128) * 128 ** i,
          0,
        );
        expect(read).toBe(value);
      }),
    );
  });
});
