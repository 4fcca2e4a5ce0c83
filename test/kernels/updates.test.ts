import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import { largestError } from './agreement';
import {
  ADAM,
  follow,
  MOMENTUM,
  magnitudes,
  type Optimizer,
  RMSPROP,
  SGD,
  type State,
  update,
} from './optimizer-formulas';
import { always, dimension, type Kind, kinds, randomValues, seeds } from './random-operands';

/** The largest errors of weights and moments after one step, and of weights after thirty. */
const BOUNDS = [
  { optimizer: SGD, name: SGD.name, weight: '1.8e-7', moment: null, thirty: '2.5e-7' },
  { optimizer: MOMENTUM, name: MOMENTUM.name, weight: '2e-7', moment: '1.4e-7', thirty: '4.5e-7' },
  { optimizer: RMSPROP, name: RMSPROP.name, weight: '2.5e-7', moment: '1.4e-7', thirty: '2.5e-7' },
  { optimizer: ADAM, name: ADAM.name, weight: '3e-7', moment: '2e-7', thirty: '5e-7' },
];

/** Any weights and moments; means of squares are not negative. */
function randomState({ name, moments }: Optimizer, random: RandomStream, kind: Kind, count: number): State {
  const squares = { sgd: -1, momentum: -1, rmsProp: 1, adam: 2 }[name];
  return Array.from({ length: 1 + moments }, (_, part) => {
    const values = randomValues(random, kind, count);
    return part === squares ? values.map(Math.abs) : values;
  });
}

const withoutSigns = (state: State) => state.map((values) => values.map((value) => value + 0));
const float32 = (state: number[][]) => state.map((values) => Float32Array.from(values));

describe.each(BOUNDS)('$name', ({ optimizer, weight, moment, thirty }) => {
  const steps = fc
    .record({
      count: dimension,
      kind: kinds,
      gradients: kinds,
      step: fc.integer({ min: 1, max: 2000 }),
      seed: seeds,
    })
    .map(({ count, kind, gradients, step, seed }) => {
      const random = RandomStream.seeded(seed);
      const state = randomState(optimizer, random, kind, count);
      return { state, g: randomValues(random, gradients, count), step };
    });

  const ofMoments = moment ? `, moments within ${moment}` : '';
  test(`does a step like float64, weights within ${weight}${ofMoments} of the magnitudes that are added`, () => {
    always(
      fc.property(steps, ({ state, g, step }) => {
        const expected = follow(optimizer.float64, state, g, step);
        const sizes = follow(magnitudes(optimizer.float64), state, g, step);
        update(optimizer, state, g, step).forEach((found, part) => {
          const error = largestError(found, expected[part] ?? [], (i) => Number(sizes[part]?.[i]));
          expect(error).toBeLessThan(Number(part === 0 ? weight : moment));
        });
      }),
    );
  });

  test(`does thirty steps from 0 like float64, weights within ${thirty} of the distance that gradients of one sign would cover`, () => {
    always(
      fc.property(dimension, kinds, seeds, (count, kind, seed) => {
        const random = RandomStream.seeded(seed);
        let state: State = randomState(optimizer, random, kind, count).map((values) => values.fill(0));
        let expected: ArrayLike<number>[] = [...state];
        let way = expected;
        for (let step = 1; step <= 30; step++) {
          const g = randomValues(random, kind, count);
          state = update(optimizer, state, g, step);
          expected = follow(optimizer.float64, expected, g, step);
          way = follow(optimizer.float64, way, g.map(Math.abs), step);
        }
        const error = largestError(state[0] ?? [], expected[0] ?? [], (i) => Math.abs(Number(way[0]?.[i])));
        expect(error).toBeLessThan(Number(thirty));
      }),
      20,
    );
  });

  test('does a step with the bits of the float32 formula', () => {
    always(
      fc.property(steps, ({ state, g, step }) => {
        const found = withoutSigns(update(optimizer, state, g, step));
        expect(found).toEqual(float32(follow(optimizer.float32, state, g, step)));
      }),
    );
  });

  test('does a step with the bits of the float32 formula for every count from 1 to 33', () => {
    const random = RandomStream.seeded(6);
    for (let count = 1; count <= 33; count++) {
      const state = randomState(optimizer, random, 'dense', count);
      const g = randomValues(random, 'dense', count);
      expect(withoutSigns(update(optimizer, state, g, 3))).toEqual(
        float32(follow(optimizer.float32, state, g, 3)),
      );
    }
  });
});
