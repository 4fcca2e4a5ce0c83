import fc from 'fast-check';
import type { RandomStream } from '../../worker/random';

/** Length of one dimension. */
export const dimension = fc.integer({ min: 1, max: 130 });
export const seeds = fc.integer();

/**
 * Dense: uniform in [−1, 1). Sparse: two thirds are 0, some of them −0, as after relu. Wide: of either sign, with
 * magnitudes from 2⁻³⁰ to 2³⁰.
 */
export const KINDS = ['dense', 'sparse', 'wide'] as const;
export type Kind = (typeof KINDS)[number];
export const kinds = fc.constantFrom(...KINDS);

export function randomValues(random: RandomStream, kind: Kind, count: number): Float32Array<ArrayBuffer> {
  return new Float32Array(count).map(() => {
    const value = 2 * random.nextFloat() - 1;
    if (kind === 'dense') return value;
    if (kind === 'wide') return Math.sign(value) * 2 ** (60 * random.nextFloat() - 30);
    return [0, -0, 0, value, 0, value][random.nextInt(6)] as number;
  });
}

/** The same cases in every run. */
export function always<T>(property: fc.IProperty<T>, numRuns = 100): void {
  fc.assert(property, { seed: 20_260_101, numRuns });
}
