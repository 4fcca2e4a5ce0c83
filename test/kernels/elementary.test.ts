import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernels } from '../../worker/kernels/bindings';
import { RandomStream } from '../../worker/random';
import { expectSame, largestError } from './agreement';
import { input, output, run, updated } from './kernel-memory';
import { always, dimension, randomValues, seeds } from './random-operands';

type Name = 'exponentials' | 'logarithms' | 'hyperbolicTangents';
type Vector = Float32Array<ArrayBuffer>;

/** The number of points in a sweep. */
const POINTS = 1_000_000;
const LEAST_NORMAL = 2 ** -126;
const GREATEST = (2 - 2 ** -23) * 2 ** 127;
/** As in elementary.ts: below and above, exp is 0 or infinite. */
const [EXP_LOWEST, EXP_HIGHEST] = [Math.fround(-87.33654), Math.fround(88.72283)];

function apply(name: Name, values: ArrayLike<number>): Vector {
  const x = Float32Array.from(values);
  return run({ x: input(x), y: output(x.length) }, (calls: Kernels, at) => calls[name](at.x, at.y, x.length)).y;
}

/** Points at equal distances, in ascending order. */
const evenly = (from: number, to: number) =>
  new Float32Array(POINTS).map((_, i) => from + ((to - from) * i) / (POINTS - 1));

/** Points at a constant ratio, so each magnitude has the same number of them. */
const geometrically = (from: number, to: number) =>
  new Float32Array(POINTS).map((_, i) => from * (to / from) ** (i / (POINTS - 1)));

/** The float32 that comes next, away from 0. */
function next(x: number): number {
  const bits = new Uint32Array(Float32Array.of(x).buffer);
  return Number(new Float32Array(bits.map((value) => value + 1).buffer)[0]);
}

const relativeError = (found: Vector, x: Vector, exact: (x: number) => number) => {
  const expected = Float64Array.from(x, exact);
  return largestError(found, expected, (i) => Math.abs(Number(expected[i])));
};

const falls = (values: Vector) => values.findIndex((value, i) => i > 0 && value < Number(values[i - 1]));

describe('exponentials', () => {
  const sweep = evenly(EXP_LOWEST, EXP_HIGHEST);

  test('have a relative error below 8.2e-8 from −87.33654 to 88.72283', () => {
    expect(relativeError(apply('exponentials', sweep), sweep, Math.exp)).toBeLessThan(8.2e-8);
  });

  test('have a relative error below 6e-8 around 0, and are 1 at 0 of either sign', () => {
    const tiny = geometrically(2 ** -149, 2 ** -12);
    for (const x of [tiny, tiny.map((value) => -value)]) {
      expect(relativeError(apply('exponentials', x), x, Math.exp)).toBeLessThan(6e-8);
    }
    expect([...apply('exponentials', [0, -0])]).toEqual([1, 1]);
  });

  test('never fall from one point to the next', () => {
    expect(falls(apply('exponentials', sweep))).toBe(-1);
  });

  test('are infinite above 88.72283 and finite there', () => {
    const [finite, ...infinite] = apply('exponentials', [
      EXP_HIGHEST,
      next(EXP_HIGHEST),
      1e4,
      GREATEST,
      Infinity,
    ]);
    expect(finite).toBeLessThan(Infinity);
    expect(infinite).toEqual([Infinity, Infinity, Infinity, Infinity]);
  });

  test('are 0 below −87.33654 and normal there: no result is subnormal', () => {
    const [normal, ...zeros] = apply('exponentials', [
      EXP_LOWEST,
      next(EXP_LOWEST),
      -1e4,
      -GREATEST,
      -Infinity,
    ]);
    expect(normal).toBeGreaterThanOrEqual(LEAST_NORMAL);
    expect(zeros).toEqual([0, 0, 0, 0]);
  });

  test('of NaN are NaN, alone', () => {
    expect([...apply('exponentials', [0, NaN, 0, 0, NaN])]).toEqual([1, NaN, 1, 1, NaN]);
  });
});

