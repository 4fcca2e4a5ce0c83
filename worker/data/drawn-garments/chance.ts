import type { RandomStream } from '../../random';

/** A range: its start (inclusive) and its end (exclusive). */
export type Range = readonly [number, number];

/** Choices and their weights, which need not add up to 1. */
export type Weighted<T> = readonly (readonly [weight: number, choice: T])[];

export function between(random: RandomStream, range: Range): number {
  return range[0] + (range[1] - range[0]) * random.nextFloat();
}

export function happens(random: RandomStream, probability: number): boolean {
  return random.nextFloat() < probability;
}

export function choose<T>(random: RandomStream, choices: Weighted<T>): T {
  let total = 0;
  for (const [weight] of choices) total += weight;
  let left = random.nextFloat() * total;
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return (choices[choices.length - 1] as readonly [number, T])[1];
}

/** Draws one number from each range, in the order in which the ranges are written. */
export function measure<K extends string>(
  random: RandomStream,
  ranges: Readonly<Record<K, Range>>,
): Record<K, number> {
  const measures = {} as Record<K, number>;
  for (const name in ranges) measures[name] = between(random, ranges[name]);
  return measures;
}
