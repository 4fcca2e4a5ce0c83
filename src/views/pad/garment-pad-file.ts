import type * as shared from '../lazy/shared-code';
import { GarmentPadView } from './garment-pad-view';

/** The export of the bundle `views/garment-pad.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ GarmentPadView });
