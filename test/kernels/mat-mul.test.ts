import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NUMBERS } from '../../worker/kernels/bindings';
import { RandomStream } from '../../worker/random';
import { expectSame } from './agreement';
import { input, kernels, output, run, scratch } from './kernel-memory';
import { always, dimension, kinds, randomValues, seeds } from './random-operands';

type Matrix = Float32Array<ArrayBuffer>;
type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid';
/** a (rows, inner) and b (inner, columns), not transposed yet. */
interface Factors {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: Matrix;
  readonly b: Matrix;
  readonly bias: Matrix | null;
}
interface Layout {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const AS_IS: Layout = { transposeA: false, transposeB: false };
const LAYOUTS = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB): Layout => ({ transposeA, transposeB })),
);
const activations = fc.constantFrom<Activation>('linear', 'relu', 'tanh', 'sigmoid');
const shapes = fc.record({ rows: dimension, inner: dimension, columns: dimension });
const factors = fc
  .record({ shape: shapes, left: kinds, right: kinds, hasBias: fc.boolean(), seed: seeds })
  .map(({ shape: { rows, inner, columns }, left, right, hasBias, seed }): Factors => {
    const random = RandomStream.seeded(seed);
    const a = randomValues(random, left, rows * inner);
    const b = randomValues(random, right, inner * columns);
    return { rows, inner, columns, a, b, bias: hasBias ? randomValues(random, 'dense', columns) : null };
  });

function transposed(x: Matrix, rows: number, columns: number): Matrix {
  return x.map((_, i) => Number(x[(i % rows) * columns + Math.floor(i / rows)]));
}

/** The kernel's product, shape (rows, columns). */
function product(
  { rows, inner, columns, a, b, bias }: Factors,
  { transposeA, transposeB }: Layout = AS_IS,
  activation: Activation = 'linear',
): Matrix {
  const operands = {
    a: input(transposeA ? transposed(a, rows, inner) : a),
    b: input(transposeB ? transposed(b, inner, columns) : b),
    c: output(rows * columns),
    scratch: scratch(kernels.matMulScratchBytes(inner, columns)),
    ...(bias && { bias: input(bias) }),
  };
  const number = ACTIVATION_NUMBERS[activation];
  const flags = [Number(transposeA), Number(transposeB)] as const;
  return run(operands, ({ matMul }, at) =>
    matMul(at.a, at.b, at.c, rows, inner, columns, ...flags, at.bias ?? 0, number, at.scratch),
  ).c;
}

/** In float64: the sums, and the sums of the magnitudes of everything added. */
function float64Product({ rows, inner, columns, a, b, bias }: Factors) {
  const sums = new Float64Array(rows * columns);
  const magnitudes = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = Number(bias?.[column] ?? 0);
      let magnitude = Math.abs(sum);
      for (let k = 0; k < inner; k++) {
        const term = Number(a[row * inner + k]) * Number(b[k * columns + column]);
        sum += term;
        magnitude += Math.abs(term);
      }
      sums[row * columns + column] = sum;
      magnitudes[row * columns + column] = magnitude;
    }
  }
  return { sums, magnitudes };
}

const FLOAT64_ACTIVATIONS: Record<Activation, (z: number) => number> = {
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
};

/** The largest error relative to the magnitudes, less what the activation itself may add. */
function errorOf(of: Factors, found: Matrix, activation: Activation, added = 0): number {
  const { sums, magnitudes } = float64Product(of);
  return sums.reduce((largest, sum, i) => {
    const error = Math.abs(Number(found[i]) - FLOAT64_ACTIVATIONS[activation](sum)) - added;
    return error <= 0 ? largest : Math.max(largest, error / Number(magnitudes[i]));
  }, 0);
}

/** Integers up to ±8, whose products float32 adds without rounding. */
function integerFactors(rows: number, inner: number, columns: number, hasBias: boolean): Factors {
  const random = RandomStream.seeded(rows * 10_000 + inner * 100 + columns);
  const integers = (count: number) => new Float32Array(count).map(() => random.nextInt(17) - 8);
  const [a, b] = [integers(rows * inner), integers(inner * columns)];
  return { rows, inner, columns, a, b, bias: hasBias ? integers(columns) : null };
}

