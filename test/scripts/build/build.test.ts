import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSelfContained } from '../../../scripts/build/self-contained.mjs';
import { copyPretrained } from '../../../scripts/build/site.mjs';
import { checkSizes, sizeTable } from '../../../scripts/build/size-table.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

describe('a worker bundle', () => {
  const check = (text: string, imports: { path: string }[] = []) =>
    checkSelfContained(
      { entry: 'worker/index.ts', file: 'worker.js', format: 'iife' },
      { metafile: { outputs: { 'worker.js': { imports } } }, outputFiles: [{ path: '/out/worker.js', text }] },
    );

  test.each([
    ['an import', 'import "./x.js";'],
    ['an export', 'export const a = 1;'],
    ['import.meta', '(()=>{ self.u = import.meta.url })()'],
  ])('with %s is refused, because it is not a classic script', (_name, text) => {
    expect(() => check(text)).toThrow(/worker\.js does not parse as a classic script/);
  });

  test('with an external module is refused', () => {
    expect(() => check('', [{ path: 'lit' }])).toThrow('worker.js imports lit; it must be one file.');
  });

  test('may import an address that is only known at run time', () => {
    expect(() => check('(async()=>{ await import(self.url) })()')).not.toThrow();
  });
});

test('the package has the trained networks beside its bundles, but can be built without them', () => {
  const [staticDir, outdir] = [temporaryFolder(), temporaryFolder()];
  copyPretrained({ staticDir, outdir });
  expect(readdirSync(outdir)).toEqual([]);
  mkdirSync(join(staticDir, 'pretrained/lesson'), { recursive: true });
  writeFileSync(join(staticDir, 'pretrained/lesson/model.json'), '{}');
  copyPretrained({ staticDir, outdir });
  expect(readFileSync(join(outdir, 'pretrained/lesson/model.json'), 'utf8')).toBe('{}');
});

describe('sizes', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'large.js'),
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
  );
  writeFileSync(join(folder, 'small.js'), '1');

  test('are printed as a table of bytes before and after gzip', () => {
    expect(sizeTable(folder, ['small.js'])).toMatch(/^file +bytes +gzip +at most\nsmall\.js +1 +21 *$/);
  });

  test('that are pinned stop a build that exceeds them; others do not', () => {
    const files = ['large.js', 'small.js'];
    expect(() => checkSizes(folder, files, { 'large.js': 100, 'small.js': 100 })).toThrow(
      /^large\.js has \d+ bytes after gzip; its budget is 100\n/,
    );
    expect(() => checkSizes(folder, files, { 'large.js': 6000 })).not.toThrow();
  });
});
