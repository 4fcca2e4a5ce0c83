import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';
import { hostFiles } from './host-files.mjs';
import { relativeTo, withReferences } from './page-references.mjs';

const SERVICE_WORKER = 'service-worker.js';
/** Registers the service worker; every page gets it. */
const OFFLINE_SCRIPT = 'offline.js';
/** Hosts send it for missing pages at any depth, so it cannot refer to other files. */
const NOT_FOUND = '404.html';
const DATA = 'data/';
/** Placeholder in pages for the URL of their data. */
export const DATA_PLACEHOLDER = '%DATA_SRC%';
const DIGITS = 10;

/** Some hosts refuse larger files: the limit is 25 MiB at Cloudflare, and less at others. */
const LARGEST_FILE = 20 * 1024 * 1024;

/** Files that the service worker caches only when they are used: large ones that few visitors need, and those that no page loads. */
const ON_DEMAND = [
  /\.map$/,
  /^THIRD-PARTY-LICENCES/,
  /^tfjs-(engine|backend)/,
  /^pretrained\/(best\/|.*optimizer)/,
];

/**
 * Makes a site ready for hosts and for visits without a network, as
 * [decision 0036](../../docs/decisions/0036-assets-in-one-folder-by-their-hash.md) says:
 * - replaces `%DATA_SRC%` in pages with the URL of the data set;
 * - moves all files that pages load into `assets/<hash>/`, keeps their names, and updates the references in the pages;
 * - writes the list of files into the service worker;
 * - writes the hosts' configuration files.
 * Pages and `data/` stay where they are.
 * @param {object} options
 * @param {string} options.outdir the site
 * @param {string} options.dataSrc where the data of the pages' trainers is: a folder of the site (`dataPath`), relative to the
 *   site's root, or any other value of `data-src`; `''` is the public copy of Fashion-MNIST
 * @throws {ExpectedError} when a file is too large for hosts
 */
export function publishSite({ outdir, dataSrc }) {
  const names = filesBelow(outdir);
  const pages = names.filter((name) => name.endsWith('.html') && name !== NOT_FOUND);
  const files = names.filter(
    (name) => !pages.includes(name) && ![NOT_FOUND, SERVICE_WORKER].includes(name) && !name.startsWith(DATA),
  );
  const assets = `assets/${hashOf(outdir, files)}/`;
  for (const name of files) move(join(outdir, name), join(outdir, assets, name));
  removeEmptyFolders(outdir);

  for (const page of pages) {
    const path = join(outdir, page);
    const address = isInSite(dataSrc) ? relativeTo(page, dataSrc) : dataSrc;
    const text = readFileSync(path, 'utf8').replaceAll(DATA_PLACEHOLDER, escapeAttribute(address));
    const html = withReferences(text, page, (name) => (files.includes(name) ? assets + name : undefined));
    const script = `<script type="module" src="${relativeTo(page, assets + OFFLINE_SCRIPT)}"></script>`;
    writeFileSync(path, html.replace('</head>', `  ${script}\n  </head>`));
  }
  const release = {
    version: hashOf(outdir, pages),
    assets,
    pages: pages.map((page) => page.replace(/(^|\/)index\.html$/, '$1')),
    files: files.filter((name) => !ON_DEMAND.some((pattern) => pattern.test(name))),
    data: isInSite(dataSrc) ? dataSrc : null,
  };
  const worker = join(outdir, SERVICE_WORKER);
  writeFileSync(worker, readFileSync(worker, 'utf8').replace("'%RELEASE%'", JSON.stringify(release)));
  for (const [name, text] of Object.entries(hostFiles())) writeFileSync(join(outdir, name), text);
  checkFileSizes(outdir);
}

/** @param {string} dataSrc */
function isInSite(dataSrc) {
  return dataSrc.startsWith(DATA);
}

/** @param {string} text */
function escapeAttribute(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/**
 * Paths of all files below a folder, with `/`, in the same order on every machine.
 * @param {string} folder
 */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
}

/**
 * A hash of the files' names and contents.
 * @param {string} folder
 * @param {readonly string[]} names
 */
function hashOf(folder, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, DIGITS);
}

/**
 * @param {string} from
 * @param {string} to
 */
function move(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** @param {string} folder */
function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/**
 * @param {string} folder
 * @throws {ExpectedError}
 */
function checkFileSizes(folder) {
  for (const name of filesBelow(folder)) {
    const { size } = statSync(join(folder, name));
    if (size > LARGEST_FILE) {
      throw new ExpectedError(
        `${name} has ${size.toLocaleString('en')} bytes. Hosts accept up to ${LARGEST_FILE.toLocaleString('en')} for a file. Split it, or leave it out.`,
      );
    }
  }
}
