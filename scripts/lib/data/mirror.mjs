/** @import { OfficialFile } from './official-files.mjs' */
import { open, rename, rm } from 'node:fs/promises';
import { flawOf, sizeOf } from './official-files.mjs';

/** A refused or broken transfer. The message says what the mirror did. */
export class MirrorFailure extends Error {
  /** @override */
  name = 'MirrorFailure';

  /**
   * @param {string} message
   * @param {object} [options]
   * @param {boolean} [options.silent] the host did not answer, or stopped answering
   * @param {boolean} [options.retry] whether to ask the same mirror again for the rest of the file
   */
  constructor(message, { silent = false, retry = false } = {}) {
    super(message);
    this.silent = silent;
    this.retry = retry;
  }
}

/**
 * @typedef {object} Limits
 * @property {number} connectMs until the host has to answer
 * @property {number} stallMs for which a transfer may make no progress
 * @property {number} tries of one mirror for one file
 */

/**
 * Three hosts that never answer cost 15 s in all.
 * @type {Limits}
 */
export const LIMITS = { connectMs: 5_000, stallMs: 20_000, tries: 3 };

/**
 * One file, where it comes from and where it goes.
 * @typedef {object} Transfer
 * @property {string} url
 * @property {OfficialFile} file
 * @property {string} path
 * @property {(received: number) => void} onBytes called with the number of bytes received so far
 */

/**
 * Downloads one file to `path`. It is written to `path + '.part'` first, which a later call continues, and gets its name only
 * when its size and SHA-256 are right.
 * @param {Transfer & { limits?: Limits }} transfer
 * @throws {MirrorFailure}
 */
export async function fetchFromMirror({ url, file, path, onBytes, limits = LIMITS }) {
  for (let left = limits.tries - 1; ; left--) {
    try {
      return await transfer({ url, file, path, onBytes, limits });
    } catch (thrown) {
      if (!(thrown instanceof MirrorFailure) || !thrown.retry || left <= 0) throw thrown;
    }
  }
}

/** @param {Transfer & { limits: Limits }} transfer */
async function transfer({ url, file, path, onBytes, limits }) {
  const part = `${path}.part`;
  let offset = await sizeOf(part);
  if (offset >= file.byteLength) {
    await rm(part, { force: true });
    offset = 0;
  }
  const controller = new AbortController();
  const response = await ask(url, offset, controller, limits.connectMs);
  try {
    const start = await whereBodyStarts(response, offset, file, part);
    await writeBody({ response, start, file, part, onBytes, controller, stallMs: limits.stallMs });
    const flaw = await flawOf(part, file);
    if (flaw) {
      await rm(part, { force: true });
      throw new MirrorFailure(flaw, { retry: start > 0 });
    }
    await rename(part, path);
  } finally {
    controller.abort();
  }
}

/**
 * @param {string} url
 * @param {number} offset first byte to ask for
 * @param {AbortController} controller
 * @param {number} connectMs
 * @throws {MirrorFailure}
 */
async function ask(url, offset, controller, connectMs) {
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${connectMs / 1000} s`)),
    connectMs,
  );
  // With a content encoding, fetch would unpack the file, and its size and SHA-256 would be wrong.
  const headers = { 'accept-encoding': 'identity', ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) };
  try {
    return await fetch(url, { headers, signal: controller.signal });
  } catch (thrown) {
    throw new MirrorFailure(words(thrown), { silent: true });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Checks the status and headers of an answer.
 * @param {Response} response
 * @param {number} offset the byte that was asked for
 * @param {OfficialFile} file
 * @param {string} part
 * @returns {Promise<number>} the offset of the body's first byte: 0 when the server ignored the range
 * @throws {MirrorFailure}
 */
async function whereBodyStarts(response, offset, file, part) {
  const { status, statusText, headers } = response;
  if (status === 416) {
    await rm(part, { force: true });
    throw new MirrorFailure('cannot continue the download (416)', { retry: true });
  }
  if (!response.ok) throw new MirrorFailure(`answered ${status} ${statusText}`.trim());
  const type = headers.get('content-type') ?? '';
  if (type.includes('html')) throw new MirrorFailure(`answered with a web page (${type}) in place of the file`);
  let start = 0;
  if (status === 206) {
    const range = headers.get('content-range') ?? 'no content-range';
    if (!range.startsWith(`bytes ${offset}-`))
      throw new MirrorFailure(`asked for byte ${offset} on, got ${range}`);
    start = offset;
  }
  const length = headers.get('content-length');
  if (length && !headers.has('content-encoding') && start + Number(length) !== file.byteLength) {
    throw new MirrorFailure(wrongSize(start + Number(length), file));
  }
  return start;
}

/**
 * @param {object} options
 * @param {Response} options.response
 * @param {number} options.start offset of the body's first byte
 * @param {OfficialFile} options.file
 * @param {string} options.part
 * @param {(received: number) => void} options.onBytes
 * @param {AbortController} options.controller
 * @param {number} options.stallMs
 * @throws {MirrorFailure}
 */
async function writeBody({ response, start, file, part, onBytes, controller, stallMs }) {
  const output = await open(part, start > 0 ? 'a' : 'w');
  const timer = setTimeout(() => controller.abort(new Error(`nothing for ${stallMs / 1000} s`)), stallMs);
  let received = start;
  try {
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      if (received === 0 && chunk[0] !== 0x1f) {
        throw new MirrorFailure(
          `sent ${JSON.stringify(Buffer.from(chunk.subarray(0, 16)).toString('latin1'))}… in place of gzip`,
        );
      }
      received += chunk.length;
      if (received > file.byteLength) throw new MirrorFailure(`${wrongSize(received, file)} at most`);
      await output.write(chunk);
      onBytes(received);
    }
  } catch (thrown) {
    if (thrown instanceof MirrorFailure) throw thrown;
    throw new MirrorFailure(`stopped after ${received.toLocaleString('en')} bytes: ${words(thrown)}`, {
      silent: controller.signal.aborted,
      retry: received > start,
    });
  } finally {
    clearTimeout(timer);
    await output.close();
  }
}

/**
 * @param {number} got
 * @param {OfficialFile} file
 */
function wrongSize(got, file) {
  return `${got.toLocaleString('en')} bytes, expected ${file.byteLength.toLocaleString('en')}`;
}

/**
 * The reason of a failure. `fetch` says only "fetch failed" and has the reason as its cause.
 * @param {unknown} thrown
 * @returns {string}
 */
function words(thrown) {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  if (!(cause instanceof Error)) return String(cause);
  const { code, hostname } = /** @type {NodeJS.ErrnoException & { hostname?: string }} */ (cause);
  return code === 'ENOTFOUND' ? `host name not found (${hostname})` : cause.message;
}
