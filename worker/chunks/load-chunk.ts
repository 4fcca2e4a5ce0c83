import type { Fetch } from '../fetch';
import { type ErrorCode, PROTOCOL_VERSION, TrainerError } from '../protocol';
import { loadScript } from './load-script';

/**
 * A script beside `worker.js` that is loaded when it is first needed. A classic script has no exports, so it stores what it offers, of
 * type T, under a registered symbol in the global scope.
 */
export interface Chunk<T> {
  /** Its file name in the package. */
  readonly file: string;
  /** Code and message of the error if it cannot be loaded. */
  readonly code: ErrorCode;
  readonly message: string;
  /** What else to do about it than to serve the file. */
  readonly remedy?: string;
  /** Never set. It only connects the type T to the chunk. */
  readonly offers?: T;
}

/** Called by the script itself: stores what it offers. */
export function offer<T>(chunk: Chunk<T>, offered: T): void {
  Object.assign(globalThis, { [symbolOf(chunk)]: offered });
}

/** Where a chunk stores what it offers. A file of another version, which a cache can still have, uses another symbol. */
function symbolOf({ file }: Pick<Chunk<unknown>, 'file'>): symbol {
  return Symbol.for(`fmnist-trainer ${file} ${PROTOCOL_VERSION}`);
}

/**
 * Returns what a chunk offers. The first call loads the script. After a failure, the next call tries again.
 * @throws TrainerError with the chunk's code if the file is missing or blocked, is another script, or belongs to another version
 */
export async function loadChunk<T>(
  { file, code, message, remedy = '' }: Chunk<T>,
  url: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<T> {
  const scope = globalThis as { [symbol: symbol]: T | undefined };
  const symbol = symbolOf({ file });
  let failure = 'another script, or one of another version';
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
    remedy: `Serve all files of the package from one folder. ${remedy}If the page has a Content Security Policy, allow that host.`,
  });
}
