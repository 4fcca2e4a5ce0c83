import { sentences } from '../language/sentences';

/** Said in place of what needs the data set, of a model that was opened without it. */
export const WITHOUT_DATA = sentences('without-data', {
  yet: 'Needs the data set, which is loaded when you train.',
});
