export const HEADER_RULES: readonly {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}[];

/** All headers of the answer to a path such as `/service-worker.js`. */
export function headersFor(pathname: string): Record<string, string>;
