import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../entry.mjs';
import { headersFile } from '../hosting-headers.mjs';
import { writeGuide } from './guide.mjs';

const PLACEHOLDER = '%DATA_SRC%';

/** Trained networks, each a folder with `model.json` and its weights; the package brings them as well as the site. */
const PRETRAINED = 'pretrained';

/** What of the package no visitor's browser asks for: it is for compilers, editors and the edge. */
const FOR_AUTHORS = ['types', 'custom-elements.json', 'html-custom-data.json', 'edge.js', 'edge.js.map'];

/** The entries of a built package that a site needs. */
export function siteEntries(dist) {
  return readdirSync(dist).filter((entry) => !FOR_AUTHORS.includes(entry));
}

/** Puts the trained networks beside the bundles, if there are any. */
export function copyPretrained({ staticDir, outdir }) {
  const folder = join(staticDir, PRETRAINED);
  if (existsSync(folder)) cpSync(folder, join(outdir, PRETRAINED), { recursive: true });
}

/**
 * Makes a site of a folder that already holds the bundles: the static files, with the data set's address
 * filled in, the guide, and the hosting headers.
 * @param dataSrc value of the element's `data-src`; `''` is the public copy of Fashion-MNIST
 */
export async function writeSite({ staticDir, outdir, dataSrc }) {
  if (existsSync(staticDir)) cpSync(staticDir, outdir, { recursive: true });
  await writeGuide({ root: projectRoot(), outdir, dataSrc });
  for (const name of readdirSync(outdir, { recursive: true })) {
    if (!name.endsWith('.html')) continue;
    const path = join(outdir, name);
    const html = readFileSync(path, 'utf8');
    if (html.includes(PLACEHOLDER)) writeFileSync(path, html.replaceAll(PLACEHOLDER, escapeAttribute(dataSrc)));
  }
  writeFileSync(join(outdir, '_headers'), headersFile());
}

function escapeAttribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
