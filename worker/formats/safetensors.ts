import { FILE_BOUNDS, parseBounded } from '../bounded-json';
import { joined } from '../data/joined';
import { parameterTable } from '../model/classifier';
import { bytesOf, notesOf, type SavedNetwork } from './saved-network';

// https://github.com/huggingface/safetensors: the header's length as 8 little-endian bytes, a JSON header, then the raw
// little-endian tensors. `__metadata__` in the header holds strings.

/** A tensor, copied from a file. */
export interface SafeTensor {
  readonly dtype: 'F32' | 'F64' | 'I32';
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array;
}

export interface SafetensorsFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, SafeTensor>;
}

const ARRAYS = { F32: Float32Array, F64: Float64Array, I32: Int32Array } as const;
const LENGTH_BYTES = 8;

/** Writes a network as F32 tensors `<layer>/kernel` `[in, out]` and `<layer>/bias` `[out]`, with settings and metrics as metadata. */
export function writeSafetensors(network: SavedNetwork): Uint8Array<ArrayBuffer> {
  const tensors = parameterTable(network.layers).map(({ name, shape, offset, length }) => [
    name,
    { dtype: 'F32', shape, data_offsets: [4 * offset, 4 * (offset + length)] },
  ]);
  const text = JSON.stringify({ __metadata__: notesOf(network), ...Object.fromEntries(tensors) });
  const json = new TextEncoder().encode(text);
  // Spaces after the JSON align the tensors to eight bytes, as the reference implementation does.
  const header = new Uint8Array(8 * Math.ceil(json.length / 8)).fill(0x20);
  header.set(json);
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return joined([length, header, bytesOf(network.parameters)]);
}

/**
 * Reads any file of F32, F64 and I32 tensors. Values are copied, since they may not be aligned in the file.
 * @throws RangeError if it is not such a file, or if header, types, shapes, offsets and length contradict each other
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.byteLength < LENGTH_BYTES ? Number.NaN : Number(view.getBigUint64(0, true));
  if (!(headerLength <= bytes.byteLength - LENGTH_BYTES)) {
    throw new RangeError(`not a safetensors file: ${bytes.byteLength} bytes, header of ${headerLength}`);
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(
    bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength),
  );
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === 'string')) {
    throw new RangeError('__metadata__ is not an object of strings');
  }
  const data = bytes.subarray(LENGTH_BYTES + headerLength);
  const tensors = new Map<string, SafeTensor>();
  for (const [name, entry] of Object.entries(entries)) tensors.set(name, readTensor(name, entry, data));
  checkGaps(Object.entries(entries), data.length);
  return { metadata: metadata as Record<string, string>, tensors };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = parseBounded(new TextDecoder('utf-8', { fatal: true }).decode(bytes), FILE_BOUNDS);
  } catch (thrown) {
    throw new RangeError(`the header is not JSON: ${(thrown as Error).message}`);
  }
  if (!isRecord(header)) throw new RangeError('the header is not a JSON object');
  return header;
}

function readTensor(name: string, entry: unknown, data: Uint8Array): SafeTensor {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : ({} as Record<string, unknown>);
  const array =
    typeof dtype === 'string' && Object.hasOwn(ARRAYS, dtype)
      ? ARRAYS[dtype as SafeTensor['dtype']]
      : undefined;
  if (!array) throw new RangeError(`${name}: the type is ${JSON.stringify(dtype)}, not F32, F64 or I32`);
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw new RangeError(
      `${name}: invalid shape ${JSON.stringify(shape)} or offsets ${JSON.stringify(offsets)}`,
    );
  }
  const [begin, end] = offsets as [number, number];
  const count = shape.reduce((product, size) => product * size, 1);
  if (end - begin !== count * array.BYTES_PER_ELEMENT || end > data.length) {
    throw new RangeError(
      `${name}: ${dtype} ${JSON.stringify(shape)} does not match bytes ${begin} to ${end} of ${data.length}`,
    );
  }
  const raw = new Uint8Array(data.subarray(begin, end));
  return { dtype: dtype as SafeTensor['dtype'], shape, values: new array(raw.buffer) };
}

/** Checks that the tensors cover the data without gaps or overlaps, as the format requires. */
function checkGaps(entries: readonly (readonly [string, unknown])[], length: number): void {
  const spans = entries.map(([, entry]) => (entry as { data_offsets: [number, number] }).data_offsets);
  spans.sort(([a, aEnd], [b, bEnd]) => a - b || aEnd - bEnd);
  let covered = 0;
  for (const [begin, end] of spans) {
    if (begin !== covered)
      throw new RangeError(`a tensor starts at byte ${begin}, but the previous one ends at byte ${covered}`);
    covered = end;
  }
  if (covered !== length)
    throw new RangeError(`the tensors end at byte ${covered}, but the data at byte ${length}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
