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

/**
 * The response headers of the site, for the local server and for hosts alike. The rules of a path add up;
 * hosts join a header that two rules give, so no name may stand in two rules that meet.
 */
export const HEADER_RULES = [
  {
    path: '/*',
    headers: {
      'Access-Control-Allow-Origin': '*',
      // File names carry no hash: browsers keep them, and ask whether they are still the same.
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  },
  { path: '/*.wasm', headers: { 'Content-Type': 'application/wasm' } },
  { path: '/data/*.bin', headers: { 'Content-Type': 'application/octet-stream' } },
];

/** All headers of the answer to a path such as `/worker.js`. */
export function headersFor(pathname) {
  const matching = HEADER_RULES.filter(({ path }) => matches(path, pathname));
  return Object.assign({}, ...matching.map(({ headers }) => headers));
}

/** The rules as a `_headers` file, which Netlify and Cloudflare Pages read. */
export function headersFile() {
  return HEADER_RULES.map(({ path, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
    return `${[path, ...lines].join('\n')}\n`;
  }).join('\n');
}

function matches(pattern, pathname) {
  const [before, after = ''] = pattern.split('*');
  return pathname.startsWith(before) && pathname.endsWith(after);
}
