import { type ErrorCode, TrainerError } from '../protocol';

const REMEDY = 'Restore another checkpoint, or train again.';

function error(code: ErrorCode, message: string, got: string, expected: string): TrainerError {
  return new TrainerError({ code, message, got, expected, remedy: REMEDY });
}

/** The file is not one that `encodeCheckpoint` has written, or has been changed since. */
export function damaged(got: string, expected: string): TrainerError {
  return error('checkpoint-damaged', 'This is not a whole checkpoint of a run.', got, expected);
}

export function otherVersion(version: number, known: number): TrainerError {
  const message = 'The checkpoint was saved by another version of the trainer.';
  return error('checkpoint-version', message, `format version ${version}`, `format version ${known}`);
}

/** The checkpoint is whole, but what it needs to go on is not here. */
export function mismatch(what: 'engine' | 'data set', got: string, expected: string): TrainerError {
  return error('checkpoint-mismatch', `The checkpoint belongs to another ${what}.`, got, expected);
}
