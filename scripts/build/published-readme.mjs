/** @import { Addresses } from './addresses.mjs' */
import { ExpectedError } from '../lib/entry.mjs';
import { addressOfFile } from './addresses.mjs';

/** The place in README.md for demo and guide. */
const PLACE = /<!-- addresses:.*?-->\n.*?\n<!-- \/addresses -->/s;

/** Blocks and spans of code, which are no links. */
const CODE = /(^```.*?^```$|`[^`\n]+`)/ms;
/** The target of a link or picture, in Markdown and in HTML. */
const TARGET = /(\]\(|\s(?:src|srcset|href)=")([^)\s"]+)(?=[)"])/g;
const ABSOLUTE = /^([a-z]+:|#)/;

/**
 * README.md for npm's page, which has no other file of the repository: demo and guide are linked, and relative links lead to the
 * repository's files at the version's tag. What has no address yet stays as it is.
 * @param {string} readme
 * @param {object} options
 * @param {Addresses} options.addresses
 * @param {string} options.version
 * @throws {ExpectedError} `readme-place`, if README.md has no place for demo and guide
 */
export function publishedReadme(readme, { addresses, version }) {
  const { repository, demo, guide } = addresses;
  if (!PLACE.test(readme))
    throw new ExpectedError(
      'readme-place: README.md has no place for the links to demo and guide. Put `<!-- addresses: … -->` above the text they replace and `<!-- /addresses -->` below it.',
    );
  const filled = demo && guide ? readme.replace(PLACE, () => linksOf(addresses)) : readme;
  if (!repository) return filled;
  return filled
    .split(CODE)
    .map((text, i) => (i % 2 ? text : withAddresses(text, repository, version)))
    .join('');
}

/** @param {Addresses} addresses */
function linksOf({ repository, demo, guide }) {
  const source = repository && ` The source is in the [repository](${repository}).`;
  return `**Try it:** open the [demo](${demo}) or read the [guide](${guide}).${source}`;
}

/**
 * @param {string} text
 * @param {string} repository
 * @param {string} version
 */
function withAddresses(text, repository, version) {
  return text.replace(TARGET, (link, before, target) =>
    ABSOLUTE.test(target) ? link : `${before}${addressOfFile(repository, version, target)}`,
  );
}
