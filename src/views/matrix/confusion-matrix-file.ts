import type * as shared from '../lazy/shared-code';
import { ConfusionMatrixView } from './confusion-matrix-view';

/** What the bundle `views/confusion-matrix.js` exports; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ ConfusionMatrixView });
