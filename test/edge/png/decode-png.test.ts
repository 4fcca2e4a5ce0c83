import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PNG_DECODER } from '../../../edge/png/decode-png';
import { Refusal } from '../../../edge/refusal';
import { type PngOptions, pngChunk, pngFile } from '../../fixtures/png-file';

const PIXELS = 784;
/** All levels of a depth, in an order that gives every filter something to predict. */
const ramp = (count: number, depth: number) =>
  Array.from({ length: count }, (_, i) => (i * 7 + (i >> 5) * 3) % 2 ** depth);
const level = (value: number, depth: number) => Math.round((255 * value) / (2 ** depth - 1));
const grey = (red: number, green: number, blue: number) =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
const decodePng = (file: Uint8Array) => PNG_DECODER.decode(PNG_DECODER.open(file));
const decoded = (file: Uint8Array) => [...decodePng(file)];

function refusalOf(file: Uint8Array): Refusal {
  try {
    decodePng(file);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    throw thrown;
  }
  throw new Error('The PNG was decoded.');
}

describe('grey levels', () => {
  test('of 8 bits are the pixels themselves', () => {
    expect(decoded(pngFile(ramp(PIXELS, 8)))).toEqual(ramp(PIXELS, 8));
  });

  test.each([1, 2, 4, 16] as const)('of %i bits are spread over 0 to 255', (depth) => {
    const samples =
      depth === 16 ? ramp(PIXELS, 16).map((value) => (value * 641) % 65_536) : ramp(PIXELS, depth);
    expect(decoded(pngFile(samples, { depth }))).toEqual(samples.map((value) => level(value, depth)));
  });

  test.each([0, 1, 2, 3, 4])('are read from rows with filter %i', (filter) => {
    expect(decoded(pngFile(ramp(PIXELS, 8), { filter: () => filter }))).toEqual(ramp(PIXELS, 8));
  });

  test.each([1, 8, 16] as const)(
    'of %i bits are read from an interlaced file with changing filters',
    (depth) => {
      const options: PngOptions = { depth, isInterlaced: true, filter: (y) => y % 5 };
      const samples = ramp(PIXELS, depth);
      expect(decoded(pngFile(samples, options))).toEqual(samples.map((value) => level(value, depth)));
    },
  );

  test('are read from pixels in several chunks', () => {
    const compressed = deflateSync(Buffer.concat(Array.from({ length: 28 }, () => Buffer.alloc(29, 0))));
    const halves = [compressed.subarray(0, 7), compressed.subarray(7)] as const;
    const file = pngFile([], { before: [['IDAT', halves[0]]], compressed: halves[1] });
    expect(decoded(file)).toEqual(Array(PIXELS).fill(0));
  });
});

describe('colours become grey by luma', () => {
  test.each([8, 16] as const)('RGB of %i bits', (depth) => {
    const samples = ramp(3 * PIXELS, depth);
    const expected = Array.from({ length: PIXELS }, (_, i) => {
      const [red, green, blue] = samples.slice(3 * i, 3 * i + 3).map((value) => level(value, depth));
      return grey(red as number, green as number, blue as number);
    });
    expect(decoded(pngFile(samples, { type: 2, depth, filter: (y) => y % 5 }))).toEqual(expected);
  });

  test.each([1, 2, 4, 8] as const)('a palette of %i bits', (depth) => {
    const colours = Array.from({ length: 2 ** depth }, (_, i) => [i * 3, 255 - i, i * 5].map((v) => v % 256));
    const samples = ramp(PIXELS, depth);
    const file = pngFile(samples, { type: 3, depth, before: [['PLTE', Uint8Array.from(colours.flat())]] });
    const expected = colours.map((colour) => grey(...(colour as [number, number, number])));
    expect(decoded(file)).toEqual(samples.map((index) => expected[index]));
  });
});

describe('transparent pixels are blended with black', () => {
  test.each([
    ['grey and alpha', 4, [200, 0], [200, 255], [200, 128]],
    ['RGBA', 6, [200, 200, 200, 0], [200, 200, 200, 255], [200, 200, 200, 128]],
  ] as const)('with %s', (_name, type, none, all, half) => {
    const samples = Array.from({ length: PIXELS }, (_, i) => [none, all, half][i % 3]).flat() as number[];
    const expected = Array.from({ length: PIXELS }, (_, i) => [0, 200, 100][i % 3]);
    expect(decoded(pngFile(samples, { type }))).toEqual(expected);
  });

  test('with opacities in the palette', () => {
    const before = [
      ['PLTE', Uint8Array.of(200, 200, 200, 100, 100, 100)],
      ['tRNS', Uint8Array.of(51)],
    ] as const;
    const file = pngFile(ramp(PIXELS, 1), { type: 3, depth: 1, before });
    expect(decoded(file)).toEqual(ramp(PIXELS, 1).map((index) => (index === 0 ? 40 : 100)));
  });

  test('with one transparent grey level or colour', () => {
    const greyFile = pngFile(ramp(PIXELS, 8), { before: [['tRNS', Uint8Array.of(0, 9)]] });
    expect(decoded(greyFile)).toEqual(ramp(PIXELS, 8).map((value) => (value === 9 ? 0 : value)));
    const samples = Array.from({ length: PIXELS }, (_, i) => (i % 2 ? [9, 8, 7] : [9, 8, 6])).flat();
    const file = pngFile(samples, { type: 2, before: [['tRNS', Uint8Array.of(0, 9, 0, 8, 0, 7)]] });
    expect(decoded(file)).toEqual(Array.from({ length: PIXELS }, (_, i) => (i % 2 ? 0 : grey(9, 8, 6))));
  });
});

