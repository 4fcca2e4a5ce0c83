const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' https://raw.githubusercontent.com",
  // blob: lets the page start its worker on hosts that serve the file without the headers it needs.
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** For files whose content changes under the same name: browsers cache them, and ask the server whether they changed. */
const ASK_AGAIN = { 'Cache-Control': 'no-cache' };
/** For files in a folder named by their hash. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * The headers of all paths that match `path`, in which one `*` stands for any characters.
 * @typedef {{ readonly path: string, readonly headers: Readonly<Record<string, string>> }} HeaderRule
 */

/**
 * The response headers of the site. The local server sends them, and `build/host-files.mjs` writes them into each host's own
 * file. A path gets the headers of all rules that match it. If two rules set the same header, some hosts join the values and
 * others take one of them, so no two matching rules may set the same header.
 * @type {readonly HeaderRule[]}
 */
export const HEADER_RULES = [
  {
    path: '/*',
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  },
  { path: '/', headers: ASK_AGAIN },
  { path: '/index.html', headers: ASK_AGAIN },
  { path: '/ko.html', headers: ASK_AGAIN },
  { path: '/404.html', headers: ASK_AGAIN },
  { path: '/guide/*', headers: ASK_AGAIN },
  { path: '/service-worker.js', headers: ASK_AGAIN },
  { path: '/assets/*', headers: FOR_EVER },
  { path: '/data/*', headers: FOR_EVER },
  { path: '/*.wasm', headers: { 'Content-Type': 'application/wasm' } },
  { path: '/data/*.bin', headers: { 'Content-Type': 'application/octet-stream' } },
];

/**
 * All headers of the answer to a path such as `/service-worker.js`.
 * @param {string} pathname
 * @returns {Record<string, string>}
 */
export function headersFor(pathname) {
  const matching = HEADER_RULES.filter(({ path }) => matches(path, pathname));
  return Object.assign({}, ...matching.map(({ headers }) => headers));
}

/**
 * @param {string} pattern
 * @param {string} pathname
 */
function matches(pattern, pathname) {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pathname === pattern;
  return pathname.startsWith(before) && pathname.endsWith(after);
}
