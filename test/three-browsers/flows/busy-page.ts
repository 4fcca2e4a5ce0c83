import { expect, it } from 'vitest';
import { host } from '../pages';
import type { Session } from '../session';

/** How long the page is free, and then busy. */
const WHILE_MS = 1500;
/** A round in which another program was busy proves nothing. */
const MOST_ROUNDS = 8;
/** A loop that waits for the page's thread trains a tenth, in every round. A busy page takes a core from a run with two threads. */
const SHARE = 4;

export function busyPage(session: Session): void {
  it('continues training while the page is busy', async () => {
    const { visitor } = session;
    await visitor.goto((await host()).url);
    await visitor.set({ epochs: 100_000, autosave: 'off' });
    await visitor.press('Train');
    await visitor.until(({ trainer }) => trainer().history.length > 1);
    const trained = await visitor.evaluate(
      async ({ trainer }, ms, rounds, share) => {
        /** The last epoch at this moment. Events that are still on their way arrive before `pause` resolves. */
        const epoch = async () => {
          await trainer().pause();
          const last = trainer().history.at(-1)?.epoch ?? 0;
          await trainer().resume();
          return last;
        };
        const epochs = { free: 0, busy: 0 };
        for (let round = 0; round < rounds && epochs.busy <= epochs.free / share; round++) {
          const start = await epoch();
          await new Promise((resolve) => setTimeout(resolve, ms));
          const middle = await epoch();
          const end = performance.now() + ms;
          while (performance.now() < end);
          epochs.free = Math.max(epochs.free, middle - start);
          epochs.busy = Math.max(epochs.busy, (await epoch()) - middle);
        }
        return epochs;
      },
      WHILE_MS,
      MOST_ROUNDS,
      SHARE,
    );
    expect(trained.free).toBeGreaterThan(0);
    expect(trained.busy).toBeGreaterThan(trained.free / SHARE);
    await visitor.press('Stop');
    await visitor.state('stopped');
  });
}
