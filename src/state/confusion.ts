import type { Examination } from '../../worker/protocol';

/** Classes of the data set. */
export const CLASSES = 10;

/** Steps of a cell's tint, from a trace to all. */
export const TINT_STEPS = 8;

/** What the images of each class are taken for. */
export interface Confusion {
  /** Images by their class and what they are taken for: row-major, shape (10, 10). */
  readonly counts: readonly number[];
  /** Images of each class. */
  readonly support: readonly number[];
  /** Of the images taken for a class, the share that is of it: 0 to 1, NaN where none is taken for it. */
  readonly precision: readonly number[];
  /** Of the images of a class, the share that is taken for it: 0 to 1, NaN for a class without images. */
  readonly recall: readonly number[];
  /** Of all images, the share that is taken for its class: 0 to 1, NaN without images. */
  readonly accuracy: number;
}

/** Counts what an examination has taken each class for. */
export function confusionOf({ labels, predicted }: Pick<Examination, 'labels' | 'predicted'>): Confusion {
  const counts = new Array<number>(CLASSES * CLASSES).fill(0);
  const support = new Array<number>(CLASSES).fill(0);
  const taken = new Array<number>(CLASSES).fill(0);
  const right = new Array<number>(CLASSES).fill(0);
  const increment = (tallies: number[], at: number) => {
    tallies[at] = (tallies[at] as number) + 1;
  };
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    const guess = predicted[i] as number;
    increment(counts, label * CLASSES + guess);
    increment(support, label);
    increment(taken, guess);
    if (label === guess) increment(right, label);
  }
  const shareOf = (totals: readonly number[]) => right.map((count, i) => count / (totals[i] as number));
  return {
    counts,
    support,
    precision: shareOf(taken),
    recall: shareOf(support),
    accuracy: right.reduce((sum, count) => sum + count, 0) / labels.length,
  };
}

/**
 * How strongly a cell is tinted: 0 for an empty one alone, else 1 to 8. It grows with the square root of the cell's share of
 * its row, so that a few mistakes show beside hundreds of hits.
 */
export function tintStep(count: number, support: number): number {
  return Math.ceil(TINT_STEPS * Math.sqrt(count / Math.max(support, 1)));
}
