import type * as shared from '../lazy/shared-code';
import { EpochTableView } from './epoch-table-view';

/** The export of the bundle `views/epoch-table.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ EpochTableView });
