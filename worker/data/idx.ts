import { TrainerError } from '../protocol';

/** The values of an IDX file and their shape. */
export interface IdxArray {
  /** `[count]` of a label file, `[count, rows, columns]` of an image file. */
  readonly shape: readonly number[];
  /** A view into the file's bytes, in the file's order (row-major). */
  readonly values: Uint8Array;
}

/** The third byte of the magic number: unsigned bytes, the only type that Fashion-MNIST uses. */
const UNSIGNED_BYTE = 0x08;

/** The bytes of the magic number and the sizes. */
export const idxHeaderLength = (rank: 1 | 3) => 4 + 4 * rank;

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;

/**
 * Reads an IDX file of unsigned bytes, the format of the MNIST family: a big-endian magic number
 * `00 00 08 <rank>`, `rank` 32-bit sizes, then exactly the product of the sizes in bytes.
 * @param file the name of the file, for error messages
 * @param rank the expected number of dimensions: 1 for labels, 3 for images
 * @throws TrainerError `data-magic`, `data-dimensions` or `data-truncated`
 */
export function parseIdx(bytes: Uint8Array, file: string, rank: 1 | 3): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = idxHeaderLength(rank);
  const expectedMagic = (UNSIGNED_BYTE << 8) | rank;
  const magic = bytes.byteLength >= 4 ? view.getUint32(0) : null;
  if (magic !== expectedMagic) {
    throw new TrainerError({
      code: 'data-magic',
      message: `${file} is not the expected IDX file: its magic number is wrong.`,
      got: magic === null ? `a file of ${bytes.byteLength} bytes` : `magic number ${hex(magic)}`,
      expected: `${hex(expectedMagic)} (unsigned bytes, ${rank} ${rank === 1 ? 'dimension' : 'dimensions'})`,
      remedy: 'Check that images and labels are not swapped, and that the file was downloaded as binary.',
    });
  }
  if (bytes.byteLength < headerLength) throw wrongLength(file, bytes.byteLength, headerLength, 'header');
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  if (rank === 3 && (shape[1] !== 28 || shape[2] !== 28)) {
    throw new TrainerError({
      code: 'data-dimensions',
      message: `${file} has images of the wrong size.`,
      got: `${shape[1]} × ${shape[2]} pixels`,
      expected: '28 × 28 pixels',
      remedy: 'Use the Fashion-MNIST files, or scale your images to 28 × 28 pixels.',
    });
  }
  const valueCount = shape.reduce((product, size) => product * size, 1);
  if (bytes.byteLength !== headerLength + valueCount) {
    throw wrongLength(file, bytes.byteLength, headerLength + valueCount, `${shape.join(' × ')} values`);
  }
  return { shape, values: bytes.subarray(headerLength) };
}

function wrongLength(file: string, got: number, expected: number, what: string): TrainerError {
  return new TrainerError({
    code: 'data-truncated',
    message: `${file} ${got < expected ? 'ends too early' : 'is longer than its header says'}.`,
    got: `${got.toLocaleString('en')} bytes`,
    expected: `${expected.toLocaleString('en')} bytes for its ${what}`,
    remedy: 'Download the file again. It was cut or changed on the way.',
  });
}
