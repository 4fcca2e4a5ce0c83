import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../../lib/entry.mjs';

/** The lesson as a Python program. Comments such as `# 2. The data` divide it into parts. */
export const PYTHON_FILE = 'guide/lesson.py';

/**
 * The lines below a heading of the Python program, up to the next heading.
 * @param {string} root the project's folder
 * @param {string} heading such as `2. The data`
 * @throws {ExpectedError} when the program has no such heading
 */
export function pythonPart(root, heading) {
  const parts = readFileSync(join(root, PYTHON_FILE), 'utf8').split(/^# (\d\. .*)\n/m);
  const part = parts[parts.indexOf(heading) + 1];
  if (!parts.includes(heading) || !part)
    throw new ExpectedError(`The lesson shows the part “${heading}” of ${PYTHON_FILE}, which does not exist.`);
  return part.trim();
}
