import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeGuide } from '../guide/write-guide.mjs';
import { projectRoot } from '../lib/entry.mjs';
import { DATA_PLACEHOLDER, publishSite } from './publish-site.mjs';

/** Trained networks, each a folder with `model.json` and its weights. Both package and site contain them. */
const PRETRAINED = 'pretrained';

/** Files of the package that no visitor's browser loads: they are for compilers, editors, bundlers and the edge. */
const FOR_AUTHORS = [
  'types',
  'custom-elements.json',
  'html-custom-data.json',
  'edge.js',
  'edge.js.map',
  'react.js',
  'react.js.map',
];

/**
 * Copies the trained networks, if there are any, into the folder of the bundles.
 * @param {{ staticDir: string, outdir: string }} folders
 */
export function copyPretrained({ staticDir, outdir }) {
  const folder = join(staticDir, PRETRAINED);
  if (existsSync(folder)) cpSync(folder, join(outdir, PRETRAINED), { recursive: true });
}

/**
 * Turns a folder with the package, and perhaps data, into a site, and publishes it.
 * @param {object} options
 * @param {string} options.staticDir
 * @param {string} options.outdir
 * @param {string} options.dataSrc where the data of the pages' trainers is, see `publishSite`
 */
export async function writeSite({ staticDir, outdir, dataSrc }) {
  await assembleSite({ staticDir, outdir });
  publishSite({ outdir, dataSrc });
}

/**
 * Turns a folder with the package, and perhaps data, into a site that is not published yet: removes what no visitor needs, and adds
 * the static files and the guide.
 * @param {object} options
 * @param {string} options.staticDir
 * @param {string} options.outdir
 */
export async function assembleSite({ staticDir, outdir }) {
  for (const name of FOR_AUTHORS) rmSync(join(outdir, name), { recursive: true, force: true });
  cpSync(staticDir, outdir, { recursive: true });
  await writeGuide({ root: projectRoot(), outdir, dataSrc: DATA_PLACEHOLDER });
}
