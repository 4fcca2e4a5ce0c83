import { RUN_DATABASE } from '../protocol';

/** Held while a tab trains a run. The browser releases it when the tab or its worker ends, even after a crash. */
export interface RunLock {
  /** Releases the lock. Resolves when others can take it. */
  release(): Promise<unknown>;
}

/**
 * Takes the lock of a run. Resolves to null if another tab or trainer holds it. A browser without Web Locks always grants it; there the
 * field `writer` of the run's database entry decides who may save the run.
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
          async release() {
            letGo();
            await released;
            // The request settles here before the browser has freed the lock for others. The browser answers in order, so its
            // answer to a later question shows that it has.
            await locks.query();
          },
        });
      });
    });
    released.catch(reject);
  });
}
