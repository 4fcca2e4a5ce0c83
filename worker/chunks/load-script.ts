import type { Fetch } from '../fetch';

/**
 * Runs a classic script in this worker. A classic worker uses `importScripts`, which needs no CORS. A module worker cannot call that, so
 * it imports the same file.
 *
 * `importScripts` blocks the worker while it loads the file. So the file is first fetched into the browser's cache. If that is not
 * allowed (another origin without CORS), the worker does block.
 */
export async function loadScript(url: string, fetch: Fetch, signal: AbortSignal): Promise<void> {
  await warmCache(url, fetch, signal);
  const { importScripts } = globalThis as unknown as { importScripts?: (url: string) => void };
  try {
    if (!importScripts) throw new TypeError('not a classic worker');
    importScripts(url);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    await import(/* webpackIgnore: true */ url);
  }
}

async function warmCache(url: string, fetch: Fetch, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
    await response.arrayBuffer();
  } catch {
    signal.throwIfAborted();
    return;
  }
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}
