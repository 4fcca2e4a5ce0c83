import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { checkSharedCode, sharedCode } from '../../../scripts/build/shared-code.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();

/** Builds a source as the bundle of a lazy view. */
async function bundleOf(entry: string) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: 'view.js',
    banner: { js: '/*! licences */' },
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    logLevel: 'silent',
    plugins: [sharedCode(ROOT, '1.2.3')],
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
}

const folder = temporaryFolder();

/** A source with a text. */
function source(text: string): string {
  const file = join(folder, 'view-file.ts');
  writeFileSync(file, text);
  return file;
}

const openBundle = async (text: string, shared: object) =>
  (await import(`data:text/javascript,${encodeURIComponent(text)}`)).open(shared);

describe('the bundle of a lazy view', () => {
  test('is a function of the shared code, and runs the view’s code at each call', async () => {
    const entry = source(`
      import { html } from 'lit';
      import { formatCount } from '${relative(folder, join(ROOT, 'src/language/format-numbers'))}';
      const now = [html, formatCount];
      export const open = () => now;`);
    const { text } = await bundleOf(entry);
    expect(text).toMatch(/^\/\*! licences \*\//);
    expect(text).not.toMatch(/\bimport\b/);
    const [html, formatCount] = [() => 'one', () => 'two'];
    expect(await openBundle(text, { VERSION: '1.2.3', html, formatCount })).toEqual([html, formatCount]);
    expect(await openBundle(text, { VERSION: '1.2.3', html: 1, formatCount: 2 })).toEqual([1, 2]);
  });

  test('refuses shared code of another version', async () => {
    const { text } = await bundleOf(source('export const open = () => 1;'));
    await expect(openBundle(text, { VERSION: '1.2.4' })).rejects.toThrow(
      'It is of version 1.2.3, the page of 1.2.4',
    );
  });

  test.each([
    ['a package', `import { render } from 'lit/html.js'; export const open = () => render;`, 'lit/html.js'],
    ['a name', `import { LitElement } from 'lit'; export const open = () => LitElement;`, 'LitElement'],
  ])('is not built if it has %s that is not in the list', async (_what, text, name) => {
    await expect(bundleOf(source(text))).rejects.toThrow(name);
  });
});

describe('the bundles of a page', () => {
  const result = (bundle: string, inputs: Record<string, number>) => ({
    metafile: {
      outputs: {
        [bundle]: {
          inputs: Object.fromEntries(
            Object.entries(inputs).map(([input, bytesInOutput]) => [input, { bytesInOutput }]),
          ),
        },
      },
    } as never,
  });

  test('contain each module once: a module that is in two is reported', () => {
    const results = [
      result('main.js', { 'src/a.ts': 5, 'src/b.ts': 5 }),
      result('view.js', { 'src/b.ts': 5, 'src/c.ts': 5 }),
    ];
    expect(() => checkSharedCode(results)).toThrow(/^src\/b\.ts is in main\.js and in view\.js\n/);
  });

  test('may all contain the list itself, and a module of which nothing is left', () => {
    const inputs = { 'src/types.ts': 0, 'shared-code:src/views/lazy/shared-code.ts': 9 };
    expect(() => checkSharedCode([result('one.js', inputs), result('two.js', inputs)])).not.toThrow();
  });
});
