import { deflateRawSync, deflateSync } from 'node:zlib';
import { greyPng, noiseImages, pngOf } from './requests.mjs';

const MOST_JSON = 4 * 2 ** 20;
const EDGE = 28;
/** Four samples of 16 bits. */
const DEEP = { depth: 16, colour: 6 };
/** Columns and rows of the seven passes of an interlaced picture of this size. */
const PASSES = [
  [4, 4],
  [3, 4],
  [7, 3],
  [7, 7],
  [14, 7],
  [14, 14],
  [28, 14],
];

/**
 * Bodies that the function refuses, built to cost as much as possible before it notices. Most are as long as bodies may be.
 * @returns {Record<string, { contentType: string, body: Uint8Array }>}
 */
export function refusedBodies() {
  const json = (/** @type {string} */ text) => ({ contentType: 'application/json', body: Buffer.from(text) });
  const png = (/** @type {Uint8Array} */ body) => ({ contentType: 'image/png', body });
  const filled = (/** @type {string} */ part, before = '[', after = '0]') =>
    json(
      before +
        part.repeat(Math.floor((MOST_JSON - before.length - after.length) / Buffer.byteLength(part))) +
        after,
    );
  const base64 = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('base64');
  const images = (/** @type {readonly Uint8Array[]} */ pngs) =>
    json(JSON.stringify({ images: pngs.map(base64) }));
  const grey = greyPng(new Uint8Array(EDGE * EDGE));
  const broken = grey.subarray(0, -20);
  const wrongSum = noisePng({}, 1);
  return {
    'nested arrays': filled('[', '', ''),
    'nested objects': filled('{"a":', '', ''),
    'small objects': filled('{"a":0},', '{"images":[', '0]}'),
    'empty arrays': filled('[],', '{"images":[', '0]}'),
    keys: json(`{${Array.from({ length: 250_000 }, (_, i) => `"key${i}":0`).join()}}`),
    // Each is nearly halfway between two float64 values, so a parser needs all its digits.
    'numbers between two others': filled('0.50000000000000005551,', '[', '0]'),
    '31 digits a number': filled(`${'9'.repeat(31)},`),
    '31 spaces a number': filled('0,'.padEnd(32)),
    '1.6 MB of spaces': json(`{${' '.repeat(1_638_000)}x`),
    '1.6 MB of digits': json(`[${'9'.repeat(1_638_000)}]`),
    '1.6 MB of text': json(`{"image":"${'a'.repeat(1_638_000)}"}`),
    '1,000 keys and 8,000 strings': filled(
      ' ',
      `[{${Array.from({ length: 1000 }, (_, i) => `"${i}":0`).join()}},${'"a",'.repeat(3000)}`,
      ']',
    ),
    strings: filled('"a",'),
    'small numbers': filled('0,'),
    '262,144 numbers': json(`{"images":[[${'0.12345678901,'.repeat(262_143)}0]],}`),
    'one long number': filled('9'),
    'long numbers': filled(`9007199254740993${'0'.repeat(750)}1,`),
    escapes: filled('\\u0041', '{"image":"', '"}'),
    'one string': filled('a', '{"image":"', '"}'),
    'other scripts': filled('그', '{"image":"', '"}'),
    'invalid UTF-8': { contentType: 'application/json', body: new Uint8Array(MOST_JSON).fill(0xff) },
    spaces: filled(' ', '{', 'x'),
    '256 images, one of them too short': filled(
      ' ',
      JSON.stringify({ images: [...Array(255).fill(Array(784).fill(0.4980392)), [0]] }),
      '',
    ),
    'large PNGs, the last one broken': images([...Array(47).fill(withNote(65_400)), broken]),
    '256 PNGs of many chunks, the last one broken': images([...Array(255).fill(withChunks(50)), broken]),
    '256 PNGs of noise, the last one with a wrong Adler-32': images([...Array(255).fill(noisePng()), wrongSum]),
    '256 coloured PNGs of noise, the last one with a wrong Adler-32': images([
      ...Array(255).fill(noisePng({ colour: 6 })),
      wrongSum,
    ]),
    '256 interlaced PNGs of 16 bits, the last one broken': images([...Array(255).fill(deepPng()), broken]),
    '256 interlaced PNGs of 16 bits, the last one with a wrong Adler-32': images([
      ...Array(255).fill(deepPng()),
      wrongSum,
    ]),
    '30 interlaced PNGs of 16 bits, the last one with a wrong Adler-32': images([
      ...Array(29).fill(deepPng()),
      wrongSum,
    ]),
    'a PNG that unpacks to 6 MB': png(pngOf({ IDAT: deflateSync(new Uint8Array(6 * 2 ** 20)) }, DEEP)),
    'a PNG of empty blocks': png(
      pngOf(
        {
          IDAT: Buffer.concat([
            Buffer.from([0x78, 0x9c]),
            ...Array(1200).fill(Buffer.from([0, 0, 0, 255, 255])),
          ]),
        },
        DEEP,
      ),
    ),
    'a PNG of small blocks with their own codes': png(pngOf({ IDAT: blocks(100) }, DEEP)),
    'a PNG of 5,000 chunks': png(withChunks(5000)),
    'PNG bytes of the longest length': png(new Uint8Array(65_536).fill(0x89)),
    'raw pixels out of range': {
      contentType: 'application/octet-stream',
      body: new Uint8Array(256 * 784 * 4).fill(0x3f).fill(0xff, -4),
    },
    'a multi-part form': {
      contentType: 'multipart/form-data; boundary=x',
      body: new Uint8Array(MOST_JSON).fill(0x2d),
    },
  };
}

