import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import { expectSame, largestError } from './agreement';
import { input, output, run } from './kernel-memory';
import { always, dimension, kinds, randomValues, seeds } from './random-operands';

type Matrix = Float32Array<ArrayBuffer>;

function columnSums(x: Matrix, rows: number, columns: number): Matrix {
  return run({ x: input(x), sums: output(columns) }, (kernels, at) =>
    kernels.columnSums(at.x, at.sums, rows, columns),
  ).sums;
}

function float64Sums(x: Matrix, columns: number, term: (value: number) => number = (value) => value) {
  const sums = new Float64Array(columns);
  x.forEach((value, i) => {
    sums[i % columns] = Number(sums[i % columns]) + term(value);
  });
  return sums;
}

/** Integers, which float32 adds without rounding. */
function integers(rows: number, columns: number): Matrix {
  const random = RandomStream.seeded(rows * 1000 + columns);
  return new Float32Array(rows * columns).map(() => random.nextInt(2001) - 1000);
}

const sizes = Array.from({ length: 33 }, (_, i) => i + 1);
const matrices = fc
  .record({ rows: dimension, columns: dimension, kind: kinds, seed: seeds })
  .map(({ rows, columns, kind, seed }) => ({
    rows,
    columns,
    x: randomValues(RandomStream.seeded(seed), kind, rows * columns),
  }));

describe('columnSums', () => {
  test('are float64’s within (rows − 1) · 2⁻²⁴ of the sum of magnitudes', () => {
    always(
      fc.property(matrices, ({ x, rows, columns }) => {
        const magnitudes = float64Sums(x, columns, Math.abs);
        const error = largestError(columnSums(x, rows, columns), float64Sums(x, columns), (i) =>
          Number(magnitudes[i]),
        );
        expect(error).toBeLessThanOrEqual((rows - 1) * 2 ** -24);
      }),
    );
  });

  test('add from the first row to the last: the bits of a float32 loop', () => {
    always(
      fc.property(matrices, ({ x, rows, columns }) => {
        const sums = new Float32Array(columns);
        x.forEach((value, i) => {
          sums[i % columns] = Number(sums[i % columns]) + value;
        });
        expectSame(columnSums(x, rows, columns), sums);
      }),
    );
  });

  test('are exact for integers with every number of columns from 1 to 33', () => {
    for (const columns of sizes) {
      const x = integers(5, columns);
      expectSame(columnSums(x, 5, columns), Float32Array.from(float64Sums(x, columns)));
    }
  });

  test('are exact for integers with every number of rows from 1 to 33', () => {
    for (const rows of sizes) {
      const x = integers(rows, 7);
      expectSame(columnSums(x, rows, 7), Float32Array.from(float64Sums(x, 7)));
    }
  });

  test('keep NaN and Infinity in their own column', () => {
    const x = Float32Array.of(1, NaN, Infinity, Infinity, 2, 3, 3, 1, -Infinity, 5);
    expect([...columnSums(x, 2, 5)]).toEqual([4, NaN, Infinity, NaN, 7]);
  });
});
