import { expect, inject, it } from 'vitest';
import type { StoredRun } from '../../src/index';
import { openTabs } from './hideable-tabs';

/** In a round, this many timers of 5 ms fire, one after the other. In a hidden tab each takes a second. */
const TIMERS = 3;
/** A worker whose breaks were timers would answer about once per timer, in every round. */
const ENOUGH = 3;
/** A round in which another program had the processor proves nothing. */
const MOST_ROUNDS = 20;
/**
 * What the worker does while timers fire, in the round in which it answers most, until that is enough and an epoch has ended. It answers a
 * prediction between two batches.
 */
const WHILE_TIMERS_FIRE = `(async () => {
  let epochs = 0;
  let fired = 0;
  trainer.addEventListener('fmnist-epoch', () => epochs++);
  let timer;
  const tick = () => (fired++, timer = setTimeout(tick, 5));
  timer = setTimeout(tick, 5);
  let timerMs = Infinity;
  let answersPerTimer = 0;
  for (let round = 0; epochs === 0 || (answersPerTimer <= ${ENOUGH} && round < ${MOST_ROUNDS}); round++) {
    const [start, before] = [performance.now(), fired];
    let answers = 0;
    for (; fired < before + ${TIMERS}; answers++) await trainer.predict(new Uint8Array(784));
    timerMs = Math.min(timerMs, (performance.now() - start) / (fired - before));
    answersPerTimer = Math.max(answersPerTimer, answers / (fired - before));
  }
  clearTimeout(timer);
  return { timerMs, answersPerTimer };
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
  expect(answersPerTimer).toBeGreaterThan(ENOUGH);
  await tabs.close();
});
