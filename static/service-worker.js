/**
 * Answers for the site where there is no network. It is the site's alone: the component registers none.
 *
 * It keeps one release: the pages, and what they load from `assets/<hash>/`. Pages come from the network as long as there is
 * one, so that a new release shows at once; without one they are those whose assets are kept. A newer worker waits until no
 * page is open but one that is of its release already, so no page ever meets the files of another one.
 */

/** Filled in by `scripts/build/publish-site.mjs`: `{ version, assets, pages, files, data }`, paths below the site's root. */
const RELEASE = '%RELEASE%';

const root = new URL('./', self.location.href);
/** Several sites may share an origin, and all their caches. */
const PREFIX = `fmnist-site ${root.pathname} `;
const CACHE = PREFIX + RELEASE.version;
/** Filled by `offline.js`. */
const DATA_CACHE = PREFIX + RELEASE.data;

/** Longer than this a page is not waited for, when an older one is here. */
const PATIENCE_MS = 3000;

const address = (path) => new URL(path, root).href;

self.addEventListener('install', (event) => event.waitUntil(keepRelease()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

/** A page that has come from the network may be ahead of the worker that is active: it asks this one, with `{ assets }`. */
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
  // The release before may have taken over meanwhile and cleared up; the browser then tries again.
  if (!(await caches.has(CACHE))) throw new Error(`The cache of the release ${RELEASE.version} is gone.`);
}

/** @throws when the host has another release by now; the browser then tries again with that one's worker */
async function pageOfThisRelease(page) {
  const response = await fetch(address(page), { cache: 'no-cache' });
  const html = await response.text();
  if (!response.ok || !html.includes(RELEASE.assets)) {
    throw new Error(`${address(page)} is not of the release ${RELEASE.version} (HTTP ${response.status}).`);
  }
  // A response of its own: one that came by a redirect, as hosts give for .html, is not accepted for a visit.
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

/** The page of this release at a path, by any of the names that hosts give it; undefined where there is none. */
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

/** What sends a visitor of a folder without its slash, `guide`, to the page in it, as hosts do: its references start from there. */
function toItsAddress({ url }, page) {
  const { pathname, search } = new URL(url);
  return page.endsWith('/') && `${pathname}/` === root.pathname + page
    ? Response.redirect(address(page) + search)
    : null;
}

/** A file in a folder named by its content: any copy will do. */
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
