import { expect, it } from 'vitest';
import type { Visitor } from '../../../scripts/lib/browser/visitor';
import { host } from '../pages';
import type { Session } from '../session';

const progress = (visitor: Visitor) => visitor.evaluate(({ one, text }) => text(one('fmnist-progress-line')));
const epochs = (visitor: Visitor) => visitor.evaluate(({ trainer }) => trainer().history.length);

/** Makes the page count how often its run has paused, in its title. */
const countPauses = (visitor: Visitor) =>
  visitor.evaluate(({ trainer }) => {
    document.title = '0 pauses';
    trainer().addEventListener('fmnist-state', ({ detail }) => {
      if (detail.state === 'paused') document.title = `${Number.parseInt(document.title, 10) + 1} pauses`;
    });
  });
const hasPaused = (visitor: Visitor, times: number) =>
  visitor.until((_, wanted) => document.title === `${wanted} pauses`, times);

export function runControls(session: Session): void {
  it('trains, pauses, steps, resumes, changes the learning rate, predicts meanwhile, stops and resets', async () => {
    const { visitor } = session;
    await visitor.goto((await host()).url);
    await visitor.set({ epochs: 100_000, autosave: 'off' });
    await visitor.press('Train');
    await visitor.until(({ trainer }) => trainer().history.length > 1);

    const predictions = await visitor.evaluate(async ({ trainer }) => {
      const image = new Uint8Array(784).fill(128);
      const [first] = await trainer().predict(image);
      const state = trainer().state;
      return { state, sum: first?.probabilities.reduce((total, each) => total + each, 0) ?? 0 };
    });
    expect(predictions.state).toBe('training');
    expect(predictions.sum).toBeCloseTo(1, 4);

    await visitor.evaluate(({ trainer }) => {
      trainer().addEventListener('fmnist-learning-rate', ({ detail }) => {
        document.title = `learning rate ${detail.learningRate}`;
      });
    });
    await visitor.showView('fmnist-settings-form');
    await visitor.type('[name="learning-rate"]', '0.0005');
    await visitor.until(() => document.title === 'learning rate 0.0005');
    expect(await visitor.evaluate(({ one }) => one('[name="epochs"]').matches(':disabled'))).toBe(true);

    await countPauses(visitor);
    await visitor.press('Pause');
    await hasPaused(visitor, 1);
    await visitor.sees('Paused. Resume continues with the next batch.', 'fmnist-progress-line');
    const paused = await progress(visitor);
    await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(await progress(visitor)).toBe(paused);

    await visitor.press('Step batch');
    await hasPaused(visitor, 2);
    await expect.poll(() => progress(visitor)).not.toBe(paused);
    const before = await epochs(visitor);
    await visitor.press('Step epoch');
    await hasPaused(visitor, 3);
    expect(await epochs(visitor)).toBe(before + 1);

    await visitor.press('Resume');
    await visitor.until(({ trainer }, count) => trainer().history.length > count, before + 2);
    await visitor.press('Stop');
    await visitor.state('stopped');
    await visitor.sees('Stopped after', 'fmnist-progress-line');
    await visitor.press('Reset');
    await visitor.state('idle');
    expect(await epochs(visitor)).toBe(0);
  });
}
