import { mkdirSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { expressionsForBundlers } from '../../../scripts/build/expressions-for-bundlers.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

/** A source with an expression for bundlers in its second line, something to find after it, and the shipped form. */
const EXPRESSIONS = {
  'load-script.ts': {
    source: `export async function load(address: string) {
  const loaded = await import(/* webpackIgnore: true */ address); console.log(loaded);
}`,
    ships: /await import\(\/\*webpackIgnore:true\*\/\w+\)/,
  },
  'client/worker-address.ts': {
    source: `declare function addressOf(make: (Worker: new (url: URL) => URL) => URL): string;
  export const address = addressOf((Worker) => new Worker(new URL('./worker.js', import.meta.url))); console.log(address);`,
    ships: /addressOf\(Worker=>new Worker\(new URL\("\.\/worker\.js",import\.meta\.url\)\)\)/,
  },
};

async function bundle(name: string, source: string): Promise<{ code: string; map: string }> {
  const folder = temporaryFolder();
  const entry = join(folder, name);
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, source);
  const { outputFiles } = await build({
    entryPoints: [entry],
    outdir: join(folder, 'out'),
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
    plugins: [expressionsForBundlers],
  });
  const [map = '', code = ''] = ['.map', '.js'].map(
    (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text,
  );
  return { code, map };
}

describe.each(Object.entries(EXPRESSIONS))('the expression in %s', (name, { source, ships }) => {
  test('ships in the form that bundlers recognise, and the source map stays correct', async () => {
    const { code, map } = await bundle(name, source);
    expect(code).toMatch(ships);
    const payload = JSON.parse(map);
    expect(payload.sourcesContent).toEqual([source]);
    const found = new SourceMap(payload).findEntry(0, code.indexOf('console'));
    expect(found).toMatchObject({
      originalLine: 1,
      originalColumn: source.split('\n')[1]?.indexOf('console'),
    });
  });

  test('is an error if the source no longer has it', async () => {
    await expect(bundle(name, 'export {};')).rejects.toThrow('which bundlers look for');
  });
});
