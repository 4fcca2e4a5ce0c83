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
        got: `${1_048_576 + bare.length} bytes of PNGs in all`,
        expected: 'at most 1048576 bytes',
      });
      // This many characters are refused before they are decoded.
      expect(await refusalOf(Array(20).fill(before + base64(longest)))).toMatchObject({
        status: 413,
        code: 'body-too-large',
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
