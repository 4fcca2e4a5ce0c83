import { TrainerError } from '../protocol';

/** The error of a call that is not allowed now, or not with its argument. `got` says why. */
export function refused(call: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() cannot be called: ${got}.`,
    got,
    expected,
    remedy,
  });
}
