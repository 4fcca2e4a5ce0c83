import { viewFile } from '../lazy/view-file';

/** The code of the list of earlier runs and of the list of stored runs. Both are in one file. */
export const RUNS_CODE = viewFile('views/runs.js', () => import('./runs-file.js'));
