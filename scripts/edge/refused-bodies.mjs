import { deflateRawSync, deflateSync } from 'node:zlib';
import { greyPng, pngOf } from './requests.mjs';

const MOST_JSON = 4 * 2 ** 20;
const EDGE = 28;

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
  return {
    'nested arrays': filled('[', '', ''),
    'nested objects': filled('{"a":', '', ''),
    'small objects': filled('{"a":0},', '{"images":[', '0]}'),
    'empty arrays': filled('[],', '{"images":[', '0]}'),
    keys: json(`{${Array.from({ length: 250_000 }, (_, i) => `"key${i}":0`).join()}}`),
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
    '256 interlaced PNGs of 16 bits, the last one broken': images([...Array(255).fill(deepPng()), broken]),
    'a PNG that unpacks to 6 MB': png(pngOf({ IDAT: deflateSync(new Uint8Array(6 * 2 ** 20)) }, 16, 6)),
    'a PNG of empty blocks': png(
      pngOf(
        {
          IDAT: Buffer.concat([
            Buffer.from([0x78, 0x9c]),
            ...Array(1200).fill(Buffer.from([0, 0, 0, 255, 255])),
          ]),
        },
        16,
        6,
      ),
    ),
    'a PNG of small blocks with their own codes': png(pngOf({ IDAT: blocks(100) }, 16, 6)),
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

/** The most pixel data that a picture of this size has: four samples of 16 bits, each row predicted with Paeth's filter. */
function deepPng() {
  const rows = Array.from({ length: EDGE }, (_, y) => [
    4,
    ...Array.from({ length: 8 * EDGE }, (_, x) => (x * y) % 251),
  ]);
  return pngOf({ IDAT: deflateSync(Buffer.from(rows.flat())) }, 16, 6);
}

/** @param {number} count of blocks, each of which lists its codes */
function blocks(count) {
  const one = deflateRawSync(
    Uint8Array.from({ length: 60 }, (_, i) => (i * i) % 13),
    { level: 9, finishFlush: 3 },
  );
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array(count).fill(one)]);
}
