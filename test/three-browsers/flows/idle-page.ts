import { expect, inject, it } from 'vitest';
import type { Session } from '../session';

export function idlePage(session: Session): void {
  it('opens the site, whose parts appear, and trains nothing', async () => {
    const { visitor } = session;
    await visitor.goto(inject('siteUrl'));
    await visitor.sees('Ready. The images are loaded when you start.', 'fmnist-progress-line');
    for (const view of [
      'sample-gallery',
      'confusion-matrix',
      'first-layer',
      'garment-pad',
      'network',
      'settings-form',
    ])
      await visitor.showView(`fmnist-${view}`);
    expect(await visitor.evaluate(({ trainer }) => trainer().state)).toBe('idle');
    expect(await visitor.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}
