import { expect, inject, it } from 'vitest';
import type { StoredRun } from '../../src/index';
import { openTabs } from './hideable-tabs';

/** At least this many timers of 5 ms fire, one after the other. In a hidden tab each takes a second. */
const TIMERS = 6;
/**
 * What the worker does while timers fire and until an epoch has ended, however long that takes on a busy machine. It answers a prediction
 * between two batches. If it used timers for its own breaks, a hidden tab would slow them down, and it would answer about once per timer.
 */
const WHILE_TIMERS_FIRE = `(async () => {
  const start = performance.now();
  let [fired, epochs, answers] = [0, 0, 0];
  trainer.addEventListener('fmnist-epoch', () => epochs++);
  let timer;
  const tick = () => (fired++, timer = setTimeout(tick, 5));
  timer = setTimeout(tick, 5);
  for (; fired < ${TIMERS} || epochs === 0; answers++) await trainer.predict(new Uint8Array(784));
  clearTimeout(timer);
  return { timerMs: (performance.now() - start) / fired, answersPerTimer: answers / fired };
})()`;

it('a hidden tab trains at full speed although its timers are slowed down, and stores the current epoch when it is hidden', async () => {
  const tabs = await openTabs();
  const tab = await tabs.open(inject('siteUrl'));
  await tab.evaluate(`customElements.whenDefined('fmnist-trainer').then(() => {
    globalThis.trainer = document.querySelector('fmnist-trainer');
    globalThis.saved = [];
    trainer.addEventListener('fmnist-storage', ({ detail }) => saved.push(detail.saved));
    Object.assign(trainer, { dataSrc: '/data/small/', batchSize: '1', epochs: '10000' });
    trainer.train().catch(() => {});
  })`);
  await tab.evaluate(
    `new Promise((resolve) => trainer.addEventListener('fmnist-epoch', resolve, { once: true })).then(() => {})`,
  );
  expect(await tab.evaluate('document.visibilityState')).toBe('visible');

  const other = await tabs.open('about:blank');
  await expect
    .poll(async () => {
      await tab.show();
      await expect.poll(() => tab.evaluate('document.visibilityState')).toBe('visible');
      await other.show();
      await expect.poll(() => tab.evaluate('document.visibilityState')).toBe('hidden');
      // If an epoch is just being stored, there is nothing else to store. Then the tab is hidden once more.
      return tab.evaluate<StoredRun[]>('saved');
    })
    .toContainEqual(expect.objectContaining({ step: expect.toSatisfy((step: number) => step > 0) }));
  const { timerMs, answersPerTimer } = await tab.evaluate<{ timerMs: number; answersPerTimer: number }>(
    WHILE_TIMERS_FIRE,
  );

  expect(timerMs).toBeGreaterThan(500);
  expect(answersPerTimer).toBeGreaterThan(3);
  await tabs.close();
});
