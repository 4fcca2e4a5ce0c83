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
 * Downloads the files that are missing in `folder` or damaged, from the first mirror that has them right.
 * A host that fell silent once is not asked again.
 * @throws ExpectedError that lists what every mirror said
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
  const silent = new Map();
  for (const file of files) {
    const path = join(folder, file.name);
    if ((await flawOf(path, file)) !== '')
      await fromAnyMirror({ file, path, mirrors, limits, silent, progress });
  }
}

async function fromAnyMirror({ file, path, mirrors, limits, silent, progress }) {
  const said = [];
  for (const mirror of mirrors) {
    const before = silent.get(mirror);
    if (before) {
      said.push([mirror, before]);
      continue;
    }
    try {
      const onBytes = (received) => progress.update(file, received);
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
