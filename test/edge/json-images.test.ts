import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readJsonImages } from '../../edge/json-images';
import type { Refusal } from '../../edge/refusal';
import { type PngOptions, pngFile } from '../fixtures/png-file';

const base64 = (png: Uint8Array) => Buffer.from(png).toString('base64');
const grey = (options: PngOptions = {}) => base64(pngFile([1, 2, 3], options));
const read = (images: readonly unknown[]) => readJsonImages(Buffer.from(JSON.stringify({ images })), 'float32');
const refusalOf = (images: readonly unknown[]) =>
  read(images).then(
    () => Promise.reject(new Error('not refused')),
    ({ status, report }: Refusal) => ({ status, ...report }),
  );
const wrongSum = deflateSync(new Uint8Array(29 * 28));
wrongSum.writeUInt32BE(7, wrongSum.length - 4);
const broken = grey({ compressed: wrongSum });
const NUMBERS = Array(784).fill(0.5);
/** The bytes of a PNG chunk besides its content. */
const CHUNK_FRAME = 12;

describe('before any PNG is decompressed, these are checked:', () => {
  test.each<[string, unknown, string]>([
    ['the size of another PNG', grey({ width: 30 }), 'png-size'],
    ['the end of another PNG', base64(pngFile([]).subarray(0, -20)), 'png-broken'],
    ['the numbers of another image', [...NUMBERS.slice(1), 2], 'images-invalid'],
    ['the kind of another image', null, 'images-invalid'],
  ])('%s', async (_, other, code) => {
    const refusal = await refusalOf([broken, other]);
    expect(refusal.code).toBe(code);
    expect(refusal.got).not.toContain('Adler');
  });

  test('a wrong Adler-32 is found last', async () => {
    expect((await refusalOf([grey(), NUMBERS, broken])).got).toContain('a wrong Adler-32');
  });
});

describe('the work of all PNGs together is bounded', () => {
  test.each<[string, PngOptions, number]>([
    ['grey', {}, 256],
    ['grey and interlaced', { isInterlaced: true }, 256],
    ['coloured', { type: 2 }, 110],
    ['coloured and transparent', { type: 6 }, 82],
    ['coloured, transparent, of 16 bits and interlaced', { type: 6, depth: 16, isInterlaced: true }, 41],
  ])('%s pictures', async (_, options, most) => {
    const png = grey(options);
    expect(await read(Array(most).fill(png))).toHaveLength(784 * most);
    if (most === 256) return;
    expect(await refusalOf(Array(most + 1).fill(png))).toMatchObject({
      status: 413,
      code: 'too-many-images',
      expected: 'at most 262144 bytes',
    });
  });

  test.each(['', 'data:image/png;base64,'])(
    'to 1,048,576 bytes of files, metadata included, written as “%s…”',
    async (before) => {
      const bare = pngFile([1, 2, 3]);
      const longest = pngFile([1, 2, 3], {
        before: [['teXt', new Uint8Array(65_536 - CHUNK_FRAME - bare.length)]],
      });
      const most = Array(16).fill(before + base64(longest));
      expect(await read(most)).toHaveLength(16 * 784);
      expect(await refusalOf([...most, NUMBERS, before + base64(bare)])).toMatchObject({
        status: 413,
        code: 'body-too-large',
        got: `${1_048_576 + bare.length} bytes, in images 0 to 17`,
        expected: 'at most 1048576 bytes',
      });
    },
  );

  test('to 1,048,576 bytes, which are counted before any file is opened', async () => {
    const noPng = Buffer.alloc(65_536).toString('base64');
    expect((await refusalOf(Array(16).fill(noPng))).code).toBe('png-broken');
    expect((await refusalOf(Array(17).fill(noPng))).code).toBe('body-too-large');
  });
});

describe('JSON is at most as long as its images need, before it is parsed', () => {
  const refusalOfText = (text: string) =>
    readJsonImages(Buffer.from(text), 'float32').then(
      () => Promise.reject(new Error('not refused')),
      ({ status, report }: Refusal) => ({ status, ...report }),
    );
  const FREE = 1_638_400;

  test.each([
    ['spaces', ' '],
    ['digits', '9'],
    ['escapes', '\\u0041'],
    ['letters', 'a'],
  ])('too many %s', async (_, part) => {
    const text = part.repeat(FREE + 1);
    expect(await refusalOfText(text.slice(0, FREE + 1))).toMatchObject({
      status: 413,
      code: 'body-too-large',
      got: `${FREE + 1} bytes with 0 “,” characters`,
      expected: `at most ${FREE} bytes`,
    });
    expect((await refusalOfText(text.slice(0, FREE))).code).toBe('json-invalid');
  });

  test('each comma allows 32 bytes more', async () => {
    const numbers = `[${'0,'.repeat(1000)}0]`;
    expect((await refusalOfText(numbers.padEnd(FREE + 32_000))).got).toBe('an array');
    expect((await refusalOfText(numbers.padEnd(FREE + 32_001))).expected).toBe(
      `at most ${FREE + 32_000} bytes`,
    );
  });

  test('numbers in lines of their own, far from the margin, are accepted', async () => {
    const images = Array(80).fill(NUMBERS.map(() => 0.4980392156862745));
    const text = JSON.stringify({ images }, null, 10);
    expect(text.length).toBeGreaterThan(FREE);
    expect(await readJsonImages(Buffer.from(text), 'float32')).toHaveLength(80 * 784);
  });

  test('the numbers of 400 images are too many images', async () => {
    expect(await refusalOf(Array(400).fill(Array(784).fill(0)))).toMatchObject({
      status: 413,
      code: 'too-many-images',
      got: `${400 * 784 - 1} “,” characters`,
      expected: '1 to 256 images',
    });
  });
});
