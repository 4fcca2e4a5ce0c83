import { describe, expect, test } from 'vitest';
import { parseIdx } from '../../worker/data/idx';
import { idxFile } from '../fixtures/idx-file';
import { trainerErrorOf } from '../fixtures/trainer-error';

const IMAGES = idxFile(
  [2, 28, 28],
  Array.from({ length: 1568 }, (_, i) => i % 256),
);
const LABELS = idxFile([3], [9, 0, 5]);

describe('an IDX file', () => {
  test('of labels has one dimension; its values follow a header of 8 bytes', () => {
    const { shape, values } = parseIdx(LABELS, 'labels', 1);
    expect(shape).toEqual([3]);
    expect([...values]).toEqual([9, 0, 5]);
  });

  test('of images has three dimensions; its values follow a header of 16 bytes in file order', () => {
    const { shape, values } = parseIdx(IMAGES, 'images', 3);
    expect(shape).toEqual([2, 28, 28]);
    expect(values).toEqual(IMAGES.subarray(16));
  });

  test('is read in place inside a larger buffer, without a copy', () => {
    const buffer = new Uint8Array(100 + LABELS.length);
    buffer.set(LABELS, 50);
    const { values } = parseIdx(buffer.subarray(50, 50 + LABELS.length), 'labels', 1);
    expect([...values]).toEqual([9, 0, 5]);
    expect(values.buffer).toBe(buffer.buffer);
  });

  test('can be empty', () => {
    expect(parseIdx(idxFile([0], []), 'labels', 1).values).toHaveLength(0);
  });
});

describe('an IDX file is refused with data-magic', () => {
  test('if it has labels instead of images, or images instead of labels', () => {
    const labels = trainerErrorOf(() => parseIdx(LABELS, 'train-images', 3));
    expect(labels).toMatchObject({ code: 'data-magic', got: 'magic number 0x00000801' });
    expect(labels.expected).toContain('0x00000803');
    expect(labels.message).toContain('train-images');
    const images = trainerErrorOf(() => parseIdx(IMAGES, 'labels', 1));
    expect(images).toMatchObject({ code: 'data-magic', got: 'magic number 0x00000803' });
  });

  test('if its values are not bytes', () => {
    const floats = idxFile([3], [1, 2, 3], 0x0d);
    expect(trainerErrorOf(() => parseIdx(floats, 'labels', 1)).got).toBe('magic number 0x00000d01');
  });

  test('if it is still compressed', () => {
    const packed = Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0, 0, 0, 0);
    expect(trainerErrorOf(() => parseIdx(packed, 'labels', 1)).got).toBe('magic number 0x1f8b0800');
  });

  test.each([0, 3])('if it has only %i bytes', (length) => {
    const error = trainerErrorOf(() => parseIdx(LABELS.subarray(0, length), 'labels', 1));
    expect(error).toMatchObject({ code: 'data-magic', got: `a file of ${length} bytes` });
  });
});

describe('an IDX file is refused with data-truncated', () => {
  test.each([4, 7])('if its header ends after %i bytes', (length) => {
    const error = trainerErrorOf(() => parseIdx(LABELS.subarray(0, length), 'labels', 1));
    expect(error).toMatchObject({ code: 'data-truncated', got: `${length} bytes` });
    expect(error.expected).toContain('8 bytes');
  });

  test('if one value is missing', () => {
    const error = trainerErrorOf(() => parseIdx(IMAGES.subarray(0, -1), 'images', 3));
    expect(error).toMatchObject({ code: 'data-truncated', got: '1,583 bytes' });
    expect(error.expected).toContain('1,584 bytes');
    expect(error.message).toContain('too early');
  });

  test('if there is one value too many', () => {
    const error = trainerErrorOf(() => parseIdx(idxFile([2], [1, 2, 3]), 'labels', 1));
    expect(error).toMatchObject({ code: 'data-truncated', got: '11 bytes' });
    expect(error.message).toContain('longer than its header says');
  });
});

test.each([
  [27, 28],
  [28, 32],
])('images of %i × %i pixels are refused with data-dimensions', (rows, columns) => {
  const file = idxFile([1, rows, columns], new Uint8Array(rows * columns));
  const error = trainerErrorOf(() => parseIdx(file, 'images', 3));
  expect(error).toMatchObject({ code: 'data-dimensions', got: `${rows} × ${columns} pixels` });
  expect(error.expected).toContain('28 × 28');
});