test('text and colour profiles are skipped, even a profile that would decompress to 16 MiB', () => {
  const before = [
    ['tEXt', Buffer.from('Comment\0a shirt')],
    ['iCCP', Buffer.concat([Buffer.from('profile\0\0'), deflateSync(Buffer.alloc(2 ** 24))])],
  ] as const;
  expect(decoded(pngFile(ramp(PIXELS, 8), { before }))).toEqual(ramp(PIXELS, 8));
});

describe('a picture of the wrong size', () => {
  test.each([
    [27, 28],
    [28, 280],
    [60_000, 60_000],
  ])('of %i × %i pixels is refused before its pixels are decompressed', (width, height) => {
    const { status, report } = refusalOf(
      pngFile([], { width, height, compressed: Buffer.from('no zlib stream') }),
    );
    expect(status).toBe(400);
    expect(report).toMatchObject({
      code: 'png-size',
      got: `${width} × ${height} pixels`,
      expected: '28 × 28 pixels',
    });
  });
});

describe('an invalid PNG is refused', () => {
  const whole = pngFile(ramp(PIXELS, 8));
  const changed = (at: number, value: number) => {
    const copy = Buffer.from(whole);
    copy[at] = value;
    return copy;
  };
  const stream = (bytes: number) => deflateSync(Buffer.alloc(bytes));
  const palette: PngOptions['before'] = [['PLTE', Uint8Array.of(1, 2, 3)]];

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing at all', new Uint8Array(0), /without the PNG signature/],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), /without the PNG signature/],
    ['a file cut between chunks', whole.subarray(0, 33), /ends between chunks/],
    ['a file cut in its pixels', whole.subarray(0, 80), /ends inside the IDAT chunk/],
    ['a changed pixel', changed(60, 1), /IDAT chunk with a wrong checksum/],
    [
      'an IEND chunk at the start',
      Buffer.concat([whole.subarray(0, 8), pngChunk('IEND', new Uint8Array(0))]),
      /IEND as the first/,
    ],
    [
      'an unknown critical chunk',
      pngFile([], { before: [['ABCD', new Uint8Array(4)]] }),
      /unexpected ABCD chunk/,
    ],
    ['a second header', pngFile([], { before: [['IHDR', new Uint8Array(13)]] }), /unexpected IHDR chunk/],
    ['no zlib stream', pngFile([], { compressed: Buffer.from('pixels?') }), /cannot be decompressed/],
    ['an empty stream', pngFile([], { compressed: new Uint8Array(0) }), /cannot be decompressed/],
    [
      'a stream that ends early',
      pngFile([], { compressed: stream(812).subarray(0, -8) }),
      /cannot be decompressed/,
    ],
    ['too few pixels', pngFile([], { compressed: stream(811) }), /\(811 bytes\)/],
    ['too many pixels', pngFile([], { compressed: stream(813) }), /more than 812 bytes/],
    [
      'a small stream that decompresses to a megabyte',
      pngFile([], { compressed: stream(2 ** 20) }),
      /more than 812 bytes/,
    ],
    [
      'a large stream that decompresses to 16 MiB',
      pngFile([], { compressed: stream(2 ** 24) }),
      /of compressed pixels/,
    ],
    ['an unknown filter', pngFile(ramp(PIXELS, 8), { filter: () => 5 }), /filter 5/],
    ['no palette', pngFile(ramp(PIXELS, 8), { type: 3 }), /colour 0/],
    [
      'a colour beyond the palette',
      pngFile(ramp(PIXELS, 1), { type: 3, depth: 1, before: palette }),
      /colour 1/,
    ],
    [
      'half a colour in the palette',
      pngFile([], { type: 3, before: [['PLTE', Uint8Array.of(1, 2)]] }),
      /palette of 2 bytes/,
    ],
    [
      'opacities without colours',
      pngFile(ramp(PIXELS, 1), { type: 3, depth: 1, before: [['tRNS', Uint8Array.of(1)]] }),
      /1 opacities/,
    ],
    [
      'a transparent colour beside an alpha channel',
      pngFile(ramp(2 * PIXELS, 8), { type: 4, before: [['tRNS', Uint8Array.of(0, 1)]] }),
      /tRNS/,
    ],
    ['RGB of 4 bits', pngFile([], { type: 2, depth: 4, compressed: stream(1) }), /colour type 2 with 4 bits/],
  ])('%s', (_name, file, got) => {
    const { status, report } = refusalOf(file);
    expect(status).toBe(400);
    expect(report.code).toBe('png-broken');
    expect(report.got).toMatch(got);
    expect(report.expected).not.toBe('');
  });

  test('a file with any byte changed is either decoded or refused', () => {
    for (let at = 0; at < whole.length; at++) {
      const file = changed(at, (whole[at] as number) ^ 0x55);
      try {
        expect(decodePng(file)).toHaveLength(PIXELS);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Refusal);
      }
    }
  });
});
