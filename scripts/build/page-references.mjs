import { posix } from 'node:path';

/** Attributes that name a file of the site, of HTML and of the element. */
const REFERRING = ['src', 'href', 'poster', 'weights', 'worker-url'];
const COMMENT_OR_TAG = /<!--.*?-->|<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gis;
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/**
 * A page with other references.
 * @param html its text
 * @param page its path in the site, such as `guide/index.html`
 * @param moved called with the path of every file of the site that the page names; answers its new path, or undefined where
 *   it stays
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

/** A path of the site as a page at `page` names it. */
export function relativeTo(page, path) {
  const relative = posix.relative(posix.dirname(page), path);
  const folder = path.endsWith('/') ? '/' : '';
  return `${relative.startsWith('../') ? '' : './'}${relative}${folder}`;
}

/** The path in the site that a reference means, and what follows it; null for one that leaves the site. */
function sitePath(reference, page) {
  const root = 'http://site.invalid/';
  if (!URL.canParse(reference, root + page)) return null;
  const url = new URL(reference, root + page);
  if (!url.href.startsWith(root)) return null;
  return { name: decodeURIComponent(url.pathname.slice(1)), rest: url.search + url.hash };
}
