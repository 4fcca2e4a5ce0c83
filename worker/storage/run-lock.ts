import { RUN_DATABASE } from '../protocol';

/** Held while a tab trains a run. The browser gives it up when the tab or its worker ends, however that comes about. */
export interface RunLock {
  /** Resolves when others can take it. */
  release(): Promise<unknown>;
}

/**
 * The lock of a run; null when another tab or trainer holds it. A browser without Web Locks has none to hold: there the
 * run's entry in the database says who may save it.
 */
export async function takeRunLock(id: string): Promise<RunLock | null> {
  const { locks } = navigator;
  if (!locks) return { release: async () => {} };
  return new Promise((resolve, reject) => {
    const released = locks.request(RUN_DATABASE.lock(id), { ifAvailable: true }, (lock) => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((letGo) => {
        resolve({
          release: () => {
            letGo();
            return released;
          },
        });
      });
    });
    released.catch(reject);
  });
}
