/**
 * The address of `worker.js`, in a form that every bundler recognises. Vite looks for `new Worker(new URL(…))`, and its development
 * server turns a script that it finds in another way into a module, which a worker cannot start. Other bundlers look for the inner
 * `new URL(…)`.
 *
 * The expression must not start a worker here, and must occur once, since two would put two copies of the worker into an application.
 * So `Worker` is a parameter whose value is `Object`: `new Object(url)` returns `url`. Minifying keeps the parameter's name (see
 * `scripts/build/expressions-for-bundlers.mjs`).
 */
export const WORKER: string = addressOf((Worker) => new Worker(new URL('./worker.js', import.meta.url)));

function addressOf(make: (Worker: new (url: URL) => URL) => URL): string {
  return make(Object as unknown as typeof URL).href;
}
