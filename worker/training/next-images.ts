import type { EpochBatches } from '../data/dataset';
import type { MissingImages } from '../data/split';
import type { RunControl } from './run-control';

/**
 * Waits for the images of the next batch. Returns a promise only if they are missing.
 * @param onMissing called when the wait begins, and again after each pause
 * @throws RunStopped, or the error of the loading
 */
export function untilNextImages(
  batches: EpochBatches,
  control: Pick<RunControl, 'waitFor'>,
  onMissing: (missing: MissingImages) => void,
): Promise<void> | undefined {
  return batches.missing() && waitForImages(batches, control, onMissing);
}

async function waitForImages(
  batches: EpochBatches,
  control: Pick<RunControl, 'waitFor'>,
  onMissing: (missing: MissingImages) => void,
): Promise<void> {
  for (;;) {
    const missing = batches.missing();
    if (!missing) return;
    await control.waitFor(missing.arrive(), () => onMissing(missing));
  }
}
