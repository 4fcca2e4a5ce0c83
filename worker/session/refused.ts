import { type SessionState, TrainerError } from '../protocol';

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

/** The error of a call that a later one has made pointless. */
export function overtaken(call: string): TrainerError {
  return new TrainerError({
    code: 'call-overtaken',
    message: `${call}() was ended by a later call.`,
    got: 'another call, before this one was done',
    expected: 'to be the last one',
    remedy: `Call ${call}() again if it is still wanted.`,
  });
}

/** @throws TrainerError `call-refused` for an argument that is none of those allowed */
export function checkArgument(
  call: string,
  value: string,
  allowed: readonly string[],
  remedy = `Call ${call}('${allowed[0]}').`,
): void {
  if (allowed.includes(value)) return;
  throw refused(call, `its argument is ${JSON.stringify(value)}`, allowed.join(' or '), remedy);
}

/** What to do about a call that makes no sense in a state, with a run under way or without. */
export function remedyFor(call: string, state: SessionState, hasRun: boolean): string {
  if (!hasRun) return 'Start a run first.';
  const isLoading = state === 'loading';
  switch (call) {
    case 'train':
    case 'restore':
    case 'importModel':
      return 'Wait for the run to end, or stop it first.';
    case 'step':
    case 'evaluate':
      return isLoading ? 'Wait until the run trains, then pause it.' : 'Pause the run first.';
    default:
      return isLoading ? 'Wait until the run trains.' : 'There is nothing to do: the run goes on.';
  }
}
