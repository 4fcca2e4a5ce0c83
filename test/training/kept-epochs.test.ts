import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpochReport } from '../../worker/protocol';
import { KeptEpochs } from '../../worker/training/kept-epochs';

/** An epoch of 100 bytes. */
const epochOf = (value: number) => ({
  parameters: Float32Array.of(...Array.from({ length: 20 }, () => value)),
  metrics: {} as EpochReport,
  predicted: new Uint8Array(4),
  confidence: new Float32Array(4),
});

function keptAfter(epochs: number, mostBytes: number): KeptEpochs {
  const kept = new KeptEpochs(mostBytes);
  for (let epoch = 1; epoch <= epochs; epoch++) kept.add(epoch, epochOf(epoch));
  return kept;
}

describe('the kept epochs', () => {
  test('are all epochs while there is room, each with its own weights', () => {
    const kept = keptAfter(6, 600);
    expect(kept.epochs).toEqual([1, 2, 3, 4, 5, 6]);
    expect(kept.get(4)?.parameters[0]).toBe(4);
  });

  test('are thinned out when the memory is full, the older ones first', () => {
    expect(keptAfter(7, 600).epochs).toEqual([1, 3, 4, 5, 6, 7]);
    expect(keptAfter(8, 600).epochs).toEqual([1, 3, 5, 6, 7, 8]);
    expect(keptAfter(7, 600).get(2)).toBeUndefined();
  });

  test('are at least three, however large the network is', () => {
    expect(keptAfter(9, 0).epochs).toEqual([1, 3, 9]);
  });

  test('are as many as fit, with the first and the latest among them and every gap below twice the average', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 3, max: 40 }), (epochs, room) => {
        const kept = keptAfter(epochs, room * 100).epochs;
        expect(kept).toHaveLength(Math.min(epochs, room));
        expect([kept[0], kept.at(-1)]).toEqual([1, epochs]);
        const gaps = kept.slice(1).map((epoch, i) => epoch - Number(kept[i]));
        if (gaps.length > 0) expect(Math.max(...gaps)).toBeLessThan((2 * (epochs - 1)) / gaps.length);
      }),
    );
  });
});
