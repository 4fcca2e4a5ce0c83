/** The part of `fetch` that the worker needs. Node passes its own implementation, which also reads local files. */
export type Fetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;
