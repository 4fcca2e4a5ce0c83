const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' https://raw.githubusercontent.com",
  // blob: is the way around hosts that serve the worker file without the headers it needs.
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What keeps its name and changes: browsers keep it, and ask whether it is still the same. */
const ASK_AGAIN = { 'Cache-Control': 'no-cache' };
/** What lies in a folder named after its content. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * The response headers of the site, for the local server and for hosts alike; `build/host-files.mjs` writes them down for each
 * host. The rules of a path add up. Some hosts join a header that two rules give and others take one of the two, so no header
 * may be given to one path twice. `*` stands for any characters, once in a path.
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
  { path: '/404.html', headers: ASK_AGAIN },
  { path: '/guide/*', headers: ASK_AGAIN },
  { path: '/service-worker.js', headers: ASK_AGAIN },
  { path: '/assets/*', headers: FOR_EVER },
  { path: '/data/*', headers: FOR_EVER },
  { path: '/*.wasm', headers: { 'Content-Type': 'application/wasm' } },
  { path: '/data/*.bin', headers: { 'Content-Type': 'application/octet-stream' } },
];

/** All headers of the answer to a path such as `/service-worker.js`. */
export function headersFor(pathname) {
  const matching = HEADER_RULES.filter(({ path }) => matches(path, pathname));
  return Object.assign({}, ...matching.map(({ headers }) => headers));
}

function matches(pattern, pathname) {
  const [before, after] = pattern.split('*');
  if (after === undefined) return pathname === pattern;
  return pathname.startsWith(before) && pathname.endsWith(after);
}
