const results = new Map<string, Promise<unknown>>();

/**
 * Does something once for all projects of a test run. Each project loads its setup files again, so the results are kept in the global
 * scope.
 */
export function once<T>(name: string, work: () => Promise<T>): Promise<T> {
  const key = Symbol.for('fmnist-trainer tests');
  const scope = globalThis as { [key]?: Map<string, Promise<unknown>> };
  scope[key] ??= results;
  const all = scope[key];
  if (!all.has(name)) all.set(name, work());
  return all.get(name) as Promise<T>;
}
