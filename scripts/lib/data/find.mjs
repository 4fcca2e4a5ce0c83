import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../entry.mjs';
import { flawOf } from './official-files.mjs';

/**
 * Checks every file of a folder against the table.
 * @returns the flaws by file name; empty when the folder is complete and sound
 */
export async function flawsOf(folder, files) {
  const flaws = await Promise.all(
    files.map(async (file) => [file.name, await flawOf(join(folder, file.name), file)]),
  );
  return new Map(flaws.filter(([, flaw]) => flaw !== ''));
}

/**
 * Checks the folder that somebody named: nothing else is tried in its place.
 * @param {string} namedBy what named it, such as `FMNIST_DATA`, for the message
 */
export async function checkNamedFolder(folder, files, namedBy) {
  const remedy = `Point ${namedBy} to a folder with the four official .gz files, or leave it out to have them downloaded.`;
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ExpectedError(`${namedBy} names ${folder}, which is not a folder. ${remedy}`);
  }
  const flaws = await flawsOf(folder, files);
  if (flaws.size === 0) return;
  const list = [...flaws].map(([name, flaw]) => `  ${name}: ${flaw}`).join('\n');
  throw new ExpectedError(
    `${namedBy} names ${folder}, whose files are not the official ones:\n${list}\n${remedy}`,
  );
}

/**
 * The first folder in which all files are sound, or null.
 * @param say told about files that are there but damaged
 */
export async function findSoundFolder(folders, files, say) {
  for (const folder of folders.filter((candidate) => existsSync(candidate))) {
    const flaws = await flawsOf(folder, files);
    if (flaws.size === 0) return folder;
    for (const [name, flaw] of flaws) {
      if (flaw !== 'missing') say(`${join(folder, name)} is not the official file (${flaw}) and is not used.`);
    }
  }
  return null;
}
