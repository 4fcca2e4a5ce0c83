import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TrainerApi } from '../../../worker/protocol';
import { BUILT, SMALL_DATA } from '../built';
import { disposeClients, LONG_RUN, openClient, rejection, until } from './open-client';

afterEach(disposeClients);

const PREFIX = 'fmnist-trainer worker ';

async function heldLocks(): Promise<readonly string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.map(({ name = '' }) => name).filter((name) => name.startsWith(PREFIX));
}

/** A client whose worker and helper threads the test can end, as a lack of memory does: without an event. */
async function openMortal() {
  const workers: Worker[] = [];
  const opened = await openClient({
    createWorker: (url) => {
      const worker = new Worker(url);
      workers.push(worker);
      return worker;
    },
  });
  const kill = () => {
    for (const worker of workers) worker.terminate();
  };
  return { ...opened, kill };
}

/** How many tenths of a second the page runs until the promise settles. Those in which it is blocked count as one. */
async function tenthsUntil(promise: Promise<unknown>): Promise<number> {
  let tenths = 0;
  const timer = setInterval(() => {
    tenths += 1;
  }, 100);
  await promise;
  clearInterval(timer);
  return tenths;
}

describe('a worker that ends without an event', () => {
  it('is noticed within two seconds by its lock: the run rejects, and only that trainer’s', async () => {
    const [mortal, other] = [await openMortal(), await openClient()];
    const ended = rejection(mortal.client.train(LONG_RUN));
    const goesOn = other.client.train(LONG_RUN);
    goesOn.catch(() => {});
    await Promise.all([
      until(mortal.client, ({ type }) => type === 'epoch'),
      until(other.client, ({ type }) => type === 'epoch'),
    ]);
    expect(new Set(await heldLocks()).size).toBe(2);
    mortal.kill();
    expect(await tenthsUntil(ended)).toBeLessThanOrEqual(20);
    expect(await ended).toMatchObject({ code: 'worker-died', got: 'it ended without an error' });
    expect(mortal.client.state).toBe('failed');
    await until(other.client, ({ type }) => type === 'epoch');
    expect(other.client.state).toBe('training');
    await other.client.stop();
    await goesOn;
  });

  it('is noticed while a call waits outside of a run, too', async () => {
    const { client, kill } = await openMortal();
    await client.train({ dataSrc: SMALL_DATA, epochs: 1 });
    const ended = rejection(client.importModel(new URL('/faults/endless/model.json', location.href)));
    await vi.waitUntil(async () => (await heldLocks()).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    kill();
    expect(await tenthsUntil(ended)).toBeLessThanOrEqual(20);
    expect((await ended).code).toBe('worker-died');
  });
});

describe('the lock of a worker', () => {
  it('is released some seconds after the last call, so that Firefox can keep the page for the Back button', async () => {
    const { client } = await openClient();
    await client.train({ dataSrc: SMALL_DATA, epochs: 1 });
    await expect.poll(heldLocks).toEqual([]);
    expect(client.state).toBe('finished');
    await client.predict(new Uint8Array(784));
    await expect.poll(heldLocks).toEqual([]);
  });

  it('is released with the worker that dispose() ends, without an error', async () => {
    const { client, events } = await openClient();
    client.train(LONG_RUN).catch(() => {});
    await until(client, ({ type }) => type === 'epoch');
    client.dispose();
    await expect.poll(heldLocks).toEqual([]);
    expect(events.filter(({ type }) => type === 'error')).toEqual([]);
  });
});

describe('a ping', () => {
  it('is answered while the page has not received the last event', async () => {
    const worker = new Worker(new URL('worker.js', BUILT));
    const api = Comlink.wrap<TrainerApi>(worker);
    const never = Comlink.proxy(() => new Promise<void>(() => {}));
    const assets = { kernels: new URL('kernels.wasm', BUILT).href } as Parameters<TrainerApi['hello']>[0];
    await api.hello(
      assets,
      never as never,
      Comlink.proxy(async () => undefined),
      never as never,
    );
    api.train({ ...LONG_RUN, threads: 1 } as never).catch(() => {});
    let isAnswered = false;
    void api.memory().then(() => {
      isAnswered = true;
    });
    for (let ping = 0; ping < 20; ping++) await api.ping();
    expect(isAnswered).toBe(false);
    worker.terminate();
  });
});
