import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { languageBundles, languagesDefine, languagesIn } from '../../scripts/build/languages.mjs';
import { projectRoot } from '../../scripts/entry.mjs';
import { temporaryFolder } from './tiny-data';

test('a file in the folder of locales is all that a new language takes: it is bundled, and the page knows it', async () => {
  const folder = temporaryFolder();
  const templates = { 'controls.train': 'Entraîner' };
  writeFileSync(join(folder, 'ko.ts'), 'export const templates = {};');
  writeFileSync(join(folder, 'fr.ts'), `export const templates = ${JSON.stringify(templates)};`);
  expect(languagesIn(folder)).toEqual(['fr', 'ko']);

  const [french] = languageBundles(folder);
  expect(french).toMatchObject({ file: 'locales/fr.js', format: 'esm' });
  const bundled = await bundle(french?.entry ?? '', {});
  expect((await importText(bundled)).templates).toEqual(templates);

  const page = await bundle(join(projectRoot(), 'src/localisation.ts'), languagesDefine(folder));
  expect((await importText(page)).LANGUAGES).toEqual(['en', 'fr', 'ko']);
});

async function bundle(entry: string, define: Record<string, string>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    define,
  });
  return outputFiles[0]?.text ?? '';
}

function importText(text: string): Promise<Record<string, unknown>> {
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);
}
