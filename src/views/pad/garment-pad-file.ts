import type * as shared from '../lazy/shared-code';
import { GarmentPadView } from './garment-pad-view';

/** What the bundle `views/garment-pad.js` exports; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ GarmentPadView });
