import type { Fetch } from './fetch';

/** The pauses before a busy host is asked again, in milliseconds. */
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
/** The longest time that all pauses for one file may take. A host that asks for more is not asked again. */
const MOST_PAUSES_MS = 60_000;
/** Several files that were refused together are not requested together again: up to this share is added to a pause. */
const SPREAD = 0.25;

/** Whether a host answers so when it is overloaded, restarts or limits requests. */
export function isBusyStatus(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * A fetch that asks a busy host again, after growing pauses or as long as its `Retry-After` says. It returns the last response, which
 * may still be an error.
 * @param onBusy called before each pause
 */
export function patientFetch(fetch: Fetch, onBusy: () => void = () => {}): Fetch {
  return async (url, init) => {
    let paused = 0;
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(url, init);
      const usual = PAUSES_MS[attempt];
      if (!isBusyStatus(response.status) || usual === undefined) return response;
      const pause = Math.max(usual, retryAfterMs(response)) * (1 + SPREAD * Math.random());
      paused += pause;
      if (paused > MOST_PAUSES_MS) return response;
      // Frees the connection.
      await response.body?.cancel();
      onBusy();
      await pauseFor(pause, init.signal);
    }
  };
}

/** What `Retry-After` asks for, as seconds or as an HTTP date; 0 if it asks for nothing. */
function retryAfterMs(response: Response): number {
  const value = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(date - Date.now(), 0);
}

/** Waits, and rejects with the signal's reason as soon as it is aborted. */
function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
