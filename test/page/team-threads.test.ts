import { afterAll, describe, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

/** How the second worker of a trainer is made, its helper thread. The first is made as usual. */
const HELPERS = {
  usual: 'new Worker(url)',
  refused: `(() => { throw new Error('no second worker here'); })()`,
  missing: `new Worker('/no-such-worker.js')`,
  silent: `new Worker(URL.createObjectURL(new Blob([''])))`,
  first: 'made[0]',
  mortal: `new Worker(URL.createObjectURL(new Blob([\`
    importScripts(\${JSON.stringify(url.href)});
    const { wait } = Atomics;
    let left = 100;
    Atomics.wait = (...words) => {
      if (left-- === 0) throw new Error('out of luck');
      return wait(...words);
    };\`])))`,
};

interface Training {
  readonly state: string;
  readonly threads: number | undefined;
  readonly why: string | undefined;
  /** The addresses with which `createWorker` was called. */
  readonly addresses: readonly string[];
}

/** Opens a page whose trainer asks for two threads, and whose `createWorker` makes the helper thread in one of the ways above. */
async function openTrainer(helper: keyof typeof HELPERS) {
  const { page } = await visit();
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.evaluate((makeHelper) => {
    for (const one of document.querySelectorAll('fmnist-trainer')) one.remove();
    const make = new Function('url', 'made', `return ${makeHelper};`);
    const made: Worker[] = [];
    const addresses: string[] = [];
    const element = customElements.get('fmnist-trainer') as typeof FmnistTrainer;
    element.createWorker = (url) => {
      addresses.push(url.href);
      made.push(made.length === 0 ? new Worker(url) : make(url, made));
      return made.at(-1) as Worker;
    };
    const trainer = document.createElement('fmnist-trainer');
    const settings = { 'data-src': '/data/small/', epochs: '1', threads: '2', autosave: 'off' };
    for (const [name, value] of Object.entries(settings)) trainer.setAttribute(name, value);
    document.body.append(trainer);
    Object.assign(globalThis, { trainer, addresses });
  }, HELPERS[helper]);
  const train = (epochs: number) =>
    page.evaluate(async (count): Promise<Training> => {
      const { trainer, addresses } = globalThis as unknown as {
        trainer: FmnistTrainer;
        addresses: readonly string[];
      };
      trainer.setAttribute('epochs', `${count}`);
      let engine: { readonly threads: number; readonly why: string } | undefined;
      trainer.addEventListener('fmnist-ready', ({ detail }) => {
        engine = detail.engine;
      });
      const state = await trainer.train().then(
        ({ state }) => state,
        ({ code, got }) => `${code}: ${got}`,
      );
      return { state, threads: engine?.threads, why: engine?.why, addresses };
    }, epochs);
  return { train, close: () => page.context().close() };
}

describe('createWorker and helper threads', () => {
  it('is called once for the worker and once for its helper, with the same address', async () => {
    const { train, close } = await openTrainer('usual');
    const { state, threads, addresses } = await train(1);
    expect({ state, threads }).toEqual({ state: 'finished', threads: 2 });
    expect(addresses).toHaveLength(2);
    expect(new Set(addresses).size).toBe(1);
    await close();
  });

  it.each([
    ['is refused by createWorker', 'refused', 'no second worker here'],
    ['has a script that does not load', 'missing', 'a script that does not load or run, from http'],
    ['is the same worker again', 'first', 'createWorker returned a worker twice'],
    ['never answers', 'silent', 'no answer within 10 seconds'],
  ] as const)('a helper that %s: trains with one thread and says why', async (_, helper, why) => {
    const { train, close } = await openTrainer(helper);
    const trained = await train(1);
    expect(trained).toMatchObject({ state: 'finished', threads: 1 });
    expect(trained.why).toContain('1 of 1 helper threads did not start');
    expect(trained.why).toContain(why);
    await close();
  });

  it('a helper that fails while it works ends the run with its error, and the next run works', async () => {
    const { train, close } = await openTrainer('mortal');
    const { state } = await train(100_000);
    expect(state).toContain('worker-died: a helper thread failed: ');
    expect(state).toContain('out of luck');
    expect((await train(1)).state).toBe('finished');
    await close();
  });
});
