import type { Examination } from '../../worker/protocol';

/** Classes of the data set. */
export const CLASSES = 10;

/** Number of tint levels of a non-empty cell. */
export const TINT_STEPS = 8;

/** The confusion matrix of an examination. */
export interface Confusion {
  /** Number of images by actual class (row) and predicted class (column): row-major, shape (10, 10). */
  readonly counts: readonly number[];
  /** Number of images of each class. */
  readonly support: readonly number[];
  /** Precision of each class: the share of the images predicted as the class that belong to it. 0 to 1; NaN if none is predicted. */
  readonly precision: readonly number[];
  /** Recall of each class: the share of its images that are predicted as it. 0 to 1; NaN for a class without images. */
  readonly recall: readonly number[];
  /** Accuracy: the share of all images predicted correctly. 0 to 1; NaN without images. */
  readonly accuracy: number;
}

/** Counts an examination's predictions by actual class. */
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
 * The tint level of a cell: 0 for an empty cell only, otherwise 1 to 8. It grows with the square root of the cell's share
 * of its row, so that a few mistakes are visible beside hundreds of correct predictions.
 */
export function tintStep(count: number, support: number): number {
  return Math.ceil(TINT_STEPS * Math.sqrt(count / Math.max(support, 1)));
}
