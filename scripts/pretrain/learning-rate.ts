/** How the step size changes during a run: it rises from 0 in a straight line, then falls to 0 along a curve. */
export interface LearningRateSchedule {
  /** The share of all steps during which it rises, 0 to below 1. */
  readonly warmUp: number;
}

/**
 * The step size of a step, as a share of the largest one: above 0, at most 1.
 *
 * It falls along 1 − t²(3 − 2t), which has the values and slopes of (1 + cos πt) / 2 at both ends and stays within 0.011
 * of it. A cosine may differ in its last bit between JavaScript engines, but sums and products may not. So the weights
 * are the same everywhere.
 *
 * @param step from 0
 * @param steps the number of steps of the whole run
 */
export function scheduleAt({ warmUp }: LearningRateSchedule, step: number, steps: number): number {
  const at = (step + 0.5) / steps;
  if (at < warmUp) return at / warmUp;
  const t = (at - warmUp) / (1 - warmUp);
  return 1 - t * t * (3 - 2 * t);
}
