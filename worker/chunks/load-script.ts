import type { Fetch } from '../data/download';

/**
 * Runs a classic script in this worker, whichever kind of worker it is: `importScripts` needs no CORS but is
 * forbidden in module workers, which can `import` the same file instead.
 *
 * `importScripts` blocks the worker until the file is there, so the file is fetched into the browser's cache
 * before; where that is not allowed (another origin without CORS), it blocks.
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
