import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WorkerPulse } from '../../src/client/worker-pulse';
import { advanceClock } from '../fixtures/clock';

/** Seconds without an answer after which the worker counts as dead. */
const PATIENCE = 90;

let pulse: WorkerPulse;
let isAlive: boolean;
let pings: number;
let deaths: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  isAlive = true;
  pings = deaths = 0;
  const ping = () => {
    pings += 1;
    return isAlive ? Promise.resolve() : new Promise<void>(() => {});
  };
  pulse = new WorkerPulse(ping, () => {
    deaths += 1;
  });
});
afterEach(() => {
  pulse.watch(false);
  vi.useRealTimers();
});

/** Lets the page run: each of its seconds takes this long. */
async function run(seconds: number, msEach = 1000): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    advanceClock(msEach);
    await vi.advanceTimersByTimeAsync(1000);
  }
}

describe('a worker without a lock', () => {
  test('lives as long as it answers, and is asked only while it is needed', async () => {
    await run(10);
    expect(pings).toBe(0);
    pulse.watch(true);
    await run(1000);
    expect(pings).toBe(1000);
    pulse.watch(false);
    await run(1000);
    expect([pings, deaths]).toEqual([1000, 0]);
  });

  test(`is dead after ${PATIENCE} seconds without an answer, once`, async () => {
    pulse.watch(true);
    isAlive = false;
    await run(PATIENCE);
    expect(deaths).toBe(0);
    await run(1);
    expect(deaths).toBe(1);
    await run(1000);
    expect(deaths).toBe(1);
  });

  test('is not dead because the page was blocked, throttled or asleep: only seconds in which the page ran on time count', async () => {
    pulse.watch(true);
    isAlive = false;
    await run(1000, 1600);
    await run(10, 60_000);
    expect(deaths).toBe(0);
    await run(PATIENCE + 1);
    expect(deaths).toBe(1);
  });
});
