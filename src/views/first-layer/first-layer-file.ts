import type * as shared from '../lazy/shared-code';
import { FirstLayerView } from './first-layer-view';

/** What the bundle `views/first-layer.js` exports; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ FirstLayerView });
