import { posix } from 'node:path';

/** Attributes of HTML and of the element that may name a file of the site. */
const REFERRING = ['src', 'href', 'poster', 'weights', 'worker-url'];
const COMMENT_OR_TAG = /<!--.*?-->|<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gis;
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/**
 * Rewrites a page's references to files of the site.
 * @param {string} html its text
 * @param {string} page its path in the site, such as `guide/index.html`
 * @param {(path: string) => string | undefined} moved called with the path of each file of the site that the page names; returns
 *   the new path, or undefined if the file stays
 */
export function withReferences(html, page, moved) {
  return html.replace(COMMENT_OR_TAG, (tag) =>
    tag.startsWith('<!--')
      ? tag
      : tag.replace(ATTRIBUTE, (attribute, name, equals, quoted) => {
          if (!REFERRING.includes(name.toLowerCase())) return attribute;
          const path = sitePath(quoted.slice(1, -1), page);
          const to = path && moved(path.name);
          return to ? `${name}${equals}"${relativeTo(page, to)}${path.rest}"` : attribute;
        }),
  );
}

/**
 * A path of the site, relative to the page at `page`.
 * @param {string} page
 * @param {string} path
 */
export function relativeTo(page, path) {
  const relative = posix.relative(posix.dirname(page), path);
  const folder = path.endsWith('/') ? '/' : '';
  return `${relative.startsWith('../') ? '' : './'}${relative}${folder}`;
}

/**
 * The path in the site that a reference names, and its query and fragment; null for a reference to another site.
 * @param {string} reference
 * @param {string} page
 */
function sitePath(reference, page) {
  const root = 'http://site.invalid/';
  if (!URL.canParse(reference, root + page)) return null;
  const url = new URL(reference, root + page);
  if (!url.href.startsWith(root)) return null;
  return { name: decodeURIComponent(url.pathname.slice(1)), rest: url.search + url.hash };
}
