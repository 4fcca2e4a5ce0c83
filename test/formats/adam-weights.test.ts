import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AdamCorrection } from '../../worker/engines/adam-correction';
import { adamEntries, readAdam, writeAdam } from '../../worker/formats/adam-weights';
import { classifierLayers, parameterCount, parameterTable } from '../../worker/model/classifier';

const TABLE = parameterTable(classifierLayers([3], 'relu'));
const COUNT = parameterCount(TABLE);
const moments = () => [1, 2].map((k) => Float32Array.from({ length: COUNT }, (_, i) => k / (i + 1)));

describe('the state of Adam in TensorFlow.js’ order', () => {
  test('is the number of steps, all first moments, then all second moments, with their weights’ names and shapes', () => {
    const entries = adamEntries(TABLE);
    expect(entries.map(({ name }) => name).join(' ')).toBe(
      'iter dense_1/kernel/m dense_1/bias/m predictions/kernel/m predictions/bias/m ' +
        'dense_1/kernel/v dense_1/bias/v predictions/kernel/v predictions/bias/v',
    );
    expect(entries.map(({ shape }) => shape)).toEqual([
      [],
      ...[1, 2].flatMap(() => TABLE.map(({ shape }) => shape)),
    ]);
    expect(new Set(entries.map(({ group }) => group))).toEqual(new Set(['optimizer']));
  });

  test('is read as it was written, with the powers of β for that number of steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (steps) => {
        const correction = new AdamCorrection(0.001);
        for (let step = 0; step < steps; step++) correction.step();
        const read = readAdam(writeAdam(steps, { moments: moments(), powers: [] }), TABLE);
        expect(read).toEqual({ moments: moments(), powers: correction.powers });
      }),
    );
  });

  test('is read quickly after two billion steps, when the powers of β no longer change', () => {
    const [a, b] = [1_000_000, 2 ** 31 - 1].map((steps) =>
      readAdam(writeAdam(steps, { moments: moments(), powers: [] }), TABLE),
    );
    const [power1 = 1, power2 = 1] = a?.powers ?? [];
    expect(b?.powers).toEqual([power1 * 0.9, power2 * 0.999]);
  });

  test.each([
    ['a byte more', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
    ['steps below zero', (bytes: Uint8Array) => bytes.fill(255, 0, 4)],
    ['a first moment that is no number', (bytes: Uint8Array) => bytes.fill(255, 4, 8)],
    ['a second moment below zero', (bytes: Uint8Array) => bytes.fill(0xbf, -4)],
  ])('with %s is refused', (_, spoil) => {
    expect(readAdam(spoil(writeAdam(5, { moments: moments(), powers: [] })), TABLE)).toBeNull();
  });
});
