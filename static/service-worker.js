/**
 * Serves the site offline. It belongs to the site; the component registers no service worker.
 *
 * It stores one release: the pages, and the files they load from `assets/<hash>/`. While there is a network, pages come
 * from it, so that a new release appears at once. Offline, pages come from the stored release. A newer worker waits until
 * every open page belongs to its own release, so no page ever receives files of another release.
 */

/** Filled in by `scripts/build/publish-site.mjs`: `{ version, assets, pages, files, data }`, paths below the site's root. */
const RELEASE = '%RELEASE%';

const root = new URL('./', self.location.href);
/** Several sites may share an origin and therefore all caches. */
const PREFIX = `fmnist-site ${root.pathname} `;
const CACHE = PREFIX + RELEASE.version;
/** Filled by `offline.js`. */
const DATA_CACHE = PREFIX + RELEASE.data;

/** How long to wait for a page from the network when there is a stored one, in milliseconds. */
const PATIENCE_MS = 3000;

const address = (path) => new URL(path, root).href;

self.addEventListener('install', (event) => event.waitUntil(keepRelease()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

/** A page from the network may be newer than the active worker. It asks this one to take over, with `{ assets }`. */
self.addEventListener('message', (event) => {
  if (event.data.assets === RELEASE.assets) event.waitUntil(takeOverFrom(event.source));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== root.origin || !pathname.startsWith(root.pathname)) return;
  const path = pathname.slice(root.pathname.length);
  const page = pageAt(path);
  if (page !== undefined) event.respondWith(newestPage(request, page));
  else if (path.startsWith('assets/')) event.respondWith(asset(request, path));
  else if (RELEASE.data && path.startsWith(RELEASE.data)) event.respondWith(keptData(request));
});

async function keepRelease() {
  const cache = await caches.open(CACHE);
  const pages = RELEASE.pages.map(async (page) => cache.put(address(page), await pageOfThisRelease(page)));
  await Promise.all([cache.addAll(RELEASE.files.map((name) => address(RELEASE.assets + name))), ...pages]);
  // The previous release may have taken over and deleted the cache in the meantime. The browser then tries again.
  if (!(await caches.has(CACHE))) throw new Error(`The cache of the release ${RELEASE.version} is gone.`);
}

/** @throws if the host has a newer release by now; the browser then tries again with that release's worker */
async function pageOfThisRelease(page) {
  const response = await fetch(address(page), { cache: 'no-cache' });
  const html = await response.text();
  if (!response.ok || !html.includes(RELEASE.assets)) {
    throw new Error(`${address(page)} is not of the release ${RELEASE.version} (HTTP ${response.status}).`);
  }
  // Browsers reject a redirected response for a navigation, and hosts redirect .html addresses. So make a new response.
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(html, { headers });
}

async function takeOverFrom(page) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const others = windows.filter(({ id, frameType }) => id !== page.id && frameType !== 'nested');
  if (others.length === 0) await self.skipWaiting();
}

async function takeOver() {
  const others = (await caches.keys()).filter(
    (name) => name.startsWith(PREFIX) && name !== CACHE && name !== DATA_CACHE,
  );
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The stored page at a path, under any of the names that hosts use for it; undefined if there is none. */
function pageAt(path) {
  const names = [path, `${path}.html`, path.replace(/(^|\/)index(\.html)?$/, '$1'), `${path}/`];
  return names.find((name) => RELEASE.pages.includes(name));
}

async function newestPage(request, page) {
  const found = await caches.match(address(page), { cacheName: CACHE });
  if (!found) return fetch(request);
  const kept = toItsAddress(request, page) ?? found;
  const newest = fetch(request).then(
    (response) => (response.status >= 500 ? kept : response),
    () => kept,
  );
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([newest, late]);
}

/** Redirects a folder without its slash, such as `guide`, to the folder, as hosts do: the page's relative references depend on it. */
function toItsAddress({ url }, page) {
  const { pathname, search } = new URL(url);
  return page.endsWith('/') && `${pathname}/` === root.pathname + page
    ? Response.redirect(address(page) + search)
    : null;
}

/** A file in a folder named by its content hash: any copy is valid. */
async function asset(request, path) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && path.startsWith(RELEASE.assets)) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}

async function keptData(request) {
  return (await caches.match(request, { cacheName: DATA_CACHE })) ?? fetch(request);
}
