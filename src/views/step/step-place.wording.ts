import { sentences } from '../../language/sentences';

/** The sentences of the closed view, which are shown before its code has loaded. */
export const STEP_PLACE = sentences('step-place', {
  about:
    'Pause a run, or press Step batch. Then you can walk through the next step here, with all its numbers.',
  open: 'Look inside',
});
