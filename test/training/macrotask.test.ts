import { afterEach, describe, expect, test, vi } from 'vitest';
import { Macrotask, turnsFor } from '../../worker/training/macrotask';

type WaitAsync = Parameters<typeof turnsFor>[0]['Atomics']['waitAsync'] & {};
const waitAsync = (Atomics as unknown as { waitAsync: WaitAsync }).waitAsync;

const CHROMIUM = { scheduler: {}, WebAssembly, Atomics: { waitAsync } };
const FIREFOX_140 = { WebAssembly, Atomics: {} };
const WEBKIT = { WebAssembly, Atomics: { waitAsync } };

const opened: { close(): void }[] = [];
const track = <T extends { close(): void }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

describe.each([
  ['Node', () => new Macrotask()],
  ['Chromium', () => turnsFor(CHROMIUM)],
  ['an older Firefox', () => turnsFor(FIREFOX_140)],
  ['WebKit', () => turnsFor(WEBKIT)],
])('the next macrotask, as in %s', (_, open) => {
  test('lets a waiting message in', async () => {
    const turns = track(open());
    const { port1, port2 } = new MessageChannel();
    track(port1);
    let arrived = false;
    port1.onmessage = () => {
      arrived = true;
    };
    port2.postMessage('stop');
    // Node handles up to a thousand messages of one port before those of another.
    for (let turn = 0; turn < 5000 && !arrived; turn++) await turns.next();
    expect(arrived).toBe(true);
  });

  test('comes for each of several callers, in order', async () => {
    const turns = [track(open()), track(open())] as const;
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (caller) => {
        await turns[0].next();
        order.push(caller);
      }),
    );
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    await Promise.all([turns[0].next(), turns[1].next(), turns[1].next()]);
  });

  test('is not a microtask', async () => {
    const turns = track(open());
    let isLater = false;
    const next = turns.next().then(() => isLater);
    for (let microtask = 0; microtask < 100; microtask++) await null;
    isLater = true;
    expect(await next).toBe(true);
  });
});

describe('the way to a macrotask', () => {
  const notifications = () => vi.fn(waitAsync);

  test('is a notification in WebKit, where a message would wait for the page', async () => {
    const wait = notifications();
    await track(turnsFor({ ...WEBKIT, Atomics: { waitAsync: wait } })).next();
    expect(wait).toHaveBeenCalledOnce();
  });

  test.each([
    ['in Chromium and Firefox, where messages would wait behind notifications', CHROMIUM],
    ['where WebAssembly is switched off', { ...WEBKIT, WebAssembly: undefined }],
  ])('is a message %s', async (_, scope) => {
    const wait = notifications();
    await track(turnsFor({ ...scope, Atomics: { waitAsync: wait } })).next();
    expect(wait).not.toHaveBeenCalled();
  });
});
