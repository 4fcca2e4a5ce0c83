import { type ErrorCode, TrainerError } from '../protocol';

const REMEDY = 'Restore another checkpoint, or train again.';

function error(code: ErrorCode, message: string, got: string, expected: string): TrainerError {
  return new TrainerError({ code, message, got, expected, remedy: REMEDY });
}

/** The error for a file that `encodeCheckpoint` did not write, or that has been changed since. */
export function damaged(got: string, expected: string): TrainerError {
  return error('checkpoint-damaged', 'This is not an intact checkpoint of a run.', got, expected);
}

export function otherVersion(version: number, known: number): TrainerError {
  const message = 'The checkpoint was saved by another version of the trainer.';
  return error('checkpoint-version', message, `format version ${version}`, `format version ${known}`);
}

/** The error for an intact checkpoint that needs another engine or data set to continue. */
export function mismatch(what: 'engine' | 'data set', got: string, expected: string): TrainerError {
  return error('checkpoint-mismatch', `The checkpoint belongs to another ${what}.`, got, expected);
}
