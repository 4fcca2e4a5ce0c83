import { writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { runTimeImports } from '../../../scripts/build/run-time-imports.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

const SOURCE = `export async function load(address: string) {
  const loaded = await import(/* webpackIgnore: true */ address); console.log(loaded);
}`;

test('an import of an address that only a run knows keeps its comment for bundlers, and the source map stays true', async () => {
  const folder = temporaryFolder();
  const entry = join(folder, 'load-script.ts');
  writeFileSync(entry, SOURCE);
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: join(folder, 'out'),
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    write: false,
    plugins: [runTimeImports],
  });
  const [map, code] = ['.map', '.js'].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '',
  );
  expect(code).toMatch(/await import\(\/\*webpackIgnore:true\*\/\w+\)/);
  const payload = JSON.parse(map ?? '');
  expect(payload.sourcesContent).toEqual([SOURCE]);
  const found = new SourceMap(payload).findEntry(0, code?.indexOf('console') ?? 0);
  expect(found).toMatchObject({ originalLine: 1, originalColumn: SOURCE.split('\n')[1]?.indexOf('console') });
});
