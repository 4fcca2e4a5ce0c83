/**
 * Rejects if a promise has not settled after a time. What it waits for continues.
 * @param what the start of the error's message, for example “the database”
 * @throws DOMException `TimeoutError`
 */
export async function withinTime<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DOMException(`${what} did not answer within ${ms / 1000} s`, 'TimeoutError')),
      ms,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
