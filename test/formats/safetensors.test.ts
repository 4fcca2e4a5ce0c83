import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../worker/formats/safetensors';
import { parameterTable } from '../../worker/model/classifier';
import { anyNetwork, savedNetwork } from '../fixtures/saved-networks';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** A safetensors file made of a header and raw bytes. `padding` spaces change the alignment of the tensors. */
function fileOf(
  entries: Record<string, Entry | Record<string, string>>,
  data: Uint8Array,
  padding = 0,
): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(entries) + ' '.repeat(padding));
  const file = new Uint8Array(8 + header.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(data, 8 + header.length);
  return file;
}

const bytesOf = (...arrays: readonly ArrayBufferView[]) =>
  Uint8Array.from(arrays.flatMap(({ buffer, byteLength }) => [...new Uint8Array(buffer, 0, byteLength)]));

const DATA = bytesOf(Float32Array.of(1.5, -2, 3, 4, 5, 6), Int32Array.of(-7, 8), Float64Array.of(Math.PI));
const ENTRIES: Record<string, Entry> = {
  kernel: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
  order: { dtype: 'I32', shape: [2], data_offsets: [24, 32] },
  loss: { dtype: 'F64', shape: [], data_offsets: [32, 40] },
};

describe('a safetensors file', () => {
  // Of any four consecutive paddings, one is aligned and three are not.
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('is read with %i bytes of padding, aligned or not', (padding) => {
    const { tensors, metadata } = readSafetensors(fileOf(ENTRIES, DATA, padding));
    expect(metadata).toEqual({});
    expect(tensors.get('kernel')).toEqual({
      dtype: 'F32',
      shape: [2, 3],
      values: Float32Array.of(1.5, -2, 3, 4, 5, 6),
    });
    expect(tensors.get('order')?.values).toEqual(Int32Array.of(-7, 8));
    expect(tensors.get('loss')?.values).toEqual(Float64Array.of(Math.PI));
  });

  test('is read in place inside a larger buffer, and its values are copies', () => {
    const file = fileOf(ENTRIES, DATA);
    const buffer = new Uint8Array(file.length + 13);
    buffer.set(file, 13);
    const { tensors } = readSafetensors(buffer.subarray(13));
    buffer.fill(0);
    expect(tensors.get('order')?.values).toEqual(Int32Array.of(-7, 8));
  });

  test('has metadata, which is not a tensor', () => {
    const { metadata, tensors } = readSafetensors(fileOf({ __metadata__: { batch: '64' }, ...ENTRIES }, DATA));
    expect(metadata).toEqual({ batch: '64' });
    expect([...tensors.keys()]).toEqual(['kernel', 'order', 'loss']);
  });
});

describe('a damaged file is refused with a RangeError', () => {
  const sound = fileOf(ENTRIES, DATA);
  const longHeader = sound.slice();
  new DataView(longHeader.buffer).setBigUint64(0, 2n ** 40n, true);
  const altered = (changes: Partial<Entry>) =>
    fileOf({ ...ENTRIES, kernel: { ...(ENTRIES.kernel as Entry), ...changes } }, DATA);

  test.each<[string, Uint8Array]>([
    ['when it is empty', new Uint8Array()],
    ['when it ends in the header’s length', sound.subarray(0, 7)],
    ['when its header is longer than the file', longHeader],
    ['when it ends in its last tensor', sound.subarray(0, -1)],
    ['when a shape does not fit its bytes', altered({ shape: [2, 2] })],
    ['when a type is unknown', altered({ dtype: 'BF16' })],
    ['when a type is the name of something else', altered({ dtype: 'toString' })],
    ['when a type is an object without a text', altered({ dtype: { toString: 1 } as never })],
    ['when a size is no whole number', altered({ shape: [2.5, 2.4] })],
    ['when a size is below zero', altered({ shape: [-2, -3] })],
    ['when offsets overlap', altered({ data_offsets: [4, 28] })],
    ['when bytes belong to no tensor', fileOf(ENTRIES, bytesOf(DATA, new Uint8Array(4)))],
    ['when an entry is no object', fileOf({ ...ENTRIES, more: null as never }, DATA)],
    ['when metadata is not made of texts', fileOf({ ...ENTRIES, __metadata__: { batch: 64 as never } }, DATA)],
    ['when its header is not JSON', fileOf(ENTRIES, DATA).fill(0x7b, 8, 12)],
    ['when its header is a list', fileOf([] as never, new Uint8Array())],
    ['when offsets run backwards', altered({ data_offsets: [24, 0] })],
    ['when a tensor begins before the data', altered({ data_offsets: [-24, 0] })],
  ])('%s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(RangeError);
  });
});

test('a file with one byte changed is read or refused with a RangeError, never anything else', () => {
  const sound = writeSafetensors(savedNetwork([2]));
  const inHeader = 8 + Number(new DataView(sound.buffer).getBigUint64(0, true));
  fc.assert(
    fc.property(fc.nat(inHeader - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const damaged = sound.slice();
      damaged[at] = byte;
      try {
        readSafetensors(damaged);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});

describe('a network written as safetensors', () => {
  test('is read back: names, shapes and every value, whatever the network', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const { tensors } = readSafetensors(writeSafetensors(network));
        const table = parameterTable(network.layers);
        expect([...tensors.keys()]).toEqual(table.map(({ name }) => name));
        for (const { name, shape, offset, length } of table) {
          const values = network.parameters.slice(offset, offset + length);
          expect(tensors.get(name)).toEqual({ dtype: 'F32', shape, values });
        }
      }),
      { numRuns: 25 },
    );
  });

  test('has settings, metrics and class names as texts', () => {
    const network = savedNetwork([3, 2], 'tanh');
    const { config, metrics, class_names: names } = readSafetensors(writeSafetensors(network)).metadata;
    expect(JSON.parse(config as string)).toEqual(network.config);
    expect(JSON.parse(metrics as string)).toEqual(network.metrics);
    expect(JSON.parse(names as string)).toEqual(network.classNames);
  });

  test('has no metrics if these weights were not evaluated', () => {
    const { metadata } = readSafetensors(writeSafetensors({ ...savedNetwork([3]), metrics: null }));
    expect(metadata.metrics).toBeUndefined();
  });

  test('has its tensors at a multiple of eight bytes', () => {
    const file = writeSafetensors(savedNetwork([5]));
    expect(Number(new DataView(file.buffer).getBigUint64(0, true)) % 8).toBe(0);
  });
});
