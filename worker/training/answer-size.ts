import { refused } from './refused';

/** The most bytes that the arrays of an answer may take. */
const MOST_MEGABYTES = 512;

/**
 * Refuses an answer whose arrays would not fit beside an engine.
 * @param bytes of all arrays
 * @param remedy how the caller can make the answer smaller
 * @throws TrainerError `call-refused`
 */
export function checkAnswerSize(call: string, bytes: number, remedy: string): void {
  if (bytes <= MOST_MEGABYTES * 1e6) return;
  const megabytes = Math.round(bytes / 1e6).toLocaleString('en');
  throw refused(call, `its arrays would take ${megabytes} MB`, `at most ${MOST_MEGABYTES} MB`, remedy);
}
