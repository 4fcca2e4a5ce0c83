import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunControl, RunStopped, untilAborted } from '../../worker/training/run-control';
import { advanceClock, HOUR_MS } from '../fixtures/clock';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let pauses: boolean[];
let control: RunControl;
let batches: number;

beforeEach(() => {
  pauses = [];
  batches = 0;
  control = new RunControl((paused) => pauses.push(paused));
  control.start();
});
afterEach(() => {
  control.stop();
  control.close();
});

/** Computes for about a millisecond without handling messages, like an engine's step. */
function compute(): void {
  const end = performance.now() + 1;
  while (performance.now() < end);
  batches += 1;
}

/** A loop of epochs with 5 batches and a validation batch, until it is stopped. Resolves with how it ended. */
async function loop(): Promise<unknown> {
  try {
    for (;;) {
      for (let batch = 0; batch < 5; batch++) {
        compute();
        await control.gate('batch');
      }
      await control.gate('validation-batch');
      await control.gate('epoch');
    }
  } catch (thrown) {
    return thrown;
  }
}

describe('a wait for images', () => {
  let arrive: () => void;
  let fail: (reason: unknown) => void;
  let announced: number;
  let wait: Promise<void>;
  beforeEach(() => {
    const arrival = new Promise<void>((resolve, reject) => {
      [arrive, fail] = [resolve, reject];
    });
    announced = 0;
    wait = control.waitFor(arrival, () => {
      announced += 1;
    });
    wait.catch(() => {});
  });

  test('is announced, and ends when they arrive', async () => {
    expect(announced).toBe(1);
    arrive();
    await wait;
    expect(announced).toBe(1);
    expect(pauses).toEqual([]);
  });

  test('rejects with the error of the loading', async () => {
    const reason = new Error('a damaged file');
    fail(reason);
    await expect(wait).rejects.toBe(reason);
  });

  test('does not count as computing time of the run', async () => {
    const before = control.elapsedMs;
    advanceClock(HOUR_MS);
    expect(control.elapsedMs - before).toBeLessThan(HOUR_MS / 2);
    arrive();
    await wait;
    expect(control.elapsedMs - before).toBeLessThan(HOUR_MS / 2);
  });

  test('pauses at once, continues after the pause, and is announced again', async () => {
    await control.pause();
    expect(pauses).toEqual([true]);
    control.resume();
    await sleep(0);
    expect([announced, pauses]).toEqual([2, [true, false]]);
    arrive();
    await wait;
  });

  test('stays paused if they arrive during the pause', async () => {
    await control.pause();
    arrive();
    await sleep(5);
    expect(pauses).toEqual([true]);
    control.resume();
    await wait;
    expect(pauses).toEqual([true, false]);
  });

  test('ends at once if the run is stopped', async () => {
    control.stop();
    await expect(wait).rejects.toBeInstanceOf(RunStopped);
  });
});

describe('the gate', () => {
  test('returns no promise while nothing is requested and the loop has only started', () => {
    expect(control.gate('batch')).toBeUndefined();
  });

  test('lets the worker handle a message after at most 50 batches of a millisecond', async () => {
    const { port1, port2 } = new MessageChannel();
    const ended = loop();
    await sleep(20);
    const posted = batches;
    const arrived = new Promise<number>((resolve) => {
      port1.onmessage = () => resolve(batches);
    });
    port2.postMessage('are you there?');
    expect((await arrived) - posted).toBeLessThanOrEqual(50);
    port1.close();
    control.stop();
    expect(await ended).toBeInstanceOf(RunStopped);
  });
});

describe('pause', () => {
  test('takes effect at the next gate, and no batch follows until resume', async () => {
    const ended = loop();
    await sleep(20);
    await control.pause();
    const before = batches;
    await sleep(30);
    expect(batches).toBe(before);
    expect(pauses).toEqual([true]);
    control.resume();
    await sleep(30);
    expect(batches).toBeGreaterThan(before);
    expect(pauses).toEqual([true, false]);
    control.stop();
    await ended;
  });

  test('before the first batch takes effect after it', async () => {
    const paused = control.pause();
    void loop();
    await paused;
    expect(batches).toBe(1);
  });

  test('called twice resolves both times', async () => {
    const both = [control.pause(), control.pause()];
    void loop();
    await Promise.all(both);
    expect(pauses).toEqual([true]);
  });
});

describe('step', () => {
  test('of a batch trains one batch', async () => {
    const paused = control.step('batch');
    void loop();
    await paused;
    expect(batches).toBe(1);
    await control.step('batch');
    await control.step('batch');
    expect(batches).toBe(3);
    expect(pauses).toEqual([true, false, true, false, true]);
  });

  test('of an epoch trains its five batches and pauses before the next', async () => {
    const paused = control.step('epoch');
    void loop();
    await paused;
    expect(batches).toBe(5);
    await control.step('epoch');
    expect(batches).toBe(10);
  });

  test('of an epoch, in the middle of one, trains the rest of it', async () => {
    const paused = control.step('batch');
    void loop();
    await paused;
    await control.step('epoch');
    expect(batches).toBe(5);
  });

  test('is cancelled by resume: the loop continues', async () => {
    const paused = control.step('batch');
    void loop();
    await paused;
    control.resume();
    await expect.poll(() => batches).toBeGreaterThan(5);
  });
});

describe('stop', () => {
  test('throws RunStopped through the loop at its next gate', async () => {
    const ended = loop();
    await sleep(20);
    control.stop();
    const before = batches;
    expect(await ended).toBeInstanceOf(RunStopped);
    expect(batches).toBeLessThanOrEqual(before + 1);
  });

  test('ends a paused loop without reporting that it continues', async () => {
    const paused = control.pause();
    const ended = loop();
    await paused;
    control.stop();
    expect(await ended).toBeInstanceOf(RunStopped);
    expect(pauses).toEqual([true]);
    expect(batches).toBe(1);
  });

  test('aborts its signal, which is used while loading', () => {
    expect(control.stopSignal.aborted).toBe(false);
    control.stop();
    expect(control.stopSignal.reason).toBeInstanceOf(RunStopped);
  });
});

describe('the clock of the run', () => {
  test('stops while paused', async () => {
    const paused = control.pause();
    void loop();
    await paused;
    const before = control.elapsedMs;
    advanceClock(HOUR_MS);
    expect(control.elapsedMs).toBe(before);
    control.resume();
    await sleep(20);
    const after = control.elapsedMs;
    expect(after).toBeGreaterThan(before);
    expect(after).toBeLessThan(before + HOUR_MS);
  });

  test('excludes the time before the start', () => {
    advanceClock(HOUR_MS);
    control.start();
    expect(control.elapsedMs).toBeLessThan(HOUR_MS);
  });

  test('has not started while a run is loading', async () => {
    const loading = new RunControl(() => {});
    await sleep(5);
    expect(loading.elapsedMs).toBe(0);
    loading.close();
  });
});

describe('waiting for a promise until a signal is aborted', () => {
  test('resolves or rejects like the promise, and leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const [result, failure] = [Promise.resolve(7), Promise.reject(new Error('gone'))];
    expect(await untilAborted(result, signal)).toBe(7);
    await expect(untilAborted(failure, signal)).rejects.toThrow('gone');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('rejects with the signal’s reason as soon as it is aborted', async () => {
    const stop = new AbortController();
    const waiting = untilAborted(new Promise(() => {}), stop.signal);
    stop.abort(new RunStopped());
    await expect(waiting).rejects.toBeInstanceOf(RunStopped);
  });
});
