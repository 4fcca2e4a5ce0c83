import { describe, expect, it } from 'vitest';
import type { Session } from '../session';
import { onATrainedPage } from './exploring';

/** More stops than the trainer has. */
const MOST_STOPS = 150;

export function keyboard(session: Session): void {
  describe('with a keyboard alone', () => {
    onATrainedPage(session);

    it('reaches every part with Tab once, sees where the focus is, and leaves the trainer at its end', async () => {
      const { visitor } = session;
      await visitor.focus('a[href="#after"]');
      await visitor.keys('Tab');
      const parts = new Set<string>();
      let stops = 0;
      for (; stops < MOST_STOPS; stops++) {
        const { inside, part, shows, what } = await visitor.evaluate(({ focused, trainer }) => {
          const element = focused();
          return {
            inside: document.activeElement === trainer(),
            part: trainer().shadowRoot?.activeElement?.localName ?? '',
            shows: element?.matches(':focus-visible') ?? false,
            what: element?.outerHTML.slice(0, 200) ?? '',
          };
        });
        if (!inside) break;
        expect(shows, `the focus shows on ${what}`).toBe(true);
        parts.add(part);
        await visitor.keys('Tab');
      }
      expect(stops).toBeLessThan(MOST_STOPS);
      expect([...parts]).toEqual([
        'fmnist-run-controls',
        'fmnist-progress-line',
        'fmnist-garment-pad',
        'fmnist-network',
        'fmnist-metrics-chart',
        'fmnist-epoch-slider',
        'fmnist-step',
        'fmnist-settings-form',
        'fmnist-share-link',
        'fmnist-epoch-table',
        'fmnist-download-menu',
        'fmnist-sample-gallery',
        'fmnist-confusion-matrix',
        'fmnist-first-layer',
      ]);
    });

    it('moves with the arrow keys within the gallery, the matrix and the weights', async () => {
      const { visitor } = session;
      const garment = () => visitor.evaluate(({ one }) => one('[aria-posinset]').getAttribute('aria-posinset'));
      await visitor.focus('[role=listbox]');
      expect(await garment()).toBe('1');
      await visitor.keys('ArrowRight');
      expect(await garment()).toBe('2');

      const CELL = '[role=grid] [tabindex="0"]';
      const cell = () => visitor.evaluate(({ one }, css) => one(css).getAttribute('aria-label'), CELL);
      const before = await cell();
      await visitor.focus(CELL);
      await visitor.keys('ArrowDown');
      expect(await cell()).not.toBe(before);
    });
  });
}