/** @param {number} length of an ignored chunk */
function withNote(length) {
  return pngOf({ teXt: new Uint8Array(length - 900), IDAT: deflateSync(new Uint8Array(29 * EDGE)) });
}

/** @param {number} count */
function withChunks(count) {
  const [head, rest] = [8 + 25, pngOf({ IDAT: deflateSync(new Uint8Array(29 * EDGE)) })];
  const empty = pngOf({ teXt: new Uint8Array(0) }).subarray(head, head + 12);
  return Buffer.concat([rest.subarray(0, head), ...Array(count).fill(empty), rest.subarray(head)]);
}

/**
 * A PNG that hardly compresses, so that nearly each byte of its pixels is read by a code of its own.
 * @param {{ depth?: number, colour?: number, isInterlaced?: boolean }} [header]
 * @param {number} [wrong] added to the checksum of the pixels
 */
function noisePng(header = {}, wrong = 0) {
  const { depth = 8, colour = 0, isInterlaced = false } = header;
  const bits = depth * (colour === 6 ? 4 : 1);
  // Paeth's filter takes longest to undo.
  const rows = (isInterlaced ? PASSES : [[EDGE, EDGE]]).flatMap(([columns = 0, count = 0]) =>
    Array.from({ length: count }, () => [4, ...noiseImages(10).subarray(0, Math.ceil((columns * bits) / 8))]),
  );
  const compressed = deflateSync(Buffer.from(rows.flat()));
  compressed.writeUInt32BE(
    (compressed.readUInt32BE(compressed.length - 4) + wrong) >>> 0,
    compressed.length - 4,
  );
  return pngOf({ IDAT: compressed }, header);
}

/** The most pixel data that a picture of this size has: four samples of 16 bits, and a filter for each row of seven passes. */
function deepPng() {
  return noisePng({ ...DEEP, isInterlaced: true });
}

/** @param {number} count of blocks, each of which lists its codes */
function blocks(count) {
  const one = deflateRawSync(
    Uint8Array.from({ length: 60 }, (_, i) => (i * i) % 13),
    { level: 9, finishFlush: 3 },
  );
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array(count).fill(one)]);
}
