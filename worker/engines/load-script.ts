/**
 * Runs a classic script in this worker, whichever kind of worker it is: `importScripts` needs no CORS but is
 * forbidden in module workers, which can `import` the same file instead.
 */
export async function loadScript(url: string): Promise<void> {
  const { importScripts } = globalThis as unknown as { importScripts?: (url: string) => void };
  try {
    if (!importScripts) throw new TypeError('not a classic worker');
    importScripts(url);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    await import(url);
  }
}
