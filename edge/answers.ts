import type { Refusal } from './refusal';

/** Headers of every answer: anyone's page may ask, isolated ones too, and nobody guesses another type of content. */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Allow',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** An answer in JSON. It is never kept: models change under the same address. */
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

/** The answer to OPTIONS, which a browser asks before it sends anything but plain text to another origin. */
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
