import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../entry.mjs';
/** @import { OfficialFile } from './official-files.mjs' */
import { flawOf } from './official-files.mjs';

/**
 * Checks every file of a folder against the table.
 * @param {string} folder
 * @param {readonly OfficialFile[]} files
 * @returns {Promise<Map<string, string>>} what is wrong, by file name; empty when all files are complete and intact
 */
export async function flawsOf(folder, files) {
  const flaws = new Map();
  for (const file of files) {
    const flaw = await flawOf(join(folder, file.name), file);
    if (flaw !== '') flaws.set(file.name, flaw);
  }
  return flaws;
}

/**
 * Checks a folder that the user named. No other folder is tried.
 * @param {string} folder
 * @param {readonly OfficialFile[]} files
 * @param {string} namedBy the option or variable that names it, such as `FMNIST_DATA`, for the message
 * @throws {ExpectedError} when it is not a folder, or a file in it is missing or damaged
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
 * The first folder in which all files are complete and intact, or null.
 * @param {readonly string[]} folders
 * @param {readonly OfficialFile[]} files
 * @param {(line: string) => void} say called with a line for each damaged file
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
