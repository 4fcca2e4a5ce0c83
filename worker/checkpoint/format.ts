import type { Sha256 } from '../data/sha256';
import { MOMENTS } from '../engines/engine';
import { VALUE_BYTES } from './arrays';
import type { Checkpoint } from './checkpoint';
import { damaged, otherVersion } from './errors';
import { type Header, headerOf, parseHeader, shuffledBy } from './header';

// docs/checkpoint-format.md describes the file byte by byte. All numbers are little-endian, as in the memory of every browser.

const MAGIC = new TextEncoder().encode('FMNISTCP');
const VERSION = 1;
/** The magic number, then three uint32: version, length of the file, length of the header. */
const PREFIX_BYTES = MAGIC.length + 12;
const SUM_BYTES = 32;

/**
 * Writes a checkpoint as a file.
 * @param sha256 of `worker/data/sha256`. Passed, so that the implementation is in `worker.js` only
 */
export async function encodeCheckpoint(
  checkpoint: Checkpoint,
  sha256: Sha256,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new TextEncoder().encode(JSON.stringify(headerOf(checkpoint)));
  const { parameters, optimizer, shuffle } = checkpoint;
  const arrays = [parameters, ...optimizer.moments, shuffle.waiting];
  const arrayBytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(PREFIX_BYTES + header.length + arrayBytes + SUM_BYTES);
  bytes.set(MAGIC);
  const numbers = new DataView(bytes.buffer, MAGIC.length);
  [VERSION, bytes.length, header.length].forEach((value, i) => {
    numbers.setUint32(4 * i, value, true);
  });
  bytes.set(header, PREFIX_BYTES);
  let at = PREFIX_BYTES + header.length;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  bytes.set(await sha256(bytes.subarray(0, at)), at);
  return bytes;
}

/**
 * Reads a file that `encodeCheckpoint` has written. It accepts no other: each checkpoint has exactly one valid file.
 * @param sha256 as for `encodeCheckpoint`
 * @throws TrainerError `checkpoint-damaged`, `checkpoint-version` or `checkpoint-mismatch`
 */
export async function decodeCheckpoint(file: Uint8Array, sha256: Sha256): Promise<Checkpoint> {
  if (!(file instanceof Uint8Array)) throw damaged(typeof file, 'a Uint8Array');
  const bytes = file.slice();
  if (bytes.length < PREFIX_BYTES + SUM_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw damaged(`${bytes.length} bytes of another kind of file`, 'a file that starts with FMNISTCP');
  }
  const numbers = new DataView(bytes.buffer, MAGIC.length);
  const [version, length, headerLength] = [0, 4, 8].map((at) => numbers.getUint32(at, true)) as [
    number,
    number,
    number,
  ];
  if (version !== VERSION) throw otherVersion(version, VERSION);
  const end = bytes.length - SUM_BYTES;
  const start = PREFIX_BYTES + headerLength;
  if (length !== bytes.length || start > end) {
    throw damaged(`${bytes.length} bytes`, `${length} bytes`);
  }
  const sum = await sha256(bytes.subarray(0, end));
  if (sum.some((byte, i) => byte !== bytes[end + i]))
    throw damaged('a wrong SHA-256', 'the SHA-256 of the content');
  const header = parseHeader(textOf(bytes.subarray(PREFIX_BYTES, start)));
  return withArrays(header, bytes.slice(start, end));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw damaged('a header that is not UTF-8', 'UTF-8');
  }
}

/** Adds the arrays that follow the header: weights, moments, and the content of the shuffle buffer. */
function withArrays({ powers, arrays, ...rest }: Header, bytes: Uint8Array<ArrayBuffer>): Checkpoint {
  const { drawn, waiting } = shuffledBy(rest);
  const expected = (arrays.at(-1)?.offset ?? 0) + VALUE_BYTES * waiting;
  if (bytes.length !== expected) {
    throw damaged(`arrays of ${bytes.length} bytes`, `${expected} bytes`);
  }
  const floats = new Float32Array(bytes.buffer);
  const count = (floats.length - waiting) / (1 + MOMENTS[rest.config.optimizer]);
  const groupAt = (i: number) => floats.slice(i * count, (i + 1) * count);
  const moments = Array.from({ length: MOMENTS[rest.config.optimizer] }, (_, i) => groupAt(i + 1));
  const slots = new Int32Array(bytes.buffer).slice(floats.length - waiting);
  checkSlots(slots, drawn + waiting);
  return {
    ...rest,
    parameters: groupAt(0),
    optimizer: { moments, powers },
    shuffle: { drawn, waiting: slots },
  };
}

/** Checks that the shuffle buffer holds only images that have entered it, each once. `brought` is the number of those images. */
function checkSlots(slots: Int32Array, brought: number): void {
  if (slots.every((index) => index >= 0 && index < brought) && new Set(slots).size === slots.length) return;
  throw damaged('a shuffle buffer with impossible images', `indices below ${brought}, each once`);
}
