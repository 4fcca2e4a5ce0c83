/** How the step size changes over a run: up from zero in a straight line, then down to zero along a curve. */
export interface LearningRateSchedule {
  /** Share of all steps that the way up takes, 0 to below 1. */
  readonly warmUp: number;
}

/**
 * The share of the largest step size that a step takes, above 0, at most 1.
 *
 * The way down is 1 − t²(3 − 2t), which has the values and slopes of (1 + cos πt) / 2 at both ends and stays within 0.011
 * of it. A cosine may differ in its last bit from one JavaScript engine to the next; sums and products may not, and the
 * weights are to be the same everywhere.
 *
 * @param step from 0
 * @param steps of the whole run
 */
export function scheduleAt({ warmUp }: LearningRateSchedule, step: number, steps: number): number {
  const at = (step + 0.5) / steps;
  if (at < warmUp) return at / warmUp;
  const t = (at - warmUp) / (1 - warmUp);
  return 1 - t * t * (3 - 2 * t);
}
