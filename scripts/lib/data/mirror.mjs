import { open, rename, rm } from 'node:fs/promises';
import { flawOf, sizeOf } from './official-files.mjs';

/** A refused or broken transfer. The message is what the mirror "said". */
export class MirrorFailure extends Error {
  name = 'MirrorFailure';

  /** `silent`: the host did not answer, or no longer. `retry`: the same mirror may do better from where it stopped. */
  constructor(message, { silent = false, retry = false } = {}) {
    super(message);
    this.silent = silent;
    this.retry = retry;
  }
}

/** Three hosts that swallow packets must be given up within 15 s in all. */
export const LIMITS = { connectMs: 5_000, stallMs: 20_000, tries: 3 };

/**
 * Downloads one file to `path` through `path + '.part'`, which a later call continues. The file appears
 * under its name only when its size and SHA-256 are right.
 * @param onBytes called with the bytes that are there so far
 * @throws MirrorFailure
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

async function ask(url, offset, controller, connectMs) {
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${connectMs / 1000} s`)),
    connectMs,
  );
  // A content encoding would have fetch unpack the file, which then has neither its size nor its sum.
  const headers = { 'accept-encoding': 'identity', ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) };
  try {
    return await fetch(url, { headers, signal: controller.signal });
  } catch (thrown) {
    throw new MirrorFailure(words(thrown), { silent: true });
  } finally {
    clearTimeout(timer);
  }
}

/** Checks the answer's head. A server that ignores the range sends the file from its first byte. */
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

function wrongSize(got, file) {
  return `${got.toLocaleString('en')} bytes, expected ${file.byteLength.toLocaleString('en')}`;
}

/** fetch says only "fetch failed"; the reason is in its cause. */
function words(thrown) {
  const cause = thrown?.cause ?? thrown;
  return cause?.code === 'ENOTFOUND'
    ? `host name not found (${cause.hostname})`
    : String(cause?.message ?? cause);
}
