import { afterEach, describe, expect, test } from 'vitest';
import { ENDLESS, RecordedSession } from '../fixtures/recorded-session';

/** Large enough that three threads share every step. */
const THREADED = { ...ENDLESS, hiddenUnits: '64,64', batchSize: 64, engine: 'fused', threads: 3 };

let run = new RecordedSession();
afterEach(async () => {
  await run.session.reset();
  run = new RecordedSession();
});

/** Milliseconds of processor time that this process and its threads use while it waits. */
async function cpuMsWhileWaiting(waitMs: number): Promise<number> {
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('helper threads', () => {
  test('sleep while the run is paused: the process uses less than a fifth of one core', async () => {
    await run.startEndless(THREADED);
    await expect.poll(() => cpuMsWhileWaiting(200)).toBeGreaterThan(20);
    await run.session.pause();
    await cpuMsWhileWaiting(50);
    expect(await cpuMsWhileWaiting(500)).toBeLessThan(100);
  });

  test('sleep after the run was stopped, and after the trainer was reset', async () => {
    await run.startEndless(THREADED);
    await run.session.stop();
    await cpuMsWhileWaiting(50);
    expect(await cpuMsWhileWaiting(300)).toBeLessThan(60);
    await run.session.reset();
    await cpuMsWhileWaiting(50);
    expect(await cpuMsWhileWaiting(300)).toBeLessThan(60);
  });

  test('work for the next run, and for the one after a failed run', async () => {
    const losses = async (threads: number) => {
      run = new RecordedSession();
      await run.session.train({ ...THREADED, threads, epochs: 2 });
      await run.session
        .train({ ...THREADED, threads, epochs: 1, optimizer: 'sgd', learningRate: 1e30 })
        .catch(() => {});
      await run.session.train({ ...THREADED, threads, epochs: 2, seed: 2 });
      return run.epochs.map(({ trainLoss, valLoss }) => [trainLoss, valLoss]);
    };
    const alone = await losses(1);
    expect(alone).toHaveLength(4);
    expect(await losses(3)).toEqual(alone);
  });
});
