import { TrainerError } from '../protocol';
import type { DownloadOptions } from './download';
import { parseIdx } from './idx';
import { labelledImages } from './labelled-images';
import { type FileRole, type Manifest, parseManifest } from './manifest';
import officialFiles from './official-files.json';
import type { DataSource, ExpectedFile } from './source';
import type { LabelledImages } from './split';

/** Where the four official files can be fetched by any page: Zalando Research's repository. */
export const PUBLIC_FOLDER =
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/';

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
  /** Called with the bytes received and the bytes expected over all files that have to be downloaded. */
  readonly onBytes: (received: number, total: number) => void;
}

/**
 * Loads Fashion-MNIST, or a data set of the same shape, from a folder.
 * @param folder URL of a folder with `manifest.json` and its shards, or with the four official IDX `.gz` files
 * @throws TrainerError `data-*`, saying which file is wrong and how
 */
export async function loadFashionMnist(
  folder: string,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const manifest = base === PUBLIC_FOLDER ? null : await findManifest(base, source, options);
  return manifest ? loadShards(base, manifest, source, options) : loadOfficialFiles(base, source, options);
}

/**
 * The folder's manifest, or null when the folder holds plain IDX files. Which of the two it is gets remembered,
 * so that a second visit asks the network for nothing: a published folder is taken to be immutable.
 */
async function findManifest(base: string, source: DataSource, options: LoadOptions): Promise<Manifest | null> {
  const url = `${base}manifest.json`;
  const kept = await source.cache.read(url);
  if (kept) {
    const text = new TextDecoder().decode(kept);
    return text === '' ? null : parseManifest(text, url);
  }
  let text = '';
  try {
    text = await source.readText(url, { fetch: options.fetch, signal: options.signal });
  } catch (thrown) {
    const absent = thrown instanceof TrainerError && ['data-not-found', 'data-is-html'].includes(thrown.code);
    if (!absent) throw thrown;
  }
  const manifest = text === '' ? null : parseManifest(text, url);
  await source.cache.write(url, new TextEncoder().encode(text));
  return manifest;
}

async function loadShards(
  base: string,
  manifest: Manifest,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  const progress = new ByteProgress(options.onBytes);
  const contents = await all(options.signal, (signal) =>
    manifest.files.map(async (file) => {
      const expected: ExpectedFile = { ...file, url: base + file.name };
      return source.read(expected, { ...options, signal, onBytes: progress.forFile(file.byteLength) });
    }),
  );
  const join = (role: FileRole) => {
    const parts = manifest.files.flatMap((file, i) => (file.role === role ? [{ file, i }] : []));
    const joined = new Uint8Array(parts.reduce((sum, { file }) => sum + file.contentByteLength, 0));
    for (const { file, i } of parts) {
      joined.set(contents[i] as Uint8Array, (file.first * file.contentByteLength) / file.count);
    }
    return joined;
  };
  return {
    name: manifest.name,
    classNames: manifest.classNames,
    train: labelledImages('train', join('train-images'), join('train-labels')),
    test: labelledImages('test', join('test-images'), join('test-labels')),
  };
}

async function loadOfficialFiles(
  base: string,
  source: DataSource,
  options: LoadOptions,
): Promise<LabelledImages> {
  const progress = new ByteProgress(options.onBytes);
  const arrays = await all(options.signal, (signal) =>
    officialFiles.map(async (file) => {
      const rank = file.role.endsWith('images') ? 3 : 1;
      const content = await source.read(
        { ...file, url: base + file.name },
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

/** Runs tasks side by side; the first failure aborts the others and is the one thrown. */
async function all<T>(outer: AbortSignal, start: (signal: AbortSignal) => Promise<T>[]): Promise<T[]> {
  const failed = new AbortController();
  try {
    return await Promise.all(start(AbortSignal.any([outer, failed.signal])));
  } catch (thrown) {
    failed.abort();
    throw thrown;
  }
}

/** Adds up the bytes of files that download side by side. Files that come from the cache never count. */
class ByteProgress {
  readonly #onBytes: (received: number, total: number) => void;
  #received = 0;
  #total = 0;

  constructor(onBytes: (received: number, total: number) => void) {
    this.#onBytes = onBytes;
  }

  forFile(byteLength: number): (received: number) => void {
    let before = 0;
    return (received) => {
      if (received === 0) this.#total += byteLength;
      this.#received += received - before;
      before = received;
      this.#onBytes(this.#received, Math.max(this.#total, this.#received));
    };
  }
}
