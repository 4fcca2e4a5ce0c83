import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A failure whose message already says what happened and what to do; it is shown without a stack. */
export class ExpectedError extends Error {
  name = 'ExpectedError';
}

/**
 * Runs a command's main function. Its return value, if a number, becomes the exit code; a failure is
 * printed to stderr and exits with 1.
 */
export async function enter(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (thrown) {
    process.exitCode = 1;
    const plain = thrown instanceof ExpectedError || thrown?.code?.startsWith?.('ERR_PARSE_ARGS');
    console.error(plain ? `\n${thrown.message}\n` : thrown);
  }
}

/**
 * The folder that holds this project's package.json: `$FMNIST_ROOT`, or found upwards from the running
 * script and then from the current folder. Does without `import.meta`, so it also works in a bundle.
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

function isProject(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).name === 'fmnist-trainer';
}
