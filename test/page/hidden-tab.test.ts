import { expect, inject, it } from 'vitest';
import type { StoredRun } from '../../src/index';
import { openTabs } from './hideable-tabs';

/** Epochs that are compared, in front and hidden. */
const EPOCHS = 4;
/** Six of the page's timers, one after the other: milliseconds in front, seconds in a hidden tab. */
const SIX_TIMERS = `new Promise((resolve) => {
  const began = performance.now();
  let left = 6;
  const tick = () => (left-- > 0 ? setTimeout(tick, 5) : resolve(performance.now() - began));
  tick();
})`;

it('a hidden tab trains as fast as one in front, and stores the epoch in work the moment it is hidden', async () => {
  const tabs = await openTabs();
  const tab = await tabs.open(inject('siteUrl'));
  await tab.evaluate(`customElements.whenDefined('fmnist-trainer').then(() => {
    globalThis.trainer = document.querySelector('fmnist-trainer');
    globalThis.saved = [];
    trainer.addEventListener('fmnist-storage', ({ detail }) => saved.push(detail.saved));
    Object.assign(trainer, { dataSrc: '/data/small/', batchSize: '1', epochs: '10000' });
    trainer.train().catch(() => {});
  })`);
  const nextEpochs = (): Promise<number[]> =>
    tab.evaluate(`new Promise((resolve) => {
      const seconds = [];
      trainer.addEventListener('fmnist-epoch', ({ detail }) => {
        if (seconds.push(detail.seconds) === ${EPOCHS}) resolve(seconds);
      });
    })`);
  const inFront = await nextEpochs();
  expect(await tab.evaluate('document.visibilityState')).toBe('visible');

  await tabs.open('about:blank');
  await expect.poll(() => tab.evaluate('document.visibilityState')).toBe('hidden');
  await expect
    .poll(() => tab.evaluate<StoredRun[]>('saved'))
    .toContainEqual(expect.objectContaining({ step: expect.toSatisfy((step: number) => step > 0) }));
  const [hidden, timersMs] = await Promise.all([nextEpochs(), tab.evaluate<number>(SIX_TIMERS)]);

  expect(timersMs).toBeGreaterThan(1000);
  expect(Math.min(...hidden)).toBeLessThan(3 * Math.min(...inFront));
  await tabs.close();
});
