import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIVATION_NUMBERS } from '../../worker/kernels/bindings';
import { RandomStream } from '../../worker/random';
import { expectSame, largestError } from './agreement';
import { input, output, run, updated } from './kernel-memory';
import { always, dimension, kinds, randomValues, seeds } from './random-operands';

type Activation = keyof typeof ACTIVATION_NUMBERS;
type Vector = Float32Array<ArrayBuffer>;

const ACTIVATIONS: readonly Activation[] = ['linear', 'relu', 'tanh', 'sigmoid'];

function activate(activation: Activation, values: ArrayLike<number>): Vector {
  const x = Float32Array.from(values);
  return run({ x: input(x), y: output(x.length) }, (kernels, at) =>
    kernels.activate(ACTIVATION_NUMBERS[activation], at.x, at.y, x.length),
  ).y;
}

function activateBackward(activation: Activation, y: Vector, dY: Vector): Vector {
  return run({ y: input(y), dY: input(dY), dX: output(y.length) }, (kernels, at) =>
    kernels.activateBackward(ACTIVATION_NUMBERS[activation], at.y, at.dY, at.dX, y.length),
  ).dX;
}

/** In the form that keeps its precision for very negative x. */
const sigmoid = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const relative = (expected: ArrayLike<number>) => (i: number) => Math.abs(Number(expected[i]));

const sizes = Array.from({ length: 33 }, (_, i) => i + 1);
const vectors = fc
  .record({ count: dimension, kind: kinds, seed: seeds })
  .map(({ count, kind, seed }) => randomValues(RandomStream.seeded(seed), kind, count));

describe('activate', () => {
  test('with linear, which is also softmax’s number, copies to the bit', () => {
    expect(ACTIVATION_NUMBERS.softmax).toBe(ACTIVATION_NUMBERS.linear);
    always(
      fc.property(vectors, (x) => {
        expectSame(activate('linear', x), x);
      }),
    );
  });

  test('with relu is max(x, 0) exactly; −0 gives 0 and NaN stays NaN', () => {
    always(
      fc.property(vectors, (x) => {
        expectSame(
          activate('relu', x),
          x.map((value) => (value > 0 ? value : 0)),
        );
      }),
    );
    const special = [-0, NaN, Infinity, -Infinity, 2 ** -149, -(2 ** -149)];
    expect([...activate('relu', special)]).toEqual([0, NaN, Infinity, 0, 2 ** -149, 0]);
  });

  test('with tanh has a relative error below 1.5e-7', () => {
    always(
      fc.property(vectors, (x) => {
        const expected = Float64Array.from(x, Math.tanh);
        expect(largestError(activate('tanh', x), expected, relative(expected))).toBeLessThan(1.5e-7);
      }),
    );
  });

  test('with sigmoid has a relative error below 1.5e-7, or is off by less than 1.5e-38', () => {
    always(
      fc.property(vectors, (x) => {
        const expected = Float64Array.from(x, sigmoid);
        const error = largestError(activate('sigmoid', x), expected, (i) =>
          Math.max(Number(expected[i]), 2 ** -103),
        );
        expect(error).toBeLessThan(1.5e-7);
      }),
    );
  });

  test('with sigmoid, at a million points from −87.3 to 87.3, has a relative error below 1.5e-7 and never falls', () => {
    const x = new Float32Array(1_000_000).map((_, i) => -87.3 + (174.6 * i) / 999_999);
    const found = activate('sigmoid', x);
    const expected = Float64Array.from(x, sigmoid);
    expect(largestError(found, expected, relative(expected))).toBeLessThan(1.5e-7);
    expect(found.findIndex((value, i) => i > 0 && value < Number(found[i - 1]))).toBe(-1);
  });

  test('with sigmoid gives ½ at 0, 0 and 1 at and near the infinities, and NaN for NaN', () => {
    const special = [0, -0, -Infinity, -1e30, -89, Infinity, 1e30, 89, NaN];
    expect([...activate('sigmoid', special)]).toEqual([0.5, 0.5, 0, 0, 0, 1, 1, 1, NaN]);
  });
});

describe('activateBackward', () => {
  /** Outputs of the activation, and gradients. */
  const cases = (activation: Activation) =>
    fc.record({ x: vectors, kind: kinds, seed: seeds }).map(({ x, kind, seed }) => ({
      y: activate(activation, x),
      dY: randomValues(RandomStream.seeded(seed), kind, x.length),
    }));

  test('with linear is dY to the bit', () => {
    always(
      fc.property(cases('linear'), ({ y, dY }) => {
        expectSame(activateBackward('linear', y, dY), dY);
      }),
    );
  });

  test('with relu is dY exactly where y is above 0, and 0 elsewhere', () => {
    always(
      fc.property(cases('relu'), ({ y, dY }) => {
        expectSame(
          activateBackward('relu', y, dY),
          dY.map((d, i) => (Number(y[i]) > 0 ? d : 0)),
        );
      }),
    );
    const dY = Float32Array.of(3, -3, NaN, Infinity, 5, -7);
    const dX = activateBackward('relu', Float32Array.of(0, -0, 0, 0, 2 ** -149, Infinity), dY);
    expect([...dX]).toEqual([0, 0, 0, 0, 5, -7]);
  });

  test('with tanh is dY (1 − y²) within 1e-7 of |dY|', () => {
    always(
      fc.property(cases('tanh'), ({ y, dY }) => {
        const expected = Float64Array.from(dY, (d, i) => d * (1 - Number(y[i]) ** 2));
        expect(largestError(activateBackward('tanh', y, dY), expected, relative(dY))).toBeLessThan(1e-7);
      }),
    );
  });

  test('with sigmoid is dY y (1 − y) within a relative 1.5e-7', () => {
    always(
      fc.property(cases('sigmoid'), ({ y, dY }) => {
        const expected = Float64Array.from(dY, (d, i) => d * Number(y[i]) * (1 - Number(y[i])));
        // Below the smallest normal number a float32 has no relative precision.
        const size = (i: number) => Math.max(Math.abs(Number(expected[i])), 2 ** -103);
        expect(largestError(activateBackward('sigmoid', y, dY), expected, size)).toBeLessThan(1.5e-7);
      }),
    );
  });
});

describe.each(ACTIVATIONS)('%s', (activation) => {
  const random = RandomStream.seeded(5);
  const [x, dY] = [randomValues(random, 'sparse', 33), randomValues(random, 'dense', 33)];
  const y = x.map((value) => Number(activate(activation, [value, value, value, value])[0]));
  const dX = x.map((_, i) => {
    const [one, gradient] = [Number(y[i]), Number(dY[i])];
    const lanes = (value: number) => new Float32Array(4).fill(value);
    return Number(activateBackward(activation, lanes(one), lanes(gradient))[0]);
  });

  test('has the same bits for every count from 1 to 33, in whole vectors and after the last one', () => {
    for (const count of sizes) expectSame(activate(activation, x.subarray(0, count)), y.slice(0, count));
  });

  test('has a derivative with the same bits for every count from 1 to 33', () => {
    for (const count of sizes) {
      expectSame(activateBackward(activation, y.slice(0, count), dY.slice(0, count)), dX.slice(0, count));
    }
  });

  test('may be written over its argument, and its derivative over dY', () => {
    const number = ACTIVATION_NUMBERS[activation];
    const found = run({ x: updated(x), y: input(y), d: updated(dY) }, (kernels, at) => {
      kernels.activate(number, at.x, at.x, 33);
      kernels.activateBackward(number, at.y, at.d, at.d, 33);
    });
    expectSame(found.x, y);
    expectSame(found.d, dX);
  });
});
