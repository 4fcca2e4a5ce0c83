const KEY = 'fmnist-trainer';

/** Stores which run the tab trains. `sessionStorage` survives when the browser discards the tab. */
export function rememberRun(id: string): void {
  try {
    sessionStorage.setItem(KEY, id);
  } catch {
    // Private windows and frames without an origin have no such storage, so nothing is remembered there.
  }
}

export function forgetRun(): void {
  rememberRun('');
}

/** Whether this tab was discarded by the browser while it trained the run. */
export function wasDiscardedTraining(id: string): boolean {
  if (!(document as { wasDiscarded?: boolean }).wasDiscarded) return false;
  try {
    return sessionStorage.getItem(KEY) === id;
  } catch {
    return false;
  }
}
