import { IMAGE_PIXELS } from '../model/classifier';
import { checkCounts } from './labelled-images';
import type { FileRole } from './manifest';
import { allocateBytes } from './shared-memory';
import type { ExpectedFile } from './source';
import type { Split } from './split';

/** A file of a data set, and the part of the split that it contains. */
export interface DataFile extends ExpectedFile {
  readonly role: FileRole;
  /** Index of its first example in the split. */
  readonly first: number;
  readonly count: number;
  /** Length of the file as it is downloaded, if the host does not compress it again. */
  readonly byteLength: number;
}

/** The list of a data set's files. */
export interface FileList {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly files: readonly DataFile[];
  /** The folder's manifest, to be cached when all files have arrived; null if it is cached already, or if the folder needs none. */
  readonly manifest: { readonly url: string; readonly text: string } | null;
}

/**
 * A data set whose files arrive one after another. Memory for all of them is allocated at the start. It is plain data, so the workers of an
 * isolated page can share it: a file that one of them has loaded is available to all.
 */
export interface OpenedData extends FileList {
  /** 1 for each of `files` whose content is in the memory, else 0. Set and read with `Atomics`. */
  readonly arrived: Uint8Array;
  readonly train: Split;
  readonly test: Split;
}

export const isImages = ({ role }: DataFile) => role.endsWith('images');
export const splitOf = ({ role }: DataFile) => (role.startsWith('train') ? 'train' : 'test');

/** Bytes of one example in a file. */
const perExample = (file: DataFile) => (isImages(file) ? IMAGE_PIXELS : 1);

/** The place of a file's examples in the memory of the data set. */
export function placeOf(file: DataFile, data: OpenedData): Uint8Array {
  const { images, labels } = data[splitOf(file)];
  const size = perExample(file);
  return (isImages(file) ? images : labels).subarray(file.first * size, (file.first + file.count) * size);
}

/**
 * Allocates the memory of a data set, in shared memory if the page has it.
 * @throws TrainerError `data-counts`
 */
export function openData(list: FileList): OpenedData {
  const { files } = list;
  const countOf = (role: FileRole) =>
    files.reduce((sum, file) => sum + (file.role === role ? file.count : 0), 0);
  const allocate = (which: 'train' | 'test'): Split => {
    const count = countOf(`${which}-labels`);
    checkCounts(which, countOf(`${which}-images`), count);
    return { count, images: allocateBytes(count * IMAGE_PIXELS), labels: allocateBytes(count) };
  };
  const arrived = allocateBytes(files.length);
  return { ...list, arrived, train: allocate('train'), test: allocate('test') };
}
