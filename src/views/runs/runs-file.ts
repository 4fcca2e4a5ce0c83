import type * as shared from '../lazy/shared-code';
import { PastRunsView } from './past-runs-view';
import { StoredRunsView } from './stored-runs-view';

/** The export of the bundle `views/runs.js`; see `shared-code.ts`. */
export const open = (_: typeof shared) => ({ PastRunsView, StoredRunsView });
