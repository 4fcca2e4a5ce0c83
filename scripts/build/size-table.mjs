import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Sizes as a table: what a visitor downloads is the gzip column. */
export function sizeTable(outdir, files) {
  const rows = files.map((file) => {
    const bytes = readFileSync(join(outdir, file));
    return [file, bytes.length, gzipSync(bytes, { level: 9 }).length];
  });
  const width = Math.max(...files.map((file) => file.length));
  const line = (name, raw, packed) => `${name.padEnd(width)} ${raw.padStart(10)} ${packed.padStart(10)}`;
  const number = (value) => value.toLocaleString('en');
  return [
    line('file', 'bytes', 'gzip'),
    ...rows.map(([name, raw, packed]) => line(name, number(raw), number(packed))),
  ].join('\n');
}
