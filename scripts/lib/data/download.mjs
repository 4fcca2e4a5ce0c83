/**
 * @import { Limits } from './mirror.mjs'
 * @import { OfficialFile } from './official-files.mjs'
 * @import { Output } from './progress.mjs'
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../entry.mjs';
import { fetchFromMirror, LIMITS, MirrorFailure } from './mirror.mjs';
import { flawOf } from './official-files.mjs';
import { DownloadProgress } from './progress.mjs';

/** Where the official files are published, best first. */
export const MIRRORS = [
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
  'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/',
  'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
];

/**
 * Downloads the files that are missing or damaged in `folder`, from the first mirror that sends them intact. A host that stopped
 * answering is not asked again.
 * @param {object} options
 * @param {string} options.folder
 * @param {readonly OfficialFile[]} options.files
 * @param {readonly string[] | undefined} [options.mirrors]
 * @param {Limits | undefined} [options.limits]
 * @param {Output} [options.output] where progress is written
 * @throws {ExpectedError} that lists the failure of every mirror
 */
export async function downloadMissing({
  folder,
  files,
  mirrors = MIRRORS,
  limits = LIMITS,
  output = process.stderr,
}) {
  await mkdir(folder, { recursive: true });
  const progress = new DownloadProgress(output);
  /** @type {Map<string, string>} */
  const silent = new Map();
  for (const file of files) {
    const path = join(folder, file.name);
    if ((await flawOf(path, file)) !== '')
      await fromAnyMirror({ file, path, mirrors, limits, silent, progress });
  }
}

/**
 * @param {object} options
 * @param {OfficialFile} options.file
 * @param {string} options.path
 * @param {readonly string[]} options.mirrors
 * @param {Limits} options.limits
 * @param {Map<string, string>} options.silent hosts that stopped answering, with what happened; hosts are added to it
 * @param {DownloadProgress} options.progress
 * @throws {ExpectedError}
 */
async function fromAnyMirror({ file, path, mirrors, limits, silent, progress }) {
  /** @type {[string, string][]} */
  const said = [];
  for (const mirror of mirrors) {
    const before = silent.get(mirror);
    if (before) {
      said.push([mirror, before]);
      continue;
    }
    try {
      const onBytes = (/** @type {number} */ received) => progress.update(file, received);
      await fetchFromMirror({ url: new URL(file.name, mirror).href, file, path, onBytes, limits });
      for (const [failed, words] of said) progress.finish(file, `${failed} ${words}`);
      progress.finish(file, `${file.byteLength.toLocaleString('en')} bytes from ${new URL(mirror).host}`);
      return;
    } catch (thrown) {
      if (!(thrown instanceof MirrorFailure)) throw thrown;
      if (thrown.silent) silent.set(mirror, thrown.message);
      said.push([mirror, thrown.message]);
    }
  }
  const list = said.map(([mirror, words]) => `  ${mirror}\n    ${words}`).join('\n');
  throw new ExpectedError(`${file.name} could not be downloaded.\n${list}`);
}
