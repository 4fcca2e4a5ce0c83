/** @import { Addresses } from './addresses.mjs' */

/**
 * The packed package.json: the project's own, without what only a clone uses, and with the addresses that are known. Unless the package is
 * for a release it stays `private`, which keeps npm from publishing it.
 * @param {Readonly<Record<string, unknown>>} manifest the project's package.json
 * @param {object} options
 * @param {Addresses} options.addresses
 * @param {boolean} options.release
 * @returns {Record<string, unknown>}
 */
export function publishedManifest(manifest, { addresses, release }) {
  const { name, version, description, keywords, license, scripts, devDependencies, ...others } = manifest;
  const { private: isPrivate, ...published } = others;
  const { repository, demo, bugs, author } = addresses;
  return {
    name,
    version,
    ...(!release && { private: isPrivate }),
    description,
    keywords,
    ...(demo && { homepage: demo }),
    ...(repository && { repository: { type: 'git', url: `git+${repository}.git` } }),
    ...(bugs && { bugs: { url: bugs } }),
    ...(author && { author }),
    license,
    ...published,
  };
}
