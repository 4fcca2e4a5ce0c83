import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonNumbers } from '../../edge/json-numbers';
import type { PixelType } from '../../edge/limits';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, type: PixelType = 'float32') => readJsonNumbers(bytesOf(text), type);
const list = (numbers: readonly string[], comma = ',') => `[${numbers.join(comma)}]`;
const filled = (numbers: readonly string[]) =>
  Array.from({ length: 784 }, (_, i) => numbers[i % numbers.length] as string);
const bodyOf = (...images: (readonly string[])[]) => `{"images":${list(images.map((image) => list(image)))}}`;
/** What `JSON.parse` and a loop over its numbers make of them. */
const floats = (numbers: readonly string[]) => Float32Array.from(numbers, (text) => JSON.parse(text));

describe('numbers in JSON are the float32 that JSON.parse gives', () => {
  const fractions = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map(String),
    fc.float({ min: 0, max: 1, noNaN: true }).map(String),
    fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 22 }))
      .map(([value, places]) => value.toFixed(places)),
  );
  const plain = fractions.filter((text) => /^[01](\.\d{1,22})?$/.test(text) && !/^1\.0*[1-9]/.test(text));

  test('for any fractions', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 784 }), (some) => {
        const image = filled(some);
        expect(read(bodyOf(image))).toEqual(floats(image));
      }),
      { numRuns: 200 },
    );
  });

  test('where two float32 are equally near, and a hair beside that', () => {
    const near = Array.from({ length: 784 }, (_, i) => {
      const below = Math.fround((i + 0.5) / 900);
      const middle = below + 2 ** (Math.floor(Math.log2(below)) - 24);
      return (middle * (1 + ((i % 5) - 2) * 2 ** -52)).toFixed(20 + (i % 3));
    });
    expect(read(bodyOf(near))).toEqual(floats(near));
  });

  test('with zeros and ones as Python writes them', () => {
    const image = filled(['0.0', '1.0', '0', '1', '0.5000']);
    expect(read(bodyOf(image))).toEqual(floats(image));
  });

  test('with bytes, which become fractions', () => {
    const image = filled(Array.from({ length: 256 }, (_, byte) => String(byte)));
    expect(read(bodyOf(image), 'uint8')).toEqual(Float32Array.from(image, (text) => Number(text) / 255));
    expect(read(bodyOf(filled(['255.0', '0.0'])), 'uint8')?.subarray(0, 2)).toEqual(Float32Array.of(1, 0));
  });

  test('for 1 to 256 images, in order', () => {
    for (const count of [1, 2, 255, 256]) {
      const images = Array.from({ length: count }, (_, i) => filled([`0.${i}`]));
      expect(read(bodyOf(...images))).toEqual(floats(images.flat()));
    }
  });

  test('with white space wherever JSON has it', () => {
    const image = filled(['0.25', '0', '1']);
    const text = `\n{ "images"\t:\r\n[ ${list(image, ' ,\n ')} ,${list(image, ', ')}\n]\n}\n `;
    expect(read(text)).toEqual(floats([...image, ...image]));
  });
});

describe('what is anything else is left to JSON.parse, which tells what it is:', () => {
  const zeros = filled(['0']);
  const withOne = (number: string, at = 100) => bodyOf(zeros.with(at, number));
  const numbers = ['-0', '-0.5', '1.5', '1.0000000000000001', '256', '1000', '1e-3', '0.5E1', '.5', '1.', '01'];
  const values = ['', ' ', 'null', '"0"', 'NaN', '[0]', '0 0', '0x1', `0.${'1'.repeat(23)}`, '٣'];
  test.each([...numbers, ...values])('“%s” among the numbers', (text) => {
    expect(read(withOne(text))).toBeNull();
    expect(read(withOne(text, 783))).toBeNull();
  });

  test.each(['0.5', '256', '254.9', '-1'])('“%s” where bytes were announced', (text) => {
    expect(read(withOne(text), 'uint8')).toBeNull();
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['an end in its middle', bodyOf(zeros).slice(0, 1000)],
    ['no end', bodyOf(zeros).slice(0, -1)],
    ['an end too many', `${bodyOf(zeros)}}`],
    ['something behind it', `${bodyOf(zeros)} 1`],
    ['a comma too many', bodyOf(zeros).replace(']]', '],]')],
    ['one number too few', bodyOf(zeros.slice(1))],
    ['one number too many', bodyOf([...zeros, '0'])],
    ['no images', '{"images":[]}'],
    ['257 images', bodyOf(...Array(257).fill(zeros))],
    ['one image by itself', `{"image":${list(zeros)}}`],
    ['another key beside', bodyOf(zeros).replace(/}$/, ',"more":0}')],
    ['a PNG among them', bodyOf(zeros).replace(']]', '],"iVBORw0KGgo="]')],
    ['a mark of its byte order before it', `\ufeff${bodyOf(zeros)}`],
  ])('%s', (_name, text) => {
    expect(read(text)).toBeNull();
  });
});
