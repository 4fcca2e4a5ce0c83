import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A failure whose message says what happened and what to do. It is printed without a stack trace. */
export class ExpectedError extends Error {
  /** @override */
  name = 'ExpectedError';
}

/**
 * Runs a command's main function. If it returns a number, that is the exit code. If it throws, the error is printed to
 * stderr and the exit code is 1.
 * @param {() => Promise<unknown>} main
 */
export async function enter(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (thrown) {
    process.exitCode = 1;
    console.error(isExpected(thrown) ? `\n${thrown.message}\n` : thrown);
  }
}

/**
 * @param {unknown} thrown
 * @returns {thrown is Error} whether its message is meant for the user: ours, or that of `parseArgs`
 */
function isExpected(thrown) {
  if (thrown instanceof ExpectedError) return true;
  return thrown instanceof Error && 'code' in thrown && `${thrown.code}`.startsWith('ERR_PARSE_ARGS');
}

/**
 * The folder that holds this project's package.json: `$FMNIST_ROOT`, or the first such folder above the running script, or
 * above the current folder. It does not use `import.meta`, so it also works in a bundle.
 * @returns {string}
 * @throws {ExpectedError} when there is none
 */
export function projectRoot() {
  if (process.env.FMNIST_ROOT) return resolve(process.env.FMNIST_ROOT);
  const starts = [process.argv[1] ? dirname(resolve(process.argv[1])) : '', process.cwd()];
  for (const start of starts.filter(Boolean)) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (isProject(folder)) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  throw new ExpectedError(
    `The project folder was not found from ${starts.filter(Boolean).join(' or ')}. Run the command inside it, or set FMNIST_ROOT.`,
  );
}

/** @param {string} folder */
function isProject(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).name === 'fmnist-trainer';
}
