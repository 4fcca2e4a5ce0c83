import { addSentences } from '../../language/localisation';
import type * as shared from '../lazy/shared-code';
import { StepView } from './step-view';
import { WORDS } from './step-words-ko';

/** The export of the bundle `views/step.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => {
  addSentences('ko', 'step', WORDS);
  return { StepView };
};
