import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relativeTo } from './page-references.mjs';
import { publishSite } from './publish-site.mjs';

const PLACEHOLDER = '%DATA_SRC%';

/** Trained networks, each a folder with `model.json` and its weights; the package brings them as well as the site. */
const PRETRAINED = 'pretrained';

/** What of the package no visitor's browser asks for: it is for compilers and editors. */
const FOR_AUTHORS = ['types', 'custom-elements.json', 'html-custom-data.json'];

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
 * Makes a site of a folder that already holds the bundles, and nothing else but data: adds the static files, fills in the data
 * set's address, and publishes it.
 * @param dataSrc where the pages' trainers have their data: a folder of the site such as `dataPath` names, relative to the
 *   site's root, or another value of `data-src`; `''` is the public copy of Fashion-MNIST
 */
export function writeSite({ staticDir, outdir, dataSrc }) {
  const inSite = dataSrc.startsWith('data/');
  cpSync(staticDir, outdir, { recursive: true });
  for (const name of readdirSync(outdir, { recursive: true })) {
    if (!name.endsWith('.html')) continue;
    const path = join(outdir, name);
    const html = readFileSync(path, 'utf8');
    const address = inSite ? relativeTo(name, dataSrc) : dataSrc;
    if (html.includes(PLACEHOLDER)) writeFileSync(path, html.replaceAll(PLACEHOLDER, escapeAttribute(address)));
  }
  publishSite({ outdir, data: inSite ? dataSrc : null });
}

function escapeAttribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
