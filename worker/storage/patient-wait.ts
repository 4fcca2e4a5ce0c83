import { withinTime } from '../protocol';

/** The longest that anything waits for the storage or its script. */
export const LONGEST_WAIT_MS = 1000;

/**
 * Waits for writes, each at most a second. While one takes longer, it does not wait for others: a page that is blocked keeps WebKit
 * from writing, and training would lose a second in every epoch.
 */
export class PatientWait {
  #late = 0;

  /** Resolves when `done` has settled, or when waiting for it has taken too long. Never rejects. */
  async for(done: Promise<unknown>): Promise<void> {
    const settled = done.catch(() => {});
    if (this.#late > 0) return;
    const isLate = await withinTime(settled, LONGEST_WAIT_MS, 'the storage').then(
      () => false,
      () => true,
    );
    if (!isLate) return;
    this.#late += 1;
    void settled.then(() => {
      this.#late -= 1;
    });
  }
}
