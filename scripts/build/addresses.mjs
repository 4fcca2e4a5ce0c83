import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '../lib/entry.mjs';

/** The one file with the addresses. */
const FILE = 'scripts/addresses.json';

/**
 * Where the project is published, and by whom. Each is `''` until somebody publishes it.
 * @typedef {object} Addresses
 * @property {string} repository its page, such as `https://github.com/OWNER/NAME`
 * @property {string} demo
 * @property {string} guide
 * @property {string} bugs where bugs are reported
 * @property {string} author in npm's form: `Name <mail> (address)`; mail and address may be left out
 */

/** npm can prove a package's provenance only for repositories on these two hosts. */
const REPOSITORY = /^https:\/\/(github|gitlab)\.com(\/[\w.-]+){2,}(?<!\.git)$/;
const PAGE = /^https:\/\/[^\s/]+\.[^\s/]+(\/\S*)?$/;

/**
 * What each entry may be, for the check and for the one who enters it.
 * @type {Readonly<Record<keyof Addresses, { form: RegExp, expected: string }>>}
 */
const ENTRIES = {
  repository: { form: REPOSITORY, expected: 'https://github.com/OWNER/NAME or https://gitlab.com/OWNER/NAME' },
  demo: { form: PAGE, expected: 'an address that begins with https://' },
  guide: { form: PAGE, expected: 'an address that begins with https://' },
  bugs: { form: PAGE, expected: 'an address that begins with https://' },
  author: { form: /^[^\s<(][^<(]*( <\S+@\S+>)?( \(https:\/\/\S+\))?$/, expected: 'Name <mail> (https://…)' },
};

/**
 * @param {string} root the project's folder
 * @returns {Addresses}
 * @throws {ExpectedError} `addresses-invalid`
 */
export function readAddresses(root) {
  const addresses = JSON.parse(readFileSync(join(root, FILE), 'utf8'));
  checkAddresses(addresses);
  return addresses;
}

/**
 * @param {Readonly<Record<string, unknown>>} addresses
 * @throws {ExpectedError} `addresses-invalid`, if an entry is missing or unknown, or if one that is not empty has another form
 */
export function checkAddresses(addresses) {
  const wrong = Object.entries(ENTRIES)
    .filter(([name, { form }]) => addresses[name] !== '' && !form.test(String(addresses[name])))
    .map(
      ([name, { expected }]) => `${name}: got ${JSON.stringify(addresses[name])}, expected ${expected} or ""`,
    );
  const unknown = Object.keys(addresses)
    .filter((name) => !(name in ENTRIES))
    .map((name) => `${name}: unknown, expected ${Object.keys(ENTRIES).join(', ')}`);
  if (wrong.length + unknown.length === 0) return;
  throw new ExpectedError(
    `addresses-invalid: ${FILE} has wrong entries.\n${[...wrong, ...unknown].join('\n')}\nCorrect them and run the command again.`,
  );
}

/**
 * @param {Addresses} addresses
 * @throws {ExpectedError} `addresses-missing`, if one of them is empty
 */
export function checkComplete(addresses) {
  const missing = Object.entries(ENTRIES).filter(([name]) => !addresses[/** @type {keyof Addresses} */ (name)]);
  if (missing.length === 0) return;
  const lines = missing.map(([name, { expected }]) => `${name}: got "", expected ${expected}`);
  throw new ExpectedError(
    `addresses-missing: a release needs every entry of ${FILE}.\n${lines.join('\n')}\nEnter them and run the command again. To pack without a release, leave out --release.`,
  );
}

/** Files that a page shows as a picture. */
const PICTURE = /\.(jpe?g|png|gif|svg|webp)$/;

/**
 * The address of a file of the repository, as it is in one version.
 * @param {string} repository
 * @param {string} version
 * @param {string} path in the repository, perhaps with an anchor
 */
export function addressOfFile(repository, version, path) {
  const separator = repository.startsWith('https://gitlab.com/') ? '/-' : '';
  return `${repository}${separator}/${PICTURE.test(path) ? 'raw' : 'blob'}/v${version}/${path}`;
}
