import type * as shared from '../lazy/shared-code';
import { NetworkView } from './network-view';

/** The export of the bundle `views/network.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ NetworkView });
