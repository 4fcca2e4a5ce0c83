import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../worker/data/gunzip';
import { TrainerError } from '../../worker/protocol';
import { inParts } from '../fixtures/in-parts';
import { rejectionOf } from '../fixtures/trainer-error';

const pack = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

test('gzip is unpacked to the original bytes, wherever its parts are cut', async () => {
  const sizes = fc.integer({ min: 1, max: 6000 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), sizes, async (bytes, size) => {
      expect(await gunzip(inParts(pack(bytes), size), 'x.gz', 5000)).toEqual(new Uint8Array(bytes));
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
  expect(await gunzip(inParts(bytes, 1), 'labels.gz', 100)).toEqual(bytes);
});

describe('gzip is refused with data-damaged, the name of the file and the number of bytes that were read,', () => {
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
    const error = await rejectionOf(gunzip(inParts(bytes), 'train-images.gz', 3000));
    expect(error.code).toBe('data-damaged');
    expect(error.message).toContain('train-images.gz');
    expect(error.got).toMatch(/^[\d,]+ bytes of damaged gzip/);
  });
});

test('unpacking stops when the content is longer than expected, and the rest of the file is never read', async () => {
  const most = 1000;
  const bomb = pack(new Uint8Array(64 * 2 ** 20));
  let read = 0;
  let ended = false;
  async function* counted() {
    try {
      for await (const part of inParts(bomb)) {
        read += part.length;
        yield part;
      }
    } finally {
      ended = true;
    }
  }
  const content = await gunzip(counted(), 'x.gz', most);
  expect(content.length).toBeGreaterThan(most);
  expect(content.length).toBeLessThan(2 ** 21);
  expect(read).toBeLessThan(bomb.length / 2);
  expect(ended).toBe(true);
});

test('content without gzip that is longer than expected is not read to its end', async () => {
  const content = await gunzip(inParts(new Uint8Array(100_000)), 'x', 1000);
  expect(content.length).toBeGreaterThan(1000);
  expect(content.length).toBeLessThan(10_000);
});

test.each([
  ['gzip', pack(Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 251))],
  ['other bytes', new Uint8Array(3000)],
])('the error of an interrupted download of %s is thrown', async (_, bytes) => {
  const cut = new TrainerError({ code: 'data-cut', message: 'cut', got: '', expected: '', remedy: '' });
  async function* broken() {
    yield* inParts(bytes.slice(0, 50), 20);
    throw cut;
  }
  await expect(gunzip(broken(), 'x.gz', 3000)).rejects.toBe(cut);
});
