import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import { OrderByLabel } from '../../../worker/engines/fused/order-by-label';

/** A batch of all images of a split with these labels, in this order. */
function batchOf(labels: readonly number[], indices = labels.map((_, i) => i)): Batch {
  const split = {
    count: labels.length,
    images: new Uint8Array(labels.length),
    labels: Uint8Array.from(labels),
  };
  return new Batch(split, Int32Array.from(indices), formatImage);
}

test('labels 3 0 3 1 give the order 1 3 0 2', () => {
  expect([...new OrderByLabel(4).sort(batchOf([3, 0, 3, 1]), 0, 4)]).toEqual([1, 3, 0, 2]);
});

test('any part of a batch is sorted by its labels, and images of one label keep their order', () => {
  const labels = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 60 });
  const order = new OrderByLabel(60);
  fc.assert(
    fc.property(labels, fc.nat(), fc.nat(), (some, from, length) => {
      const start = from % some.length;
      const count = 1 + (length % (some.length - start));
      const positions = Array.from({ length: count }, (_, i) => start + i);
      const expected = positions.sort((a, b) => Number(some[a]) - Number(some[b]) || a - b);
      expect([...order.sort(batchOf(some), start, count)]).toEqual(expected);
    }),
    { seed: 1 },
  );
});

test('labels are those of the batch’s images, wherever these are in the split', () => {
  const batch = batchOf([2, 1, 0], [2, 0, 1, 0]); // labels 0 2 1 2
  expect([...new OrderByLabel(4).sort(batch, 0, 4)]).toEqual([0, 2, 1, 3]);
});
