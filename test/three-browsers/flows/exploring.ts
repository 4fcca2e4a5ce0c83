import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Share, Visitor } from '../../../scripts/lib/browser/visitor';
import { pngFile } from '../../fixtures/png-file';
import { host } from '../pages';
import type { Session } from '../session';

const TROUSERS: readonly Share[] = [
  [0.34, 0.1],
  [0.66, 0.1],
  [0.7, 0.92],
  [0.56, 0.92],
  [0.5, 0.35],
  [0.44, 0.92],
  [0.3, 0.92],
  [0.34, 0.1],
];

/** Opens a page before the tests of a suite, trains two epochs on it, and waits until the views show the last one. */
export function onATrainedPage(session: Session): void {
  beforeAll(async () => {
    const { url } = await host({}, (close) => {
      closing = close;
    });
    await session.startIfCrashed();
    await session.visitor.goto(url);
    await trainTwoEpochs(session.visitor);
  });
  let closing = () => {};
  afterAll(() => closing());
}

async function trainTwoEpochs(visitor: Visitor): Promise<void> {
  await visitor.set({ epochs: 2, autosave: 'off' });
  await visitor.press('Train');
  await visitor.state('finished');
  for (const view of [
    'sample-gallery',
    'confusion-matrix',
    'first-layer',
    'garment-pad',
    'network',
    'settings-form',
  ])
    await visitor.showView(`fmnist-${view}`);
  const accuracy = await visitor.evaluate(({ trainer }) => trainer().history[1]?.valAccuracy ?? Number.NaN);
  await visitor.sees(`${(100 * accuracy).toFixed(2)}% of 500 recognised`, 'fmnist-confusion-matrix');
}

const numbers = (visitor: Visitor) =>
  visitor.evaluate(({ all }) => all('td[aria-label*=", predicted as "]').map(({ textContent }) => textContent));
/** The ten probabilities, from the table below the network's picture. */
const bars = (visitor: Visitor) =>
  visitor.evaluate(({ one }) =>
    [...(one('fmnist-network').shadowRoot?.querySelectorAll('table:last-of-type td:last-child') ?? [])]
      .map(({ textContent }) => textContent)
      .join(' '),
  );

/** The bars once they have stayed the same for a while: a drawing is looked at several times while it is drawn. */
async function restingBars(visitor: Visitor): Promise<string> {
  for (let seen = ''; ; ) {
    const now = await bars(visitor);
    if (now === seen) return now;
    seen = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** A dark boot on light ground, as the camera sees it. */
function photoOfABoot(): Buffer {
  const [width, height] = [300, 260];
  const isBoot = (x: number, y: number) =>
    (x > 150 && x < 240 && y > 30 && y < 220) || (x > 40 && x < 240 && y > 150 && y < 220);
  const rows = Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (isBoot(x, y) ? [60, 50, 45] : [236, 232, 228])).flat(),
  );
  return pngFile(rows.flat(), { width, height, type: 2 });
}

export function exploring(session: Session): void {
  describe('who explores a network of two epochs', () => {
    onATrainedPage(session);

    it('opens a mistake from the matrix and a garment from the gallery', async () => {
      const { visitor } = session;
      const [label = '', guess = '', count = ''] = await visitor.evaluate(({ all }) => {
        const labels = all('td[aria-label*=", predicted as "]').map(
          (cell) => cell.getAttribute('aria-label') ?? '',
        );
        return (
          labels.map((text) => /^(.*), predicted as (.*): ([1-9]\d*) of/.exec(text)?.slice(1)).find(Boolean) ??
          []
        );
      });
      await visitor.click(`td[aria-label^="${label}, predicted as ${guess}: ${count} of"]`);
      await visitor.sees(`${label} predicted as ${guess} (${count})`, 'fmnist-sample-gallery');
      const size = () =>
        visitor.evaluate(({ one }) => one('[role=option][id^=garment-]').getAttribute('aria-setsize'));
      await expect.poll(size).toBe(count);

      await visitor.focus('[role=listbox][part=garments]');
      await visitor.keys('Enter');
      await visitor.sees(`Predicted as ${guess}`, 'dialog[open], [role=dialog]');
      await visitor.keys('Escape');
      await visitor.until(({ all, isVisible }) => !all('dialog, [role=dialog]').some(isVisible));
    });

    it('draws trousers with the mouse, and chooses a photo', async () => {
      const { visitor } = session;
      const blank = await bars(visitor);
      await visitor.drag('[role=application]', TROUSERS);
      await visitor.sees('Looks like', 'fmnist-garment-pad');
      await expect.poll(() => bars(visitor)).not.toBe(blank);
      const drawn = await restingBars(visitor);

      const folder = mkdtempSync(join(tmpdir(), 'fmnist-photo-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const photo = join(folder, 'boot.png');
      writeFileSync(photo, photoOfABoot());
      await visitor.chooseFile('input[type=file]:not([multiple])', photo);
      // The pad's own words: a late answer about the drawing would change the bars too.
      await visitor.sees('Looks like “Ankle boot”', 'fmnist-garment-pad');
      expect(await restingBars(visitor)).not.toBe(drawn);
    });

    it('looks at the network after its first epoch, and returns', async () => {
      const { visitor } = session;
      const now = { numbers: await numbers(visitor), bars: await restingBars(visitor) };
      await visitor.focus('[aria-label="Epoch after which the network is shown"]');
      await visitor.keys('Home');
      await visitor.sees('Showing the network after epoch 1.');
      await expect.poll(() => numbers(visitor)).not.toEqual(now.numbers);
      await expect.poll(() => bars(visitor)).not.toEqual(now.bars);
      await visitor.press('Back to now');
      await visitor.sees('Showing the network as it is now.');
      await expect.poll(() => numbers(visitor)).toEqual(now.numbers);
      await expect.poll(() => bars(visitor)).toEqual(now.bars);
    });
  });
}
