import type { StepInspection } from '../../../worker/protocol';

const known = new WeakMap<StepInspection, Map<string, unknown>>();

/** The result of a computation on a step. It is computed only once, because a large network has millions of gradients. */
export function remembered<T>(inspection: StepInspection, name: string, compute: () => T): T {
  let results = known.get(inspection);
  if (!results) {
    results = new Map();
    known.set(inspection, results);
  }
  if (!results.has(name)) results.set(name, compute());
  return results.get(name) as T;
}
