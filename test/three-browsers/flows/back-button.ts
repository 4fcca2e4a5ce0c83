import { expect, it } from 'vitest';
import { host, pageWithTrainer } from '../pages';
import type { Session } from '../session';

const OTHER = '<!doctype html><title>Another page</title><link rel="icon" href="data:,">';

/**
 * Opens a page with a trainer, and trains one epoch or starts a longer run. Then opens another page and presses the Back button.
 * @returns whether the browser has kept the page. If not, it has loaded the page again
 */
async function leaveAndReturn({ visitor }: Session, epochs: number): Promise<boolean> {
  const { url } = await host({ pages: { '': pageWithTrainer(), other: OTHER } });
  await visitor.goto(url);
  await visitor.set({ epochs, threads: 1, autosave: 'off' });
  await visitor.evaluate(({ trainer }) => {
    document.title = 'no error';
    trainer().addEventListener('fmnist-error', ({ detail }) => {
      document.title = detail.code;
    });
    trainer()
      .train()
      .catch(() => {});
  });
  await visitor.until(({ trainer }) => {
    if (trainer().history.length > 0) return true;
    throw new Error(`${trainer().state}, ${document.title}`);
  });
  if (epochs === 1) await visitor.state('finished');
  await visitor.goto(`${url}other`);
  await visitor.back();
  await visitor.until(() => location.pathname === '/' && document.readyState === 'complete');
  return visitor.evaluate(() => document.title !== 'A trainer');
}

export function backButton(session: Session): void {
  it('trains and predicts after the Back button, whether the browser has kept the page or loaded it again', async () => {
    const isKept = await leaveAndReturn(session, 1);
    await session.visitor.state(isKept ? 'finished' : 'idle');
    const seen = await session.visitor.evaluate(async ({ trainer }) => {
      const { state } = await trainer().train();
      return { state, predictions: (await trainer().predict(new Uint8Array(784))).length };
    });
    expect(seen).toEqual({ state: 'finished', predictions: 1 });
  });

  it('continues its run after the Back button if the browser has kept the page, and has no error', async () => {
    const { visitor } = session;
    const isKept = await leaveAndReturn(session, 100_000);
    if (isKept) {
      const before = await visitor.evaluate(({ trainer }) => trainer().history.length);
      await visitor.until(({ trainer }, count) => trainer().history.length > count + 2, before);
      expect(await visitor.evaluate(() => document.title)).toBe('no error');
      await visitor.evaluate(({ trainer }) =>
        trainer()
          .stop()
          .then(() => {}),
      );
    }
    await visitor.state(isKept ? 'stopped' : 'idle');
    await visitor.set({ epochs: 1 });
    expect(await visitor.evaluate(async ({ trainer }) => (await trainer().train()).state)).toBe('finished');
  });
}
