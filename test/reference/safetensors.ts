/** A tensor of a safetensors file, copied out of it. */
export interface SafeTensor {
  readonly dtype: 'F32' | 'F64' | 'I32';
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array | Int32Array;
}

const ARRAYS = { F32: Float32Array, F64: Float64Array, I32: Int32Array } as const;

/**
 * Reads a safetensors file: 8 bytes little-endian header length, a JSON header, then the raw little-endian
 * tensors. Values are copied, since nothing aligns them inside the file.
 * @throws RangeError when the header does not fit the file
 */
export function readSafetensors(bytes: Uint8Array): {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, SafeTensor>;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.byteLength < 8 ? Number.NaN : Number(view.getBigUint64(0, true));
  if (!(headerLength <= bytes.byteLength - 8)) {
    throw new RangeError(`not a safetensors file: ${bytes.byteLength} bytes, header of ${headerLength}`);
  }
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = new Map<string, SafeTensor>();
  for (const [name, entry] of Object.entries(entries)) {
    const { dtype, shape, data_offsets } = entry as {
      dtype: SafeTensor['dtype'];
      shape: number[];
      data_offsets: [number, number];
    };
    const array = ARRAYS[dtype];
    const [begin, end] = data_offsets;
    const count = shape.reduce((product, size) => product * size, 1);
    if (
      !array ||
      begin < 0 ||
      end - begin !== count * array.BYTES_PER_ELEMENT ||
      8 + headerLength + end > bytes.byteLength
    ) {
      throw new RangeError(`${name}: ${dtype} ${JSON.stringify(shape)} does not fit bytes ${begin} to ${end}`);
    }
    const raw = new Uint8Array(bytes.subarray(8 + headerLength + begin, 8 + headerLength + end));
    tensors.set(name, { dtype, shape, values: new array(raw.buffer) });
  }
  return { metadata, tensors };
}
