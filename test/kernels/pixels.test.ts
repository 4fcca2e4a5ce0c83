import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import { input, output, outputBytes, run, scratch } from './kernel-memory';
import { always, dimension, seeds } from './random-operands';

const byteOf = (pixel: number) => Math.fround(pixel / 255);
const ENTRY_BYTES = 16;

interface Entry {
  readonly offset: number;
  readonly pair: readonly [number, number];
}

function listPixels(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
  step: number,
  sixteen = 16 * step,
): Entry[] {
  let count = 0;
  const room = scratch(first.length * ENTRY_BYTES);
  const { list } = run({ first: input(first), second: input(second), list: room }, (kernels, at) => {
    count = kernels.listPixels(at.first, at.second, first.length, at.list, step, sixteen);
  });
  const view = new DataView(list.buffer);
  return Array.from({ length: count }, (_, i) => ({
    offset: view.getUint32(i * ENTRY_BYTES + 8, true),
    pair: [view.getFloat32(i * ENTRY_BYTES, true), view.getFloat32(i * ENTRY_BYTES + 4, true)],
  }));
}

function expectedEntries(first: Uint8Array, second: Uint8Array, step: number, sixteen = 16 * step): Entry[] {
  return Array.from(
    first,
    (pixel, i): Entry => ({
      offset: (i % 16) * step + Math.floor(i / 16) * sixteen,
      pair: [byteOf(pixel), byteOf(Number(second[i]))],
    }),
  ).filter(({ pair }) => pair.some((value) => value !== 0));
}

/** Pixels of which none, half or nearly all are black, and whole runs of black ones. */
function randomPixels(random: RandomStream, count: number, oneOf: number): Uint8Array<ArrayBuffer> {
  let black = false;
  return new Uint8Array(count).map((_, i) => {
    if (i % 16 === 0) black = random.nextInt(3) === 0;
    return black || random.nextInt(oneOf) ? 0 : random.nextInt(256);
  });
}

describe('formatPixels', () => {
  test('converts 1 to 130 bytes of any value to the float32 nearest to byte / 255, to the bit', () => {
    const all = new Uint8Array(256).map((_, i) => i);
    fc.assert(
      fc.property(dimension, fc.nat(255), (count, from) => {
        const bytes = Uint8Array.from({ length: count }, (_, i) => Number(all[(from + i) % 256]));
        const { to } = run({ from: input(bytes), to: output(count) }, (kernels, at) => {
          kernels.formatPixels(at.from, at.to, count);
        });
        expect([...to]).toEqual([...bytes].map(byteOf));
      }),
      { numRuns: 300 },
    );
  });
});

describe('listPixels', () => {
  test('converts all 256 pixels to the float32 nearest to pixel / 255, to the bit, sixteen at a time and one at a time', () => {
    const all = new Uint8Array(256).map((_, i) => i);
    expect(listPixels(all, all, 64)).toEqual(expectedEntries(all, all, 64));
    for (const pixel of all) {
      const one = Uint8Array.of(pixel);
      expect(listPixels(one, one, 64)).toEqual(expectedEntries(one, one, 64));
    }
  });

  test('lists every pair that is not two zeros, in order, for 1 to 130 columns', () => {
    always(
      fc.property(
        dimension,
        fc.constantFrom(1, 2, 9),
        fc.constantFrom(64, 256),
        fc.constantFrom(1024, 3072, 5120),
        seeds,
        (columns, oneOf, step, sixteen, seed) => {
          const random = RandomStream.seeded(seed);
          const [first, second] = [randomPixels(random, columns, oneOf), randomPixels(random, columns, oneOf)];
          expect(listPixels(first, second, step, sixteen)).toEqual(
            expectedEntries(first, second, step, sixteen),
          );
        },
      ),
    );
  });
});

describe('transposePixels', () => {
  test('transposes sixteen columns of 1 to 130 rows, rounded up to 8', () => {
    always(
      fc.property(dimension, fc.integer({ min: 0, max: 40 }), seeds, (count, apart, seed) => {
        const random = RandomStream.seeded(seed);
        const rows = Math.ceil(count / 8) * 8;
        const stride = 16 + apart;
        const images = new Uint8Array(rows * stride).map(() => random.nextInt(256));
        const { turned } = run({ images: input(images), turned: outputBytes(16 * rows) }, (kernels, at) =>
          kernels.transposePixels(at.images, stride, count, at.turned, rows),
        );
        const expected = turned.map((_, i) => Number(images[(i % rows) * stride + Math.floor(i / rows)]));
        expect(Buffer.compare(turned, expected)).toBe(0);
      }),
    );
  });
});
