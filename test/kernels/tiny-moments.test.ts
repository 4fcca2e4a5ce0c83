import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import {
  ADAM,
  follow,
  MOMENTUM,
  type Optimizer,
  RMSPROP,
  type State,
  update,
  type Vector,
} from './optimizer-formulas';
import { always, dimension, randomValues, seeds } from './random-operands';

/** Moments of this size or less become 0. */
const TINY = Math.fround(1e-30);
const JUST_ABOVE = Math.fround(TINY * (1 + 2 ** -23));

/** The kernels with decays of 1, which leave the moments of a gradient of 0 as they are. */
const KEEPING: readonly Pick<Optimizer, 'name' | 'moments' | 'call'>[] = [
  { ...MOMENTUM, call: (kernels, [w = 0, a = 0], g, count) => kernels.momentum(w, a, g, count, 1e-3, 1) },
  { ...RMSPROP, call: (kernels, [w = 0, s = 0], g, count) => kernels.rmsProp(w, s, g, count, 1e-3, 1, 1e-7) },
  {
    ...ADAM,
    call: (kernels, [w = 0, m = 0, v = 0], g, count) => kernels.adam(w, m, v, g, count, 1e-3, 1e-7, 1, 1),
  },
];

/** Gradients of either sign from 2⁻¹⁴⁹ to 1, and some zeros. */
function tinyGradients(random: RandomStream, count: number): Vector {
  return randomValues(random, 'sparse', count).map((value) => {
    const magnitude = 2 ** (-149 * random.nextFloat());
    return value === 0 && random.nextInt(2) ? 0 : magnitude * (random.nextInt(2) ? 1 : -1);
  });
}

describe.each(KEEPING)('a moment of $name', (optimizer) => {
  test('of 1e-30 or less becomes 0; one just above 1e-30 stays', () => {
    const forgotten = [TINY, -TINY, 2 ** -126, -(2 ** -126), 2 ** -149, -(2 ** -149), 0];
    const kept = [JUST_ABOVE, 1, 2 ** 100, Infinity];
    const values = Float32Array.from([...forgotten, ...kept]);
    const zeros = new Float32Array(values.length);
    // One moment at a time: Infinity over Infinity would be NaN.
    for (let moment = 1; moment <= optimizer.moments; moment++) {
      const state = Array.from({ length: 1 + optimizer.moments }, (_, part) =>
        part === moment ? values : zeros,
      );
      expect([...(update(optimizer, state, zeros)[moment] ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, ...kept]);
    }
  });
});

test.each(KEEPING.filter(({ name }) => name !== 'rmsProp'))(
  'a negative moment of $name stays when it is just beyond 1e-30',
  (optimizer) => {
    const values = Float32Array.of(-JUST_ABOVE, -1, -Infinity, -(2 ** -100), -(2 ** -99));
    const zeros = new Float32Array(values.length);
    const state = [zeros, values, zeros].slice(0, 1 + optimizer.moments);
    expect([...(update(optimizer, state, zeros)[1] ?? [])].map((value) => value + 0)).toEqual([
      -JUST_ABOVE,
      -1,
      -Infinity,
      0,
      -(2 ** -99),
    ]);
  },
);

describe.each([MOMENTUM, RMSPROP, ADAM])('$name', (optimizer) => {
  test('lets moments decay to exactly 0 and never to 1e-30 or less', () => {
    const start = Float32Array.of(1e-27, 1e-28, 1e-29, 3e-30, JUST_ABOVE);
    const zeros = new Float32Array(start.length);
    let state: State = [zeros, start, start].slice(0, 1 + optimizer.moments);
    for (let step = 1; step <= 100; step++) {
      state = update(optimizer, state, zeros, step);
      for (const value of state.slice(1).flatMap((values) => [...values])) {
        if (value !== 0) expect(Math.abs(value)).toBeGreaterThan(TINY);
      }
    }
    expect([...(state[1] ?? [])]).toEqual([0, 0, 0, 0, 0]);
  });

  test('leaves no subnormal moment after gradients of any magnitude, nor one of 1e-30 or less', () => {
    let forgotten = 0;
    always(
      fc.property(dimension, seeds, (count, seed) => {
        const random = RandomStream.seeded(seed);
        const state = Array.from({ length: 1 + optimizer.moments }, () => {
          // A mean of squares is not negative, a sum of gradients may have any sign.
          const values = tinyGradients(random, count);
          return optimizer === MOMENTUM ? values : values.map(Math.abs);
        });
        for (const value of update(optimizer, state, tinyGradients(random, count))
          .slice(1)
          .flatMap((v) => [...v])) {
          if (value === 0) forgotten += 1;
          else expect(Math.abs(value)).toBeGreaterThan(TINY);
        }
      }),
    );
    expect(forgotten).toBeGreaterThan(1000);
  });

  test('moves weights of 1e-6 or more, in 50 steps, to the same bits as if it kept tiny moments', () => {
    let forgotten = 0;
    always(
      fc.property(seeds, (seed) => {
        const random = RandomStream.seeded(seed);
        const count = 32;
        const weights = new Float32Array(count).map(() => 10 ** (-6 * random.nextFloat()));
        const zeros = new Float32Array(count);
        let state: State = [weights, zeros, zeros].slice(0, 1 + optimizer.moments);
        let expected: ArrayLike<number>[] = [...state];
        // Each weight has gradients of its own magnitude.
        const scale = weights.map(() => 2 ** (-120 * random.nextFloat()));
        for (let step = 1; step <= 50; step++) {
          const g = scale.map((value) => value * (2 * random.nextFloat() - 1));
          state = update(optimizer, state, g, step);
          expected = follow(optimizer.float32, expected, g, step);
        }
        expect([...(state[0] ?? [])]).toEqual([...(expected[0] as number[])]);
        const last = optimizer.moments;
        state[last]?.forEach((value, i) => {
          if (value === 0 && Number(expected[last]?.[i]) !== 0) forgotten += 1;
        });
      }),
      30,
    );
    expect(forgotten).toBeGreaterThan(100);
  });

  test('makes a weight NaN if its gradient is NaN: NaN is not a tiny moment', () => {
    const ones = () => Float32Array.of(1, 1, 1, 1, 1);
    const state = Array.from({ length: 1 + optimizer.moments }, ones);
    const [weights = []] = update(optimizer, state, Float32Array.of(NaN, 0, 0, 0, NaN));
    expect([...weights].map(Number.isNaN)).toEqual([true, false, false, false, true]);
  });
});
