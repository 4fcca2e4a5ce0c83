import type { Fetch } from '../fetch';
import { isBusyStatus } from '../patient-fetch';
import { TrainerError } from '../protocol';

export interface DownloadOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Called with the bytes of this file received so far, starting with 0 when the download begins. */
  readonly onBytes?: (received: number) => void;
}

/**
 * Downloads a whole binary file.
 * @throws TrainerError `data-unreachable` (no response), `host-busy` (status 429 or 5xx), `data-not-found` (another HTTP error),
 *   `data-is-html` (a web page instead of data, as hosts with a catch-all route send) or `data-cut` (the response ended too early)
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { onBytes } = options;
  onBytes?.(0);
  const response = await request(url, options);
  let received = 0;
  const counted = (count: number) => {
    received += count;
    onBytes?.(received);
  };
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    // Under load, Chromium reports one in six bodies that a script counts as cancelled, although they were read to the end. Bodies that
    // it reads itself are not affected, so bytes are counted only if someone listens.
    const whole = onBytes ? new Response(response.body?.pipeThrough(counting(counted))) : response;
    bytes = new Uint8Array(await whole.arrayBuffer());
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw new TrainerError({
      code: 'data-cut',
      message: `The connection was lost while ${url} was loading.`,
      got: `${onBytes ? `${received.toLocaleString('en')} bytes` : 'part of the file'}, then ${String(thrown)}`,
      expected: `the whole file${lengthInWords(response)}`,
      remedy: 'Check the connection and press Retry. Complete files are kept.',
    });
  }
  if (looksLikeHtml(bytes)) throw htmlInsteadOfData(url, bytes);
  return bytes;
}

/** Passes bytes through and reports the length of each chunk. */
function counting(
  onCount: (count: number) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, onward) {
      onCount(chunk.byteLength);
      onward.enqueue(chunk);
    },
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