describe('matMul', () => {
  test('is the float64 product within (inner + 1) · 2⁻²⁴ of Σ|a·b| + |bias|, transposed or not, with bias or without', () => {
    always(
      fc.property(factors, fc.constantFrom(...LAYOUTS), (of, layout) => {
        expect(errorOf(of, product(of, layout), 'linear')).toBeLessThanOrEqual((of.inner + 1) * 2 ** -24);
      }),
      150,
    );
  });

  test('of sizes up to 130 is the float64 product within 5e-7 of Σ|a·b| + |bias|', () => {
    always(
      fc.property(factors, (of) => {
        expect(errorOf(of, product(of), 'linear')).toBeLessThan(5e-7);
      }),
    );
  });

  test('with any activation is float64’s within (inner + 1) · 2⁻²⁴ of Σ|a·b| + |bias|, plus 1.5e-7 for tanh and sigmoid', () => {
    always(
      fc.property(factors, fc.constantFrom(...LAYOUTS), activations, (of, layout, activation) => {
        const added = activation === 'tanh' || activation === 'sigmoid' ? 1.5e-7 : 0;
        const found = product(of, layout, activation);
        expect(errorOf(of, found, activation, added)).toBeLessThanOrEqual((of.inner + 1) * 2 ** -24);
      }),
    );
  });

  test('adds the bias with one rounding and then gives the bits of activate', () => {
    always(
      fc.property(factors, activations, (of, activation) => {
        const sums = product({ ...of, bias: null });
        const biased = sums.map((sum, i) => sum + (of.bias?.[i % of.columns] ?? 0));
        const { y } = run({ x: input(biased), y: output(biased.length) }, (calls, at) =>
          calls.activate(ACTIVATION_NUMBERS[activation], at.x, at.y, biased.length),
        );
        expectSame(product(of, AS_IS, activation), y);
      }),
      50,
    );
  });

  test('has the same bits whichever operand is transposed', () => {
    always(
      fc.property(factors, (of) => {
        const expected = product(of);
        for (const layout of LAYOUTS) expectSame(product(of, layout), expected);
      }),
      50,
    );
  });

  test('gives a row the same bits alone as among others', () => {
    always(
      fc.property(factors, fc.nat(), (of, pick) => {
        const row = pick % of.rows;
        const alone = product({ ...of, rows: 1, a: of.a.slice(row * of.inner, (row + 1) * of.inner) });
        expectSame(alone, product(of).slice(row * of.columns, (row + 1) * of.columns));
      }),
      50,
    );
  });

  test('of the lesson’s first layer, 64 rows of 784 values of which two thirds are 0, is within 785 · 2⁻²⁴', () => {
    const random = RandomStream.seeded(1);
    const a = randomValues(random, 'sparse', 64 * 784);
    const [b, bias] = [randomValues(random, 'dense', 784 * 64), randomValues(random, 'dense', 64)];
    const of = { rows: 64, inner: 784, columns: 64, a, b, bias };
    expect(errorOf(of, product(of, AS_IS, 'relu'), 'relu')).toBeLessThanOrEqual(785 * 2 ** -24);
  });

  test('of zeros is the bias', () => {
    const of = { ...integerFactors(5, 9, 21, true), a: new Float32Array(5 * 9) };
    const bias = [...(of.bias as Matrix)];
    expect([...product(of)]).toEqual(Array.from({ length: 5 }, () => bias).flat());
  });

  test('beyond the largest float32 is Infinity, of either sign', () => {
    const of = { rows: 1, inner: 2, columns: 2, bias: null };
    const [a, b] = [Float32Array.of(1e30, 1e30), Float32Array.of(1e30, -1e30, 1e30, -1e30)];
    expect([...product({ ...of, a, b })]).toEqual([Infinity, -Infinity]);
  });
});

describe.each(LAYOUTS)('matMul with transposeA $transposeA and transposeB $transposeB', (layout) => {
  const sizes = Array.from({ length: 33 }, (_, i) => i + 1);
  const isExact = (of: Factors) => {
    expectSame(product(of, layout), Float32Array.from(float64Product(of).sums));
  };

  test('is exact for integers with every number of rows from 1 to 33', () => {
    for (const rows of sizes) isExact(integerFactors(rows, 6, 19, rows % 2 === 0));
  });

  test('is exact for integers with every inner dimension from 1 to 33', () => {
    for (const inner of sizes) isExact(integerFactors(5, inner, 22, inner % 2 === 0));
  });

  test('is exact for integers with every number of columns from 1 to 33', () => {
    for (const columns of sizes) isExact(integerFactors(3, 7, columns, columns % 2 === 0));
  });
});
