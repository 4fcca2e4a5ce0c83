import { expect, it, onTestFinished } from 'vitest';
import { hostOf, makeRelease, removeReleases } from '../../page/releases';
import type { Session } from '../session';

export function offline(session: Session): void {
  it('opens the site again without a network, and trains', async () => {
    const { visitor } = session;
    onTestFinished(removeReleases);
    const served = await hostOf(await makeRelease());
    onTestFinished(served.stop);
    await visitor.goto(served.url);
    await visitor.sees('This site now works without a network, training included.', '#offline');
    await served.stop();
    await visitor.reload();
    await visitor.set({ epochs: 1, autosave: 'off' });
    expect(await visitor.evaluate(async ({ trainer }) => (await trainer().train()).state)).toBe('finished');
    expect(await visitor.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}
