import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve, sep } from 'node:path';
import sirv from 'sirv';
import { compressed } from './compressed.mjs';
import { dataPath } from '../data/data-path.mjs';
import { ExpectedError } from '../entry.mjs';
import { headersFor } from './hosting-headers.mjs';

/**
 * Serves a built site on the loopback interface with the headers of `hosting-headers.mjs`, compressed as hosts do it. Files
 * are read anew for every request, so that a rebuild shows at once. The data set arrives as it is: it is compressed already.
 * A folder's page is at its address with a slash: its references start from there, and hosts send visitors of `/guide` to `/guide/`.
 * Whoever asks for a page that is missing gets the site's `404.html`, if it has one.
 * @param options.root the site's folder
 * @param options.dataFolder a packed data set, mounted where a site that holds it would have it (`dataPath`)
 * @param options.port 0 takes any free one
 * @returns `{ url, close }`
 */
export async function serve({ root, dataFolder = null, port = 0 }) {
  if (!existsSync(root))
    throw new ExpectedError(`There is no folder ${root} to serve. Run \`npm run build\` first.`);
  const site = sirv(root, { dev: true, etag: true });
  const data = dataFolder ? sirv(dataFolder, { dev: true, etag: true, extensions: [] }) : null;
  const mount = dataFolder ? `/${dataPath(dataFolder)}` : null;

  const server = createServer((request, response) => {
    const [pathname] = request.url.split('?');
    response.setHeaders(new Map(Object.entries(headersFor(pathname))));
    delete request.headers.range; // sirv throws on a backward range; the whole file is a right answer to any
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, `${request.method} is not answered here, only GET and HEAD.\n`);
    }
    const notFound = () => {
      const page = wantsPage(request) ? pageOfNothing(root) : null;
      if (page) return answer(response, 404, page, 'text/html');
      return answer(response, 404, `There is no ${pathname} here.\n`);
    };
    if (!mount || !pathname.startsWith(mount)) {
      const slash = missingSlash(root, request.url);
      if (slash) return redirect(response, slash);
      return site(request, compressed(request, response), notFound);
    }
    request.url = request.url.replace(mount, '/');
    return data(request, response, notFound);
  });

  await listen(server, port);
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        new ExpectedError(
          `Port ${port} is taken. Name another with --port, or none to have a free one chosen.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** An answer that is no file. The next build may bring the one that is missing. */
function answer(response, status, text, type = 'text/plain') {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` });
  response.end(text);
}

function redirect(response, location) {
  response.writeHead(307, { Location: location, 'Cache-Control': 'no-store' }).end();
}

/** Where to find the page of a folder whose address has no slash at its end; null for all else. */
function missingSlash(root, url) {
  const [pathname, ...query] = url.split('?');
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (name === '' || !isFolderWithPage(root, pathname)) return null;
  // Relative, since "//name" would be a host.
  return [`./${name}/`, ...query].join('?');
}

function isFolderWithPage(root, pathname) {
  try {
    const folder = resolve(root, `.${decodeURIComponent(pathname)}`);
    return folder.startsWith(resolve(root) + sep) && existsSync(join(folder, 'index.html'));
  } catch {
    return false; // No address at all, such as "/%".
  }
}

/** Whether someone goes to an address, as opposed to a page that loads a part of itself. */
function wantsPage({ headers }) {
  return /\btext\/html\b/.test(headers.accept ?? '');
}

/** The site's own page for addresses that it has not, or null. */
function pageOfNothing(root) {
  const file = join(root, '404.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
