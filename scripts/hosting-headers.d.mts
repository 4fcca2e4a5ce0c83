export const HEADER_RULES: readonly {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}[];

/** All headers of the answer to a path such as `/worker.js`. */
export function headersFor(pathname: string): Record<string, string>;

/** The rules as a `_headers` file, which Netlify and Cloudflare Pages read. */
export function headersFile(): string;
