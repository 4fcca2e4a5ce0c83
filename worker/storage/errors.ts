import { asText, type StorageProblem, TrainerError } from '../protocol';

export function openElsewhere(): TrainerError {
  return new TrainerError({
    code: 'run-open-elsewhere',
    message: 'This run is open in another tab or trainer.',
    got: 'a run that another trainer has open',
    expected: 'a run that no other trainer has open',
    remedy: 'Continue it there, or close that tab and try again.',
  });
}

export function notStored(id: unknown): TrainerError {
  return new TrainerError({
    code: 'run-not-stored',
    message: 'This browser has no such stored run.',
    got: `the run ${asText(id).slice(0, 80)}`,
    expected: 'the id of a run in storedRuns()',
    remedy: 'Reload the page to see which runs are stored, or train again.',
  });
}

/** The error of a run whose database entry was changed by something else. */
export function damagedEntry(id: string): TrainerError {
  return new TrainerError({
    code: 'checkpoint-damaged',
    message: 'The description of this stored run is damaged.',
    got: `a damaged entry of the run ${JSON.stringify(id)}`,
    expected: 'the entry that the trainer has written',
    remedy: 'Delete the run, and train again.',
  });
}

export function storageUnavailable(thrown: unknown): TrainerError {
  if (thrown instanceof TrainerError) return thrown;
  return new TrainerError({
    code: 'storage-unavailable',
    message: 'The browser does not allow this page to store data.',
    got: String(thrown),
    expected: 'access to IndexedDB',
    remedy: 'Leave the private window, or allow the site to store data.',
  });
}

/** The refusal of a call for a run that this trainer trains or is about to train. */
export function openHere(call: string): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() cannot be called: this trainer is training the run.`,
    got: 'the run of this trainer',
    expected: 'a run that is not being trained',
    remedy: 'Wait for the run to end, or stop it first.',
  });
}

/** The answer of the storage. @throws TrainerError `storage-unavailable` if the storage does not answer */
export async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw storageUnavailable(thrown);
  }
}

/** The problem that a failed write reports. */
export function problemOf(thrown: unknown): StorageProblem {
  return (thrown as Partial<Error> | null)?.name === 'QuotaExceededError' ? 'full' : 'unavailable';
}
