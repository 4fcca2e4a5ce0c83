import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeGuide } from '../guide/write-guide.mjs';
import { projectRoot } from '../lib/entry.mjs';
import { DATA_PLACEHOLDER, publishSite } from './publish-site.mjs';

/** Trained networks, each a folder with `model.json` and its weights; the package brings them as well as the site. */
const PRETRAINED = 'pretrained';

/** What of the package no visitor's browser asks for: it is for compilers, editors, bundlers and the edge. */
const FOR_AUTHORS = [
  'types',
  'custom-elements.json',
  'html-custom-data.json',
  'edge.js',
  'edge.js.map',
  'react.js',
  'react.js.map',
];

/** Puts the trained networks beside the bundles, if there are any. */
export function copyPretrained({ staticDir, outdir }) {
  const folder = join(staticDir, PRETRAINED);
  if (existsSync(folder)) cpSync(folder, join(outdir, PRETRAINED), { recursive: true });
}

/**
 * Makes a site of a folder that already holds the package, and nothing else but data: takes out what no visitor needs, adds the
 * static files and the guide, and publishes it.
 * @param dataSrc where the pages' trainers have their data, see `publishSite`
 */
export async function writeSite({ staticDir, outdir, dataSrc }) {
  for (const name of FOR_AUTHORS) rmSync(join(outdir, name), { recursive: true, force: true });
  cpSync(staticDir, outdir, { recursive: true });
  await writeGuide({ root: projectRoot(), outdir, dataSrc: DATA_PLACEHOLDER });
  publishSite({ outdir, dataSrc });
}
