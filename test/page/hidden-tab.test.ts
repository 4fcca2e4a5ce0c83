import { expect, inject, it } from 'vitest';
import type { StoredRun } from '../../src/index';
import { openTabs } from './hideable-tabs';

/** Six timers of 5 ms, one after the other. In a hidden tab each takes a second. */
const TIMERS = 6;
/**
 * What the worker does until the timers have fired. It answers a prediction between two batches. If it used timers for its own
 * breaks, a hidden tab would slow them down, and it would answer about once per timer.
 */
const WHILE_TIMERS_FIRE = `(async () => {
  const start = performance.now();
  let [left, reports, answers] = [${TIMERS}, 0, 0];
  trainer.addEventListener('fmnist-progress', () => reports++);
  const tick = () => left > 0 && (left--, setTimeout(tick, 5));
  tick();
  for (; left > 0; answers++) await trainer.predict(new Uint8Array(784));
  return { timersMs: performance.now() - start, reports, answers };
})()`;

// The copy that is made when the tab is hidden is not written if the next epoch ends first. Then the test hides another tab.
it('a hidden tab trains at full speed although its timers are slowed down, and stores the current epoch when it is hidden', {
  retry: 2,
}, async () => {
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

  await tabs.open('about:blank');
  await expect.poll(() => tab.evaluate('document.visibilityState')).toBe('hidden');
  await expect
    .poll(() => tab.evaluate<StoredRun[]>('saved'))
    .toContainEqual(expect.objectContaining({ step: expect.toSatisfy((step: number) => step > 0) }));
  const { timersMs, reports, answers } = await tab.evaluate<{
    timersMs: number;
    reports: number;
    answers: number;
  }>(WHILE_TIMERS_FIRE);

  expect(timersMs).toBeGreaterThan(1000);
  expect(reports).toBeGreaterThan(0);
  expect(answers).toBeGreaterThan(3 * TIMERS);
  await tabs.close();
});
