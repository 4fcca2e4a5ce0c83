import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../worker/data/gunzip';
import { rejectionOf } from '../fixtures/trainer-error';

const pack = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

test('gzip is unpacked to the original bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
      expect(await gunzip(pack(bytes), 'x.gz', 5000)).toEqual(new Uint8Array(bytes));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['nothing', Uint8Array.of()],
  ['one byte', Uint8Array.of(0x1f)],
  ['IDX, which a host has already unpacked', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)],
  ['bytes that start with the first byte of gzip only', Uint8Array.of(0x1f, 0x00, 0x08)],
])('%s is passed through', async (_, bytes) => {
  expect(await gunzip(bytes, 'labels.gz', 100)).toBe(bytes);
});

describe('gzip is refused with data-damaged, with the file and its length,', () => {
  const packed = pack(Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 251));
  const corrupt = packed.slice();
  corrupt.fill(0xff, 30, 60);
  const wrongSum = packed.slice();
  wrongSum.fill(0, -8, -4);

  test.each([
    ['when it is cut in the middle', packed.slice(0, packed.length >> 1)],
    ['when its last byte is missing', packed.slice(0, -1)],
    ['when its header alone is there', packed.slice(0, 2)],
    ['when its middle is overwritten', corrupt],
    ['when its own checksum differs', wrongSum],
  ])('%s', async (_, bytes) => {
    const error = await rejectionOf(gunzip(bytes, 'train-images.gz', 3000));
    expect(error.code).toBe('data-damaged');
    expect(error.message).toContain('train-images.gz');
    expect(error.got).toContain(`${bytes.length.toLocaleString('en')} bytes`);
  });
});

test('no more than the expected length is unpacked, and the rest of the stream is never read', async () => {
  const most = 1000;
  const bomb = pack(new Uint8Array(64 * 2 ** 20));
  const content = await gunzip(bomb, 'x.gz', most);
  expect(content.length).toBeGreaterThan(most);
  expect(content.length).toBeLessThan(2 ** 20);
});
