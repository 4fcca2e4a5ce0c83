import type { Fetch } from '../data/download';
import { type ErrorCode, TrainerError } from '../protocol';
import { loadScript } from './load-script';

/**
 * A script beside `worker.js` that is loaded when it is first needed. A classic script cannot export: it leaves what it
 * offers, of type T, under a registered symbol of the global scope.
 */
export interface Chunk<T> {
  readonly symbol: symbol;
  /** Its name among the package's files. */
  readonly file: string;
  /** The error when it cannot be had. */
  readonly code: ErrorCode;
  readonly message: string;
  /** What else to do about it than to serve the file. */
  readonly remedy?: string;
  /** Never set: it ties the type to the chunk. */
  readonly offers?: T;
}

/** For the script itself: leaves what it offers. */
export function offer<T>({ symbol }: Chunk<T>, offered: T): void {
  Object.assign(globalThis, { [symbol]: offered });
}

/**
 * What a chunk offers; the script is run unless it has been already. One that could not be loaded is tried anew the next time.
 * @throws TrainerError with the chunk's code when the file is missing, blocked, or another one
 */
export async function loadChunk<T>(
  { symbol, file, code, message, remedy = '' }: Chunk<T>,
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<T> {
  const scope = globalThis as { [symbol: symbol]: T | undefined };
  let failure = 'a script that does not define it';
  try {
    if (!scope[symbol]) await loadScript(url, fetch, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    failure = String(thrown);
  }
  const offered = scope[symbol];
  if (offered) return offered;
  throw new TrainerError({
    code,
    message,
    got: `${failure}, from ${url}`,
    expected: `${file}, served beside worker.js`,
    remedy: `Serve all files of the package from one folder. ${remedy}If the page has a content policy, allow that host.`,
  });
}
