import { IMAGE_PIXELS } from '../model/classifier';
import { TrainerError } from '../protocol';
import type { DownloadOptions } from './download';
import { fileIn } from './folder';
import { idxHeaderLength } from './idx';
import { type FileRole, parseManifest } from './manifest';
import officialFiles from './official-files.json';
import { type DataFile, type OpenedData, openData } from './opened-data';
import type { DataSource } from './source';

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

/**
 * Reads which files a folder has, and allocates memory for them. It does not load them. The folder has Fashion-MNIST, or a data set of the
 * same shape.
 * @param folder URL of a folder with `manifest.json` and its shards, or with the four official IDX `.gz` files. It may have a query,
 *   which is part of every request
 * @throws TrainerError `data-*`, which names the manifest and what is wrong with it, or `host-busy`
 */
export async function openFashionMnist(
  folder: string,
  source: DataSource,
  options: DownloadOptions,
): Promise<OpenedData> {
  if (fileIn(folder, '') === PUBLIC_FOLDER) return openOfficialFiles(folder, null);
  const url = fileIn(folder, 'manifest.json');
  const { text, isKept } = await findManifest(url, source, options);
  const manifest = isKept ? null : { url, text };
  if (text === '') return openOfficialFiles(folder, manifest);
  const { name, classNames, files } = parseManifest(text, url);
  const ofFolder = files.map((file) => ({ ...file, url: fileIn(folder, file.name) }));
  return openData({ name, classNames, manifest, files: ofFolder });
}

/**
 * The text of the folder's manifest, or an empty string if it has none. It is cached, since a published folder never changes. So the
 * next visit needs no network request.
 */
async function findManifest(
  url: string,
  source: DataSource,
  { fetch, signal }: DownloadOptions,
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

/** The four official files, each of which holds a whole split. */
function openOfficialFiles(folder: string, manifest: OpenedData['manifest']): OpenedData {
  const files = officialFiles.map((file): DataFile => {
    const isLabels = file.role.endsWith('labels');
    const count = isLabels
      ? file.contentByteLength - idxHeaderLength(1)
      : (file.contentByteLength - idxHeaderLength(3)) / IMAGE_PIXELS;
    return { ...file, role: file.role as FileRole, first: 0, count, url: fileIn(folder, file.name) };
  });
  return openData({ name: 'fashion-mnist', classNames: CLASS_NAMES, manifest, files });
}
