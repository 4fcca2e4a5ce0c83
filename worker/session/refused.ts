import { asText, type SessionState, TrainerError } from '../protocol';
import { refused } from '../training/refused';

/** The error of a call that is not allowed in the current state. */
export function refusedInState(
  call: string,
  state: SessionState,
  allowed: readonly SessionState[],
): TrainerError {
  return refused(
    call,
    `the state is “${state}”`,
    `one of the states ${allowed.join(', ')}`,
    remedyFor(call, state),
  );
}

/** The error of a call that a later call has replaced. */
export function overtaken(call: string): TrainerError {
  return new TrainerError({
    code: 'call-overtaken',
    message: `A later call has replaced ${call}().`,
    got: 'another call',
    expected: 'no other call meanwhile',
    remedy: `Call ${call}() again.`,
  });
}

/** @throws TrainerError `call-refused` for an argument other than those allowed */
export function checkArgument(
  call: string,
  value: unknown,
  allowed: readonly string[],
  remedy = `Call ${call}('${allowed[0]}').`,
): void {
  if (allowed.includes(value as string)) return;
  const got = typeof value === 'string' ? JSON.stringify(value) : asText(value);
  throw refused(call, `its argument is ${got}`, allowed.join(' or '), remedy);
}

/** The remedy for a call that is not allowed in a state. */
function remedyFor(call: string, state: SessionState): string {
  const isLoading = state === 'loading';
  if (!isLoading && state !== 'training' && state !== 'paused') return 'Start a run first.';
  switch (call) {
    case 'train':
    case 'restore':
    case 'importModel':
      return 'Wait for the run to end, or stop it first.';
    case 'step':
    case 'evaluate':
    case 'inspectStep':
      return isLoading ? 'Wait until the run trains, then pause it.' : 'Pause the run first.';
    default:
      return isLoading ? 'Wait until the run trains.' : 'The run is training already.';
  }
}
