import { sentences } from '../language/sentences';

/** Shown instead of views that need the data set, when a model was opened without it. */
export const WITHOUT_DATA = sentences('without-data', {
  yet: 'Needs the data set, which is loaded when you train.',
});
