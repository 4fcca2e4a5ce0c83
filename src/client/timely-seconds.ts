const SECOND_MS = 1000;
/** A tick that comes later than this after the one before it says that the page itself was blocked, throttled or asleep. */
const LATE_MS = 1.5 * SECOND_MS;

/**
 * The longest wait for a worker's first answer, in seconds in which the page ran on time. A worker that is blocked from starting may cause
 * no event at all.
 */
const START_SECONDS = 10;

/**
 * Calls `tick` after every second in which the page ran on time. Others do not count: an answer that arrived while the page was blocked
 * has not been handled yet.
 * @returns ends it
 */
export function onTimelySeconds(tick: () => void): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const isTimely = now - last < LATE_MS;
    last = now;
    if (isTimely) tick();
  }, SECOND_MS);
  return () => clearInterval(timer);
}

/** Calls `late` once if START_SECONDS pass. Returns a function that cancels this, for the worker's first answer. */
export function onLateStart(late: (error: string) => void): () => void {
  let seconds = 0;
  return onTimelySeconds(() => {
    seconds += 1;
    if (seconds === START_SECONDS) late(`no answer within ${START_SECONDS} seconds`);
  });
}
