import type * as shared from '../lazy/shared-code';
import { ConfusionMatrixView } from './confusion-matrix-view';

/** The export of the bundle `views/confusion-matrix.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ ConfusionMatrixView });
