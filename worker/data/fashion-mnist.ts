import { TrainerError } from '../protocol';
import type { DownloadOptions } from './download';
import { fileIn } from './folder';
import { parseIdx } from './idx';
import { labelledImages } from './labelled-images';
import { type FileRole, type Manifest, parseManifest } from './manifest';
import officialFiles from './official-files.json';
import { allocateBytes } from './shared-memory';
import type { DataSource } from './source';
import type { LabelledImages } from './split';

/** Zalando Research's repository, from which any page can fetch the four official files. */
export const PUBLIC_FOLDER =
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/';

/** The class names, in the order of the labels. */
export const CLASS_NAMES: readonly string[] = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

export interface LoadOptions extends Omit<DownloadOptions, 'onBytes'> {
  /** Called with the bytes received and expected, summed over all files that are being downloaded. */
  readonly onBytes: (received: number, total: number) => void;
}

/**
 * Loads Fashion-MNIST, or a data set of the same shape, from a folder.
 * @param folder URL of a folder with `manifest.json` and its shards, or with the four official IDX `.gz` files. It may have a query,
 *   which is part of every request
 * @throws TrainerError `data-*`, which names the file and what is wrong with it
 */
export async function loadFashionMnist(
  folder: string,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  if (fileIn(folder, '') === PUBLIC_FOLDER) return loadOfficialFiles(folder, source, options);
  const url = fileIn(folder, 'manifest.json');
  const { text, isKept } = await findManifest(url, source, options);
  const images =
    text === ''
      ? await loadOfficialFiles(folder, source, options)
      : await loadShards(folder, parseManifest(text, url), source, options);
  // Cached only after everything has loaded, so that an incomplete upload or an unavailable host is tried again.
  if (!isKept) await source.cache.write(url, new TextEncoder().encode(text));
  return images;
}

/**
 * The text of the folder's manifest, or an empty string if it has none. It is cached, since a published folder never changes. So the
 * next visit needs no network request.
 */
async function findManifest(
  url: string,
  source: DataSource,
  { fetch, signal }: LoadOptions,
): Promise<{ text: string; isKept: boolean }> {
  const kept = await source.cache.read(url);
  if (kept) return { text: new TextDecoder().decode(kept), isKept: true };
  try {
    return { text: await source.readText(url, { fetch, signal }), isKept: false };
  } catch (thrown) {
    const absent = thrown instanceof TrainerError && ['data-not-found', 'data-is-html'].includes(thrown.code);
    if (!absent) throw thrown;
    return { text: '', isKept: false };
  }
}

async function loadShards(
  folder: string,
  manifest: Manifest,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  const progress = new ByteProgress(options.onBytes);
  const allocate = (role: FileRole) => {
    const files = manifest.files.filter((file) => file.role === role);
    return allocateBytes(files.reduce((sum, { contentByteLength }) => sum + contentByteLength, 0));
  };
  const values: Readonly<Record<FileRole, Uint8Array>> = {
    'train-images': allocate('train-images'),
    'train-labels': allocate('train-labels'),
    'test-images': allocate('test-images'),
    'test-labels': allocate('test-labels'),
  };
  await all(options.signal, (signal) =>
    manifest.files.map((file) => {
      const { name, role, first, count, byteLength, contentByteLength } = file;
      const start = (first * contentByteLength) / count;
      const into = values[role].subarray(start, start + contentByteLength);
      const onBytes = progress.forFile(byteLength);
      return source.readInto(into, { ...file, url: fileIn(folder, name) }, { ...options, signal, onBytes });
    }),
  );
  return {
    name: manifest.name,
    classNames: manifest.classNames,
    train: labelledImages('train', values['train-images'], values['train-labels']),
    test: labelledImages('test', values['test-images'], values['test-labels']),
  };
}

async function loadOfficialFiles(
  folder: string,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  const progress = new ByteProgress(options.onBytes);
  const arrays = await all(options.signal, (signal) =>
    officialFiles.map(async (file) => {
      const rank = file.role.endsWith('images') ? 3 : 1;
      const content = await source.read(
        { ...file, url: fileIn(folder, file.name) },
        { ...options, signal, onBytes: progress.forFile(file.byteLength) },
        (unpacked) => parseIdx(unpacked, file.name, rank),
      );
      return [file.role, parseIdx(content, file.name, rank).values] as const;
    }),
  );
  const byRole = new Map<string, Uint8Array>(arrays);
  const values = (role: FileRole) => byRole.get(role) as Uint8Array;
  return {
    name: 'fashion-mnist',
    classNames: CLASS_NAMES,
    train: labelledImages('train', values('train-images'), values('train-labels')),
    test: labelledImages('test', values('test-images'), values('test-labels')),
  };
}

/** Runs tasks in parallel. The first error aborts the others and is thrown. */
async function all<T>(outer: AbortSignal, start: (signal: AbortSignal) => Promise<T>[]): Promise<T[]> {
  const failed = new AbortController();
  try {
    return await Promise.all(start(AbortSignal.any([outer, failed.signal])));
  } catch (thrown) {
    failed.abort();
    throw thrown;
  }
}

/** Adds up the bytes of files that download in parallel. Files from the cache are not counted. */
class ByteProgress {
  readonly #onBytes: (received: number, total: number) => void;
  #received = 0;
  #total = 0;

  constructor(onBytes: (received: number, total: number) => void) {
    this.#onBytes = onBytes;
  }

  forFile(byteLength: number): (received: number) => void {
    let before = 0;
    let begun = false;
    return (received) => {
      if (!begun) this.#total += byteLength;
      begun = true;
      this.#received += received - before;
      before = received;
      this.#onBytes(this.#received, Math.max(this.#total, this.#received));
    };
  }
}
