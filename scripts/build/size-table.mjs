import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ExpectedError } from '../lib/entry.mjs';

/**
 * The largest allowed size of each file, in bytes after gzip, and of the packed package. To raise one is a decision.
 * @type {Readonly<Record<string, number>>}
 */
const BUDGETS = JSON.parse(readFileSync(new URL('./size-budgets.json', import.meta.url), 'utf8'));

/** The name of the packed package in BUDGETS. */
const PACKED = 'the packed package';

/**
 * Sizes as a table. A visitor downloads the gzip column.
 * @param {string} outdir
 * @param {readonly string[]} files
 */
export function sizeTable(outdir, files) {
  const number = (/** @type {number | undefined} */ value) => value?.toLocaleString('en') ?? '';
  const width = Math.max(...files.map((file) => file.length));
  const line = (/** @type {string} */ name, /** @type {string[]} */ ...columns) =>
    name.padEnd(width) + columns.map((text) => text.padStart(11)).join('');
  return [
    line('file', 'bytes', 'gzip', 'at most'),
    ...files.map((file) => line(file, ...[...sizesOf(outdir, file), BUDGETS[file]].map(number))),
  ].join('\n');
}

/**
 * @param {string} outdir
 * @param {readonly string[]} files
 * @param {Readonly<Record<string, number>>} [budgets]
 * @throws {ExpectedError} that lists the files which are over their budget
 */
export function checkSizes(outdir, files, budgets = BUDGETS) {
  const tooLarge = files.flatMap((file) => {
    const [, packed] = sizesOf(outdir, file);
    return packed > (budgets[file] ?? Number.POSITIVE_INFINITY)
      ? [`${file} has ${packed} bytes after gzip; its budget is ${budgets[file]}`]
      : [];
  });
  refuse(tooLarge);
}

/**
 * @param {number} bytes the size of the packed package
 * @param {number} [budget]
 * @throws {ExpectedError} when it is over its budget
 */
export function checkPackedSize(bytes, budget = BUDGETS[PACKED] ?? 0) {
  refuse(bytes > budget ? [`${PACKED} has ${bytes} bytes; its budget is ${budget}`] : []);
}

/** @param {readonly string[]} tooLarge */
function refuse(tooLarge) {
  if (tooLarge.length === 0) return;
  throw new ExpectedError(
    `${tooLarge.join('\n')}\nMake it smaller, or raise its budget in scripts/build/size-budgets.json and write down why.`,
  );
}

/**
 * @param {string} outdir
 * @param {string} file
 * @returns {[number, number]} bytes before and after gzip
 */
function sizesOf(outdir, file) {
  const bytes = readFileSync(join(outdir, file));
  return [bytes.length, gzipSync(bytes, { level: 9 }).length];
}
