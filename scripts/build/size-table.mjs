import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ExpectedError } from '../lib/entry.mjs';

/** What each file may weigh, in bytes after gzip. Raising one is a decision. */
const BUDGETS = JSON.parse(readFileSync(new URL('./size-budgets.json', import.meta.url), 'utf8'));

/** Sizes as a table: what a visitor downloads is the gzip column. */
export function sizeTable(outdir, files) {
  const rows = files.map((file) => [file, ...sizesOf(outdir, file), BUDGETS[file]]);
  const width = Math.max(...files.map((file) => file.length));
  const line = (name, ...columns) => name.padEnd(width) + columns.map((text) => text.padStart(11)).join('');
  const number = (value) => value?.toLocaleString('en') ?? '';
  return [
    line('file', 'bytes', 'gzip', 'at most'),
    ...rows.map(([name, ...values]) => line(name, ...values.map(number))),
  ].join('\n');
}

/** @throws ExpectedError that lists the files which have outgrown their budget */
export function checkSizes(outdir, files, budgets = BUDGETS) {
  const tooLarge = files.flatMap((file) => {
    const [, packed] = sizesOf(outdir, file);
    return packed > (budgets[file] ?? Number.POSITIVE_INFINITY)
      ? [`${file} takes ${packed} bytes after gzip, of ${budgets[file]} that it may`]
      : [];
  });
  if (tooLarge.length === 0) return;
  throw new ExpectedError(
    `${tooLarge.join('\n')}\nMake it smaller, or raise scripts/build/size-budgets.json and write down why.`,
  );
}

function sizesOf(outdir, file) {
  const bytes = readFileSync(join(outdir, file));
  return [bytes.length, gzipSync(bytes, { level: 9 }).length];
}
