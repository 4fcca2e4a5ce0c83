import type * as shared from '../lazy/shared-code';
import { FirstLayerView } from './first-layer-view';

/** The export of the bundle `views/first-layer.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ FirstLayerView });
