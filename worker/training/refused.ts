import { TrainerError } from '../protocol';

/** The error of a call that is not allowed in the current state, or not with this argument. `got` says why. */
export function refused(call: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() cannot be called: ${got}.`,
    got,
    expected,
    remedy,
  });
}
