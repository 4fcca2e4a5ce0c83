/** Runs `act` while holding the lock `name` of this origin. If locks are missing or not allowed, it runs `act` at once. */
export async function inTurn<T>(
  locks: LockManager | undefined,
  name: string,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  if (!locks) return act();
  let begun = false;
  try {
    return await locks.request(name, { signal }, () => {
      begun = true;
      return act();
    });
  } catch (thrown) {
    signal.throwIfAborted();
    if (begun) throw thrown;
    return act();
  }
}
