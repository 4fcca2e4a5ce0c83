import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Fetch } from '../../../worker/fetch';

/** `fetch` that also reads `file:` URLs, so that the worker's loading code runs on local folders under Node. */
export const fileFetch: Fetch = async (url, init) => {
  if (!url.startsWith('file:')) return fetch(url, init);
  try {
    return new Response(await readFile(fileURLToPath(url)));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    return new Response(null, { status: 404, statusText: 'no such file' });
  }
};
