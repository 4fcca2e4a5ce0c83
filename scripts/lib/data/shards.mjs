/** @import { OfficialFile } from './official-files.mjs' */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ExpectedError } from '../entry.mjs';
import { sizeOf } from './official-files.mjs';

export const CLASS_NAMES = [
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
const IMAGE_SHAPE = /** @type {const} */ ([28, 28]);
const IMAGES_A_SHARD = 10_000;
const GZIP_OS_BYTE = 9;

/**
 * A file of a packed folder, with the part of the examples that it holds.
 * @typedef {{ name: string, role: string, first: number, count: number }} Piece
 */

/**
 * A piece and its sums in `manifest.json`.
 * @typedef {Piece & { byteLength: number, contentByteLength: number, contentSha256: string }} Entry
 */

/** @typedef {ReturnType<typeof header> & { files: Entry[] }} Manifest */

/**
 * Writes a data folder for the web: pixels and labels without IDX headers, compressed with gzip, and a manifest with their sums.
 * The training images are in shards, since some hosts refuse large files. File names do not end in `.gz`, since hosts add a
 * second encoding to those. The folder is replaced as a whole.
 * @param {object} options
 * @param {string} options.source folder with the official files, already checked
 * @param {string} options.outDir
 * @param {readonly OfficialFile[]} options.files
 * @param {number | undefined} [options.imagesAShard]
 * @throws {ExpectedError} when `outDir` holds other files, or an official file does not unpack to what the table says
 */
export async function packForWeb({ source, outDir, files, imagesAShard = IMAGES_A_SHARD }) {
  await refuseForeignFolder(outDir);
  const temporary = `${outDir}.${process.pid}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    const pieces = plan(files, imagesAShard);
    /** @type {Map<string, Buffer>} */
    const contents = new Map();
    for (const file of files) contents.set(file.role, await values(join(source, file.name), file));
    const entries = pieces.map(async (piece) => {
      const { role, first, count } = piece;
      const each = bytesEach(role);
      const content = /** @type {Buffer} */ (contents.get(role)).subarray(first * each, (first + count) * each);
      const packed = await promisify(gzip)(content, { level: 9 });
      packed[GZIP_OS_BYTE] = 255; // "unknown": the same bytes from every operating system
      await writeFile(join(temporary, piece.name), packed);
      return {
        ...piece,
        byteLength: packed.length,
        contentByteLength: content.length,
        contentSha256: createHash('sha256').update(content).digest('hex'),
      };
    });
    const manifest = { ...header(), files: await Promise.all(entries) };
    await writeFile(join(temporary, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(outDir, { recursive: true, force: true });
    await rename(temporary, outDir);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Whether the folder holds what `packForWeb` would write, judged by its manifest and the sizes of its files.
 * @param {object} options
 * @param {string} options.outDir
 * @param {readonly OfficialFile[]} options.files
 * @param {number | undefined} [options.imagesAShard]
 * @param {boolean} [options.thorough] also unpacks every file and compares its SHA-256
 */
export async function isPacked({ outDir, files, imagesAShard = IMAGES_A_SHARD, thorough = false }) {
  const manifest = await readManifest(outDir);
  if (!manifest) return false;
  const { files: entries, ...rest } = manifest;
  const pieces = plan(files, imagesAShard);
  if (JSON.stringify(rest) !== JSON.stringify(header()) || entries?.length !== pieces.length) return false;
  for (const [i, { name, role, first, count }] of pieces.entries()) {
    const entry = entries[i];
    const path = join(outDir, name);
    if (entry?.name !== name || entry.role !== role || entry.first !== first || entry.count !== count)
      return false;
    if ((await sizeOf(path)) !== entry.byteLength) return false;
    if (thorough && (await contentSum(path)) !== entry.contentSha256) return false;
  }
  return true;
}

function header() {
  return {
    format: 'fmnist-data',
    version: 1,
    name: 'fashion-mnist',
    classNames: CLASS_NAMES,
    imageShape: IMAGE_SHAPE,
  };
}

/**
 * The files of the packed folder.
 * @param {readonly OfficialFile[]} files
 * @param {number} imagesAShard
 * @returns {Piece[]}
 */
function plan(files, imagesAShard) {
  return files.flatMap(({ role, contentByteLength }) => {
    const total = (contentByteLength - headerLength(role)) / bytesEach(role);
    if (role !== 'train-images') return [{ name: `${role}.bin`, role, first: 0, count: total }];
    return Array.from({ length: Math.ceil(total / imagesAShard) }, (_, i) => {
      const first = i * imagesAShard;
      return { name: `${role}-${i}.bin`, role, first, count: Math.min(imagesAShard, total - first) };
    });
  });
}

/**
 * Bytes of one example.
 * @param {string} role
 */
function bytesEach(role) {
  return role.endsWith('images') ? IMAGE_SHAPE[0] * IMAGE_SHAPE[1] : 1;
}

/**
 * Bytes of the IDX header: a magic number and one 32-bit size for each dimension.
 * @param {string} role
 */
function headerLength(role) {
  return role.endsWith('images') ? 16 : 8;
}

/**
 * The pixels or labels of an official file, without its header.
 * @param {string} path
 * @param {OfficialFile} file
 * @throws {ExpectedError}
 */
async function values(path, { name, role, contentByteLength, contentSha256 }) {
  const content = await promisify(gunzip)(await readFile(path));
  const sum = createHash('sha256').update(content).digest('hex');
  if (content.length !== contentByteLength || sum !== contentSha256) {
    throw new ExpectedError(
      `${name} unpacks to ${content.length} bytes with SHA-256 ${sum}, expected ${contentByteLength} with ${contentSha256}. Correct worker/data/official-files.json or the file.`,
    );
  }
  return content.subarray(headerLength(role));
}

/**
 * SHA-256 of an unpacked file; that of nothing when it does not unpack.
 * @param {string} path
 */
async function contentSum(path) {
  const content = await promisify(gunzip)(await readFile(path)).catch(() => Buffer.alloc(0));
  return createHash('sha256').update(content).digest('hex');
}

/**
 * @param {string} folder
 * @returns {Promise<Manifest | null>} null when it has none that is JSON
 */
async function readManifest(folder) {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => '');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * `--out` may name any folder by mistake, so a folder with other files is not replaced.
 * @param {string} outDir
 * @throws {ExpectedError}
 */
async function refuseForeignFolder(outDir) {
  if (!existsSync(outDir)) return;
  const names = await readdir(outDir);
  if (names.length === 0 || (await readManifest(outDir))?.format === 'fmnist-data') return;
  throw new ExpectedError(
    `${outDir} holds other files (${names.slice(0, 3).join(', ')}) and packing replaces the whole folder. Name an empty or a new one.`,
  );
}
