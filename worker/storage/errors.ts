import { TrainerError } from '../protocol';

export function openElsewhere(): TrainerError {
  return new TrainerError({
    code: 'run-open-elsewhere',
    message: 'This run is open in another tab or trainer.',
    got: 'a run that someone else trains',
    expected: 'one trainer for each run',
    remedy: 'Go on there, or close that tab and try again.',
  });
}

export function notStored(id: string): TrainerError {
  return new TrainerError({
    code: 'run-not-stored',
    message: 'There is no such run in this browser’s storage.',
    got: `the run ${JSON.stringify(id)}`,
    expected: 'one of storedRuns()',
    remedy: 'Reload the page to see which runs are stored, or train again.',
  });
}

export function storageUnavailable(thrown: unknown): TrainerError {
  return new TrainerError({
    code: 'storage-unavailable',
    message: 'The browser does not let this page use its storage.',
    got: String(thrown),
    expected: 'IndexedDB',
    remedy: 'Leave the private window, or allow the site to store data.',
  });
}

/** A call about a run that trains here, or is about to. */
export function openHere(call: string): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() cannot be called: this trainer is training the run.`,
    got: 'a run that trains here',
    expected: 'a run that rests',
    remedy: 'Wait for the run to end, or stop it first.',
  });
}
