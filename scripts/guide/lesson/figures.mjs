/**
 * The results of experiments that the lesson's page reports. `test/guide/lesson-figures.test.ts` repeats them with Fashion-MNIST, seed 1, and the
 * default settings unless stated otherwise.
 */
export const FIGURES = {
  /** With pixels from 0 to 1: the loss of the first batch, and the share of the test images that are recognised after 100 steps. */
  divided: { firstLoss: 2.35, accuracy: 0.76 },
  /** The same with pixels from 0 to 255. */
  undivided: { firstLoss: 156, accuracy: 0.66 },
  /** Accuracy after one epoch on images that are sorted by class, for two sizes of the shuffle buffer. */
  sorted: {
    1024: { training: 0.927, validation: 0.197 },
    60000: { training: 0.812, validation: 0.837 },
  },
  /** How far a weight moves in a step, on average over all weights, by the number of the step. */
  meanUpdate: { 2: 0.00063, 10: 0.00042, 100: 0.00013 },
};

/**
 * A share as a percentage, written as in English or as in Korean.
 * @param {number} share
 */
export const percent = (share) => `${Math.round(100 * share)} %`;
/** @param {number} share */
export const percentInKorean = (share) => `${Math.round(100 * share)}%`;
