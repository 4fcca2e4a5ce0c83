import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Scripts of the pages. Each is bundled into one file. */
const SCRIPTS = ['views.ts', 'reference.ts', 'elements.ts', 'lesson.ts'];

const STYLES = ['guide.css', 'live.css'];

/**
 * Writes the guide into `outdir/guide`: its pages, styles and scripts. References are relative, so the site can be served from any
 * folder.
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.outdir the site's folder
 * @param {string} options.dataSrc value of the live elements' `data-src`
 * @throws {import('../lib/entry.mjs').ExpectedError} when something public has no example, or a shown symbol does not exist
 */
export async function writeGuide({ root, outdir, dataSrc }) {
  // Imported late: `npm run build` may have to install these packages first.
  const [{ build }, { guidePages }] = await Promise.all([import('esbuild'), import('./pages.mjs')]);
  const folder = join(outdir, 'guide');
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of guidePages({ root, dataSrc })) writeFileSync(join(folder, file), text);
  for (const file of STYLES) cpSync(join(root, 'guide', file), join(folder, file));
  await build({
    absWorkingDir: root,
    entryPoints: SCRIPTS.map((file) => join(root, 'guide', file)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  });
}
