import { TrainerError } from '../../worker/protocol';

/** The error of a call whose worker has been stopped. */
export function disposed(): TrainerError {
  return new TrainerError({
    code: 'call-refused',
    message: 'The trainer was stopped before this call was answered.',
    got: 'dispose(), or the element was removed from the page',
    expected: 'a trainer that runs until the call is answered',
    remedy: 'Keep the element in the page, or call again.',
  });
}
