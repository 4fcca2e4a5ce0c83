import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceClock, HOUR_MS } from '../fixtures/clock';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

/** Delays the storing of the second epoch until the test sets `stored`. */
function holdStorage(): { readonly asked: Promise<void>; readonly stored: () => void } {
  let stored = () => {};
  const held = new Promise<void>((resolve) => {
    stored = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    run.storeEpoch = () => {
      if (run.epochs.length === 0) return Promise.resolve();
      resolve();
      return held;
    };
  });
  return { asked, stored };
}

describe('while an epoch is not stored', () => {
  test('it is not reported; once it is stored, the run continues to the same weights', async () => {
    const { weightsSha256 } = await run.session.train(SMALL);
    run = new RecordedSession();
    const { asked, stored } = holdStorage();
    const training = run.session.train(SMALL);
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1]);
    stored();
    expect((await training).weightsSha256).toBe(weightsSha256);
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test('the waiting time does not count for an epoch', async () => {
    run.storeEpoch = async () => advanceClock(HOUR_MS);
    await run.session.train({ ...SMALL, epochs: 3 });
    const seconds = run.epochs.map((epoch) => epoch.seconds);
    expect(seconds).toHaveLength(3);
    expect(Math.max(...seconds)).toBeLessThan(HOUR_MS / 1000);
  });

  test('stop ends the run at once, after that epoch', async () => {
    const { asked } = holdStorage();
    const training = run.session.train(ENDLESS);
    await asked;
    await run.session.stop();
    expect(await training).toMatchObject({ state: 'stopped', epochs: 2 });
    expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });
});
