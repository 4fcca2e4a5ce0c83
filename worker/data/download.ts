import { TrainerError } from '../protocol';

/** The part of `fetch` that is needed, so that Node can bring one that also reads local files. */
export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

export interface DownloadOptions {
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  /** Called with the bytes of this file received so far, first with 0 when the download begins. */
  readonly onBytes?: (received: number) => void;
}

/**
 * Fetches a binary file whole.
 * @throws TrainerError `data-unreachable` (no answer), `data-not-found` (an HTTP error), `data-is-html`
 *   (a page where data was expected, as hosts with a catch-all route send) or `data-cut` (ended midway)
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
    // Chromium calls some bodies cancelled that a worker has read to their end: under load one in six of those that scripts
    // have counted, none of those that it reads itself.
    const whole = onBytes ? new Response(response.body?.pipeThrough(counting(counted))) : response;
    bytes = new Uint8Array(await whole.arrayBuffer());
  } catch (thrown) {
    options.signal.throwIfAborted();
    throw new TrainerError({
      code: 'data-cut',
      message: `The connection broke while ${url} was loading.`,
      got: `${onBytes ? `${received.toLocaleString('en')} bytes` : 'a part of it'}, then ${String(thrown)}`,
      expected: `the whole file${lengthInWords(response)}`,
      remedy: 'Check the connection and press Retry. Files that arrived whole are kept.',
    });
  }
  if (looksLikeHtml(bytes)) throw htmlInsteadOfData(url, bytes);
  return bytes;
}

/** Passes bytes on and tells how many each time. */
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
      got: `no answer from ${url} (${String(thrown)})`,
      expected: 'a connection to the data host',
      remedy:
        'Check the connection, the address in data-src, and that the host allows other origins (CORS). ' +
        `Without a network, data-src="drawn-garments" trains on built-in data.`,
    });
  }
  if (!response.ok) {
    throw new TrainerError({
      code: 'data-not-found',
      message: `The host answered ${response.status} for ${url}.`,
      got: `HTTP ${response.status} ${response.statusText}`.trim(),
      expected: 'HTTP 200 and the file',
      remedy: 'Check data-src: it names a folder with manifest.json, or with the four official IDX .gz files.',
    });
  }
  return response;
}

function lengthInWords(response: Response): string {
  const length = Number(response.headers.get('content-length'));
  return length > 0 ? ` (${length.toLocaleString('en')} bytes)` : '';
}

/** Whether the first characters open an HTML page; no data file of ours starts with `<`. */
function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(firstCharacters(bytes));
}

function firstCharacters(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 64));
}

function htmlInsteadOfData(url: string, bytes: Uint8Array): TrainerError {
  return new TrainerError({
    code: 'data-is-html',
    message: `${url} is a web page, not data.`,
    got: `HTML starting with “${firstCharacters(bytes).trim().slice(0, 40)}”`,
    expected: 'a binary data file',
    remedy: 'The file is probably missing and the host answers with a page instead. Check data-src.',
  });
}
