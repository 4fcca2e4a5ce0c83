import { unzlib } from './inflate';
import type { PngChunks } from './png-chunks';
import { brokenPng } from './png-error';
import { EDGE, type PngHeader } from './png-header';

/** A pass of an interlaced picture: its first pixel, and the distances to the next column and row. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];
/** The seven passes of Adam7 (PNG 3, section 8.1). */
const INTERLACED: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/** The most bytes that a compressor may add to pixels that it cannot make smaller. */
const DEFLATE_OVERHEAD = 512;
/** Room for the most pixel data: four samples of 16 bits, plus 64 filter bytes when interlaced. */
const unpacked = new Uint8Array(8 * EDGE * EDGE + 64);

const passesOf = ({ isInterlaced }: PngHeader) => (isInterlaced ? INTERLACED : WHOLE);

/** The number of bytes of a picture's pixels, with a filter byte for each row. */
export function pixelBytes({ header }: PngChunks): number {
  return passesOf(header).reduce((sum, pass) => sum + rowsOf(pass) * (1 + rowBytes(pass, header)), 0);
}

/** @throws Refusal `png-broken` if the compressed pixels are longer than any compressor writes them */
export function checkCompressed(png: PngChunks): void {
  const expected = pixelBytes(png);
  if (png.compressed.length <= expected + DEFLATE_OVERHEAD) return;
  throw brokenPng(
    `${png.compressed.length} bytes of compressed pixels`,
    `no more than the ${expected} bytes that they decompress to`,
  );
}

/**
 * Decompresses a PNG's pixels. It takes no more memory and work than the header implies, even if the stream would decompress to more.
 * @param into receives the samples of each pixel in turn, unscaled; length at least 784 · channels
 * @throws Refusal `png-broken`
 */
export function pngSamples(png: PngChunks, into: Uint16Array): void {
  const { header, compressed } = png;
  const { channels, depth } = header;
  const bytes = unpack(compressed, pixelBytes(png));
  const step = Math.max(1, (channels * depth) >> 3);
  let at = 0;
  for (const pass of passesOf(header)) {
    const length = rowBytes(pass, header);
    let above: Uint8Array | null = null;
    for (let y = pass.y; y < EDGE; y += pass.dy) {
      const row = bytes.subarray(at + 1, at + 1 + length);
      undoFilter(bytes[at] as number, row, above, step);
      for (let x = pass.x, sample = 0; x < EDGE; x += pass.dx) {
        const to = (y * EDGE + x) * channels;
        for (let channel = 0; channel < channels; channel++, sample++) {
          into[to + channel] = sampleAt(row, sample, depth);
        }
      }
      at += 1 + length;
      above = row;
    }
  }
}

const rowsOf = ({ y, dy }: Pass): number => Math.ceil((EDGE - y) / dy);
const rowBytes = ({ x, dx }: Pass, { channels, depth }: PngHeader): number =>
  Math.ceil((Math.ceil((EDGE - x) / dx) * channels * depth) / 8);

function unpack(compressed: Uint8Array, expected: number): Uint8Array {
  const into = unpacked.subarray(0, expected);
  try {
    unzlib(compressed, into);
  } catch (thrown) {
    throw brokenPng(
      `pixels that cannot be decompressed (${(thrown as Error).message})`,
      `a zlib stream of ${expected} bytes`,
    );
  }
  return into;
}

/** Undoes a row's filter in place (PNG 3, section 9.2). */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array | null, step: number): void {
  if (filter > 4) throw brokenPng(`a row with filter ${filter}`, 'filters 0 to 4');
  if (filter === 0) return;
  for (let i = 0; i < row.length; i++) {
    const left = i < step ? 0 : (row[i - step] as number);
    const up = above ? (above[i] as number) : 0;
    const upLeft = above && i >= step ? (above[i - step] as number) : 0;
    row[i] = (row[i] as number) + predicted(filter, left, up, upLeft);
  }
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const estimate = left + up - upLeft;
  const [toLeft, toUp] = [Math.abs(estimate - left), Math.abs(estimate - up)];
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return row[index] as number;
  if (depth === 16) return ((row[2 * index] as number) << 8) | (row[2 * index + 1] as number);
  const bit = index * depth;
  return ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
