import type { Fetch } from '../fetch';
import { isBusyStatus } from '../patient-fetch';
import { TrainerError } from '../protocol';

export interface DownloadOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/**
 * Downloads a whole binary file.
 * @throws TrainerError the errors of `downloadParts`, or `data-is-html` (the host sends a web page instead of data, as hosts with a catch-all route do)
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const response = await request(url, options);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    // If a script reads a body in parts, Chromium under load reports one in six as cancelled, although they were read to the end. Bodies
    // that `arrayBuffer` reads are not affected.
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw cut(url, response, 'part of the file', thrown);
  }
  checkNoHtml(url, bytes);
  return bytes;
}

/**
 * Downloads a binary file, part by part as it arrives.
 * @param onBytes called with the bytes received so far, starting with 0
 * @throws TrainerError `data-unreachable` (no response), `host-busy` (status 429 or 5xx), `data-not-found` (another HTTP error) or
 *   `data-cut` (the response ended too early)
 */
export async function* downloadParts(
  url: string,
  options: DownloadOptions,
  onBytes: (received: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let received = 0;
  onBytes(received);
  const response = await request(url, options);
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      received += part.value.length;
      onBytes(received);
      yield part.value;
    }
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw cut(url, response, `${received.toLocaleString('en')} bytes`, thrown);
  } finally {
    reader?.cancel().catch(() => {});
  }
}

function cut(url: string, response: Response, received: string, thrown: unknown): TrainerError {
  return new TrainerError({
    code: 'data-cut',
    message: `The connection was lost while ${url} was loading.`,
    got: `${received}, then ${String(thrown)}`,
    expected: `the whole file${lengthInWords(response)}`,
    remedy: 'Check the connection and press Retry. Complete files are kept.',
  });
}

async function request(url: string, { fetch, signal }: DownloadOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (thrown) {
    signal.throwIfAborted();
    const offline = globalThis.navigator?.onLine === false;
    throw new TrainerError({
      code: 'data-unreachable',
      message: offline ? 'This device is offline.' : `${url} could not be reached.`,
      got: `no response from ${url} (${String(thrown)})`,
      expected: 'a connection to the data host',
      remedy:
        'Check the connection, the address in data-src, and that the host allows other origins (CORS). ' +
        `To train without a network, set data-src="drawn-garments", the built-in data.`,
    });
  }
  if (isBusyStatus(response.status)) throw hostBusy(url, response);
  if (!response.ok) {
    throw new TrainerError({
      code: 'data-not-found',
      message: `The server returned status ${response.status} for ${url}.`,
      got: statusOf(response),
      expected: 'HTTP 200 and the file',
      remedy: 'Set data-src to a folder with manifest.json, or with the four official IDX .gz files.',
    });
  }
  return response;
}

const statusOf = ({ status, statusText }: Response) => `HTTP ${status} ${statusText}`.trim();

function hostBusy(url: string, response: Response): TrainerError {
  const later = response.headers.get('retry-after');
  return new TrainerError({
    code: 'host-busy',
    message: `The server is busy. It returned status ${response.status} for ${url}.`,
    got: statusOf(response) + (later ? `, Retry-After: ${later}` : ''),
    expected: 'HTTP 200 and the file',
    remedy: 'Wait a minute and try again.',
  });
}

function lengthInWords(response: Response): string {
  const length = Number(response.headers.get('content-length'));
  return length > 0 ? ` (${length.toLocaleString('en')} bytes)` : '';
}

/** @throws TrainerError `data-is-html` */
export function checkNoHtml(url: string, bytes: Uint8Array): void {
  if (looksLikeHtml(bytes)) throw htmlInsteadOfData(url, bytes);
}

/** Whether the bytes start like an HTML page. No data file of this format starts with `<`. */
function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(firstCharacters(bytes));
}

function firstCharacters(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64));
}

function htmlInsteadOfData(url: string, bytes: Uint8Array): TrainerError {
  return new TrainerError({
    code: 'data-is-html',
    message: `${url} is a web page, not a data file.`,
    got: `HTML starting with “${firstCharacters(bytes).trim().slice(0, 40)}”`,
    expected: 'a binary data file',
    remedy: 'Check data-src. The file is probably missing, and the server sends a page instead.',
  });
}
