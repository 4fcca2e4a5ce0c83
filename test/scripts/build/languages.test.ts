import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';
import { languageBundles, languagesIn, listLanguages } from '../../../scripts/build/languages.mjs';
import { loadedLater } from '../../../scripts/build/loaded-later.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

test('a new language needs only a file in the folder of locales: it is bundled, and the page finds it', async () => {
  const folder = temporaryFolder();
  const templates = { 'controls.train': 'Entraîner' };
  writeFileSync(join(folder, 'ko.ts'), 'export const templates = {};');
  writeFileSync(join(folder, 'fr.ts'), `export const templates = ${JSON.stringify(templates)};`);
  expect(languagesIn(folder)).toEqual(['fr', 'ko']);

  const [french] = languageBundles(folder);
  expect(french).toMatchObject({ file: 'locales/fr.js', format: 'esm' });
  const bundled = await bundle(french?.entry ?? '', []);
  expect((await importText(bundled)).templates).toEqual(templates);

  const plugins = [listLanguages(folder), loadedLater(projectRoot(), [])];
  const page = await bundle(join(projectRoot(), 'src/language/localisation.ts'), plugins);
  expect((await importText(page)).LANGUAGES).toEqual(['en', 'fr', 'ko']);
  expect(page).toContain('import("./locales/fr.js")');
});

async function bundle(entry: string, plugins: Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

function importText(text: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);
}
