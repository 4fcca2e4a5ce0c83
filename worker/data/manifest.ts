import { FILE_BOUNDS, parseBounded } from '../bounded-json';
import { asText, TrainerError } from '../protocol';

/** The content of a file of a packed data folder. Pixels and labels are raw bytes without a header. */
export type FileRole = 'train-images' | 'train-labels' | 'test-images' | 'test-labels';

/** The most files: enough for the largest data set in files of one megabyte. */
const MOST_FILES = 1024;
/** The most bytes of a data set, which is held in memory: 1,367,000 images. Fashion-MNIST has 55 MB. */
const MOST_BYTES = 2 ** 30;

const ROLES: readonly string[] = ['train-images', 'train-labels', 'test-images', 'test-labels'];

/** One file of a packed data folder. */
export interface ManifestFile {
  readonly name: string;
  readonly role: FileRole;
  /** Index of its first example in the split. */
  readonly first: number;
  /** The number of its examples. */
  readonly count: number;
  /** Length of the file, which is compressed with gzip. */
  readonly byteLength: number;
  /** Length after decompression: `count · 784` pixels or `count` labels. */
  readonly contentByteLength: number;
  /** SHA-256 of the decompressed bytes, in lower-case hexadecimal. */
  readonly contentSha256: string;
}

/** `manifest.json` of a packed data folder, as `npm run data` writes it. */
export interface Manifest {
  readonly format: 'fmnist-data';
  readonly version: 1;
  readonly name: string;
  readonly classNames: readonly string[];
  readonly imageShape: readonly [28, 28];
  readonly files: readonly ManifestFile[];
}

/**
 * Reads and checks a manifest.
 * @throws TrainerError `data-manifest`, which names the first mistake
 */
export function parseManifest(text: string, url: string): Manifest {
  let value: unknown;
  try {
    value = parseBounded(text, FILE_BOUNDS);
  } catch (thrown) {
    throw wrong(url, (thrown as Error).message, 'JSON');
  }
  const manifest = value as Partial<Manifest> | null;
  if (typeof manifest !== 'object' || manifest === null) throw wrong(url, typeof value, 'an object');
  const { format, version, name, classNames, imageShape, files } = manifest;
  if (format !== 'fmnist-data' || version !== 1) {
    throw wrong(
      url,
      `format “${asText(format)}”, version ${asText(version)}`,
      'format “fmnist-data”, version 1',
    );
  }
  if (typeof name !== 'string' || name === '') throw wrong(url, `name ${JSON.stringify(name)}`, 'a name');
  if (
    !Array.isArray(classNames) ||
    classNames.length !== 10 ||
    !classNames.every((c) => typeof c === 'string')
  ) {
    throw wrong(url, `classNames ${JSON.stringify(classNames)}`, 'ten class names');
  }
  if (JSON.stringify(imageShape) !== '[28,28]') {
    throw wrong(url, `imageShape ${JSON.stringify(imageShape)}`, '[28, 28]');
  }
  if (!Array.isArray(files) || files.length === 0) throw wrong(url, 'no files', 'a list of files');
  if (files.length > MOST_FILES) throw wrong(url, `${files.length} files`, `at most ${MOST_FILES}`);
  for (const file of files) checkFile(file, url);
  const bytes = files.reduce((sum, { contentByteLength }) => sum + contentByteLength, 0);
  if (bytes > MOST_BYTES) throw wrong(url, `a data set of ${bytes} bytes`, `at most ${MOST_BYTES} bytes`);
  for (const role of ROLES) checkCoverage(files, role, url);
  return manifest as Manifest;
}

function checkFile(file: unknown, url: string): void {
  const { name, role, first, count, byteLength, contentByteLength, contentSha256 } = (file ??
    {}) as Partial<ManifestFile>;
  const whole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  const isText = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value);
  const sound =
    isText(name, /^[\w.-]*\w[\w.-]*$/) &&
    ROLES.includes(role as string) &&
    [first, count, byteLength, contentByteLength].every(whole) &&
    (count as number) > 0 &&
    isText(contentSha256, /^[0-9a-f]{64}$/);
  if (!sound) {
    throw wrong(
      url,
      `file entry ${JSON.stringify(file)}`,
      'an entry with a name, role, first, count, lengths and SHA-256',
    );
  }
  const perExample = (role as string).endsWith('images') ? 784 : 1;
  if (contentByteLength !== (count as number) * perExample) {
    throw wrong(
      url,
      `${contentByteLength} bytes for ${count} examples in ${name}`,
      `${perExample} bytes for each example`,
    );
  }
}

/** Checks that the files of a role cover the examples from 0 on, without a gap. */
function checkCoverage(files: readonly ManifestFile[], role: string, url: string): void {
  let next = 0;
  for (const file of files.filter((candidate) => candidate.role === role).sort((a, b) => a.first - b.first)) {
    if (file.first !== next)
      throw wrong(
        url,
        `${file.name} starting at example ${file.first}`,
        `a file of ${role} starting at ${next}`,
      );
    next += file.count;
  }
  if (next === 0) throw wrong(url, `no file with the role ${role}`, 'at least one');
}

function wrong(url: string, got: string, expected: string): TrainerError {
  return new TrainerError({
    code: 'data-manifest',
    message: `${url} is not a valid manifest of a data set.`,
    got,
    expected,
    remedy: 'Write the folder again with `npm run data`.',
  });
}
