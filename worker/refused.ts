import { TrainerError } from './protocol';

/** The error of a call that makes no sense at the moment, or with such an argument. */
export function refused(call: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: `${call}() makes no sense now: ${got}.`,
    got,
    expected,
    remedy,
  });
}

/** @throws TrainerError `call-refused` for an argument that is none of those allowed */
export function checkArgument(call: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw refused(
    call,
    `its argument is ${JSON.stringify(value)}`,
    allowed.join(' or '),
    `Call ${call}('${allowed[0]}').`,
  );
}
