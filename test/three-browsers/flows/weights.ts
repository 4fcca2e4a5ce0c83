import { expect, inject, it } from 'vitest';
import { ONE_EPOCH_SHA256 } from '../../reference/pinned-weights';
import { recordWeights } from '../recorded-weights';
import type { Session } from '../session';

const hasRealData = inject('hasRealData');

export function weights(session: Session): void {
  it.skipIf(!hasRealData).each([1, 2])(
    'trains one epoch of Fashion-MNIST with %d threads to the pinned weights, bit for bit',
    async (threads) => {
      const { visitor } = session;
      await visitor.goto(inject('siteUrl'));
      await visitor.set({ epochs: 1, threads, autosave: 'off' });
      const { sha256, computed, possible } = await visitor.evaluate(async ({ trainer }, wanted) => {
        const ready = new Promise<number>((resolve) => {
          trainer().addEventListener('fmnist-ready', ({ detail }) => resolve(detail.engine.threads));
        });
        const { weightsSha256: sha256 } = await trainer().train();
        const possible = 'SharedArrayBuffer' in globalThis ? wanted : 1;
        return { sha256, computed: await ready, possible };
      }, threads);
      expect(computed).toBe(possible);
      recordWeights(inject('weightsFile'), { by: session.browser, threads: computed, sha256 });
      expect(sha256).toBe(ONE_EPOCH_SHA256);
    },
  );
}
