/** The directives that docs/content-policy.md names, for all files of an origin: its pages and the worker's script. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** The directives for Trusted Types, which a host can send with its pages only. */
export const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html fmnist-trainer";

/** The same, for pages whose script comes from another origin. */
export const TRUSTED_TYPES_ELSEWHERE = `${TRUSTED_TYPES} default`;

/** What pages allow whose script comes from another origin. */
export const strictElsewhere = (origin: string): string =>
  `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; worker-src blob:`;

export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export function policy(text: string): Readonly<Record<string, string>> {
  return { 'Content-Security-Policy': text };
}
