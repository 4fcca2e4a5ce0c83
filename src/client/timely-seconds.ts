const SECOND_MS = 1000;
/** A tick that comes later than this after the one before it says that the page itself was blocked, throttled or asleep. */
const LATE_MS = 1.5 * SECOND_MS;

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
