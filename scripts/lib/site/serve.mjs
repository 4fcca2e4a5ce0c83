/**
 * @import { AddressInfo } from 'node:net'
 * @import { IncomingMessage, Server, ServerResponse } from 'node:http'
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve, sep } from 'node:path';
import sirv from 'sirv';
import { compressed } from './compressed.mjs';
import { dataPath } from '../data/data-path.mjs';
import { ExpectedError } from '../entry.mjs';
import { headersFor } from './hosting-headers.mjs';

/**
 * Serves a built site on the loopback interface as hosts do: with the headers of `hosting-headers.mjs` and compressed with gzip,
 * except for the data set, whose files are compressed already. `/guide` redirects to `/guide/`. A missing page is answered with
 * the site's `404.html`, if it has one. Files are read again for each request, so a rebuild shows at once.
 * @param {object} options
 * @param {string} options.root the site's folder
 * @param {string | null} [options.dataFolder] a packed data set, served at its path in a site (`dataPath`)
 * @param {number} [options.port] 0 takes any free port
 * @returns {Promise<{ readonly url: string, close(): Promise<void> }>}
 * @throws {ExpectedError} when there is no folder `root`, or the port is taken
 */
export async function serve({ root, dataFolder = null, port = 0 }) {
  if (!existsSync(root))
    throw new ExpectedError(`There is no folder ${root} to serve. Run \`npm run build\` first.`);
  const site = sirv(root, { dev: true, etag: true });
  const data = dataFolder ? sirv(dataFolder, { dev: true, etag: true, extensions: [] }) : null;
  const mount = dataFolder ? `/${dataPath(dataFolder)}` : null;

  const server = createServer((request, response) => {
    const { url = '/' } = request;
    const [pathname = '/'] = url.split('?');
    response.setHeaders(new Map(Object.entries(headersFor(pathname))));
    delete request.headers.range; // sirv throws on a backward range. The whole file is a valid answer to any range.
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, `${request.method} is not supported here, only GET and HEAD.\n`);
    }
    const notFound = () => {
      const page = wantsPage(request) ? notFoundPage(root) : null;
      if (page) return answer(response, 404, page, 'text/html');
      return answer(response, 404, `There is no ${pathname} here.\n`);
    };
    if (!data || !mount || !pathname.startsWith(mount)) {
      const slash = missingSlash(root, url);
      if (slash) return redirect(response, slash);
      return site(request, compressed(request, response), notFound);
    }
    request.url = url.replace(mount, '/');
    return data(request, response, notFound);
  });

  await listen(server, port);
  return {
    url: `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Server} server
 * @param {number} port
 * @returns {Promise<void>}
 * @throws {ExpectedError} when the port is taken
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        new ExpectedError(
          `Port ${port} is taken. Choose another with --port, or leave --port out to use any free port.`,
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/**
 * An answer that is no file of the site. It is not cached, since the next build may create the file.
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {string} [type]
 */
function answer(response, status, text, type = 'text/plain') {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` });
  response.end(text);
}

/**
 * @param {ServerResponse} response
 * @param {string} location
 */
function redirect(response, location) {
  response.writeHead(307, { Location: location, 'Cache-Control': 'no-store' }).end();
}

/**
 * Where to redirect when the URL is that of a folder with a page and has no slash at its end; null otherwise.
 * @param {string} root
 * @param {string} url
 */
function missingSlash(root, url) {
  const [pathname = '/', ...query] = url.split('?');
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (name === '' || !isFolderWithPage(root, pathname)) return null;
  // Relative, since "//name" would be a host.
  return [`./${name}/`, ...query].join('?');
}

/**
 * @param {string} root
 * @param {string} pathname
 */
function isFolderWithPage(root, pathname) {
  try {
    const folder = resolve(root, `.${decodeURIComponent(pathname)}`);
    return folder.startsWith(resolve(root) + sep) && existsSync(join(folder, 'index.html'));
  } catch {
    return false; // Not a valid path, such as "/%".
  }
}

/**
 * Whether the request is a visit to a page, and not a page's request for one of its files.
 * @param {IncomingMessage} request
 */
function wantsPage({ headers }) {
  return /\btext\/html\b/.test(headers.accept ?? '');
}

/**
 * The site's page for missing pages, or null.
 * @param {string} root
 */
function notFoundPage(root) {
  const file = join(root, '404.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
