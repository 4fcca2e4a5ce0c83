import type { Refusal } from './refusal';

/**
 * Headers of every response. Pages of any origin may read it, cross-origin isolated pages included, and browsers do not guess another
 * content type.
 */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Allow',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** A JSON response. It is never cached, since the model behind an address can change. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${JSON.stringify(value)}\n`, {
    status,
    headers: {
      ...HEADERS,
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}

export function refused({ status, report, headers }: Refusal): Response {
  return json({ error: report }, status, headers);
}

/** The response to a browser's preflight request (OPTIONS), sent before a cross-origin request with an image or JSON as its body. */
export function preflight(methods: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...HEADERS,
      Allow: methods,
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '86400',
    },
  });
}