describe('logarithms', () => {
  const sweep = geometrically(LEAST_NORMAL, GREATEST);

  test('of all normal magnitudes have an error below 8.2e-8 of the larger of |ln x| and 1', () => {
    const expected = Float64Array.from(sweep, Math.log);
    const error = largestError(apply('logarithms', sweep), expected, (i) =>
      Math.max(1, Math.abs(Number(expected[i]))),
    );
    expect(error).toBeLessThan(8.2e-8);
  });

  test('from ½ to 2 have a relative error below 8.2e-8, also beside 1, and that of 1 is 0', () => {
    const x = evenly(0.5, 2);
    expect(relativeError(apply('logarithms', x), x, Math.log)).toBeLessThan(8.2e-8);
    expect([...apply('logarithms', [1])]).toEqual([0]);
  });

  test('never fall from one point to the next', () => {
    expect(falls(apply('logarithms', sweep))).toBe(-1);
    expect(falls(apply('logarithms', evenly(0.5, 2)))).toBe(-1);
  });
});

describe('hyperbolicTangents', () => {
  test('have a relative error below 1.5e-7 from −10 to 10', () => {
    const x = evenly(-10, 10);
    expect(relativeError(apply('hyperbolicTangents', x), x, Math.tanh)).toBeLessThan(1.5e-7);
  });

  test('of all magnitudes, subnormal ones too, have a relative error below 1.5e-7', () => {
    const x = geometrically(2 ** -149, GREATEST);
    expect(relativeError(apply('hyperbolicTangents', x), x, Math.tanh)).toBeLessThan(1.5e-7);
  });

  test('never fall from one point to the next', () => {
    expect(falls(apply('hyperbolicTangents', evenly(-10, 10)))).toBe(-1);
  });

  test('are odd to the bit', () => {
    const x = geometrically(2 ** -149, GREATEST);
    const negative = apply(
      'hyperbolicTangents',
      x.map((value) => -value),
    );
    expectSame(
      negative.map((value) => -value),
      apply('hyperbolicTangents', x),
    );
  });

  test('of ±Infinity are ±1, of NaN NaN, of 0 of either sign 0', () => {
    const found = apply('hyperbolicTangents', [Infinity, -Infinity, NaN, 0, -0]);
    expect([...found].map((value) => value + 0)).toEqual([1, -1, NaN, 0, 0]);
  });
});

describe.each<Name>(['exponentials', 'logarithms', 'hyperbolicTangents'])('%s', (name) => {
  const positive = (seed: number, count: number) =>
    randomValues(RandomStream.seeded(seed), 'dense', count).map((value) => 4 * Math.abs(value) + LEAST_NORMAL);

  /** Each value on its own, spread over all four lanes. */
  const oneByOne = (x: Vector) => x.map((value) => Number(apply(name, [value, value, value, value])[0]));

  test('have the same bits for every count from 1 to 33, in whole vectors and after the last one', () => {
    const x = positive(1, 33);
    const expected = oneByOne(x);
    for (let count = 1; count <= 33; count++) {
      expectSame(apply(name, x.subarray(0, count)), expected.slice(0, count));
    }
  });

  test('of random counts are float64’s within 1e-7 of the larger of the result and 1', () => {
    const exact = { exponentials: Math.exp, logarithms: Math.log, hyperbolicTangents: Math.tanh }[name];
    always(
      fc.property(dimension, seeds, (count, seed) => {
        const x = positive(seed, count);
        const expected = Float64Array.from(x, exact);
        const size = (i: number) => Math.max(1, Math.abs(Number(expected[i])));
        expect(largestError(apply(name, x), expected, size)).toBeLessThan(1e-7);
      }),
    );
  });

  test('may be written over their arguments', () => {
    const x = positive(2, 30);
    const { values } = run({ values: updated(x), other: input(x) }, (calls, at) =>
      calls[name](at.values, at.values, 30),
    );
    expectSame(values, apply(name, x));
  });
});
