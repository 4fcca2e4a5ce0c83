import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEPTH } from '../fixtures/depth';
import { closeBrowser, visit } from './visit';

const SECONDS = DEPTH.starvedSeconds;

const busy: ReturnType<typeof spawn>[] = [];
beforeAll(() => {
  for (let one = 0; one < DEPTH.busyProcesses; one++) busy.push(spawn(process.execPath, ['-e', 'for (;;);']));
});
afterAll(() => {
  for (const process of busy) process.kill('SIGKILL');
  return closeBrowser();
});

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Starvation {
  /** What the worker does for these seconds without handling messages: its own start, or the beginning of the training. */
  readonly worker: 'start' | 'train';
  readonly isPageBlocked: boolean;
  readonly hasLocks: boolean;
}

/**
 * Trains one epoch in a page without enough time. A blocked page runs for an instant after every three seconds.
 * @returns the state and the codes of the errors that the trainer has reported
 */
async function trainStarved({ worker, isPageBlocked, hasLocks }: Starvation) {
  const { page } = await visit();
  open.push(() => page.context().close());
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  return page.evaluate(
    async ({ when, blocks, locks, seconds }) => {
      for (const one of document.querySelectorAll('fmnist-trainer')) one.remove();
      if (!locks) Object.defineProperty(navigator, 'locks', { value: undefined });
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const wait = `{ const end = performance.now() + ${seconds * 1000}; while (performance.now() < end); }`;
      const scripts = {
        start: (href: string) => `${wait} importScripts(${JSON.stringify(href)});`,
        train: (href: string) =>
          `importScripts(${JSON.stringify(href)}); addEventListener('message', ({ data }) => { if (data.path?.[0] === 'train') ${wait} });`,
      };
      const trainer = document.createElement('fmnist-trainer');
      const trainers = trainer.constructor as typeof trainer.constructor & {
        createWorker: (url: URL) => Worker;
      };
      let isBlocked = false;
      trainers.createWorker = ({ href }) => {
        isBlocked = blocks;
        return new Worker(URL.createObjectURL(new Blob([scripts[when](href)])));
      };
      const attributes = { 'data-src': '/data/small/', epochs: '1', threads: '1', autosave: 'off' };
      for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
      const errors: string[] = [];
      trainer.addEventListener('fmnist-error', ({ detail }) => {
        errors.push(`${detail.code}: ${detail.got}`);
      });
      document.body.append(trainer);
      const ended = trainer.train().then(
        ({ state }) => state,
        ({ code }) => code,
      );
      const end = performance.now() + seconds * 1000;
      while (performance.now() < end && errors.length === 0) {
        const until = performance.now() + (isBlocked ? 3000 : 0);
        while (performance.now() < until);
        await sleep(20);
      }
      return { state: await ended, errors };
    },
    { when: worker, blocks: isPageBlocked, locks: hasLocks, seconds: SECONDS },
  );
}

describe(`a worker that handles no message for ${SECONDS} seconds is not reported as dead`, () => {
  const cases: readonly (readonly [string, Starvation])[] = [
    ['starts in a page that is blocked too', { worker: 'start', isPageBlocked: true, hasLocks: true }],
    ['trains in a blocked page without Web Locks', { worker: 'train', isPageBlocked: true, hasLocks: false }],
    ['trains in a page that is blocked too', { worker: 'train', isPageBlocked: true, hasLocks: true }],
    ['trains in a page that is not blocked', { worker: 'train', isPageBlocked: false, hasLocks: true }],
    ['trains in a page without Web Locks', { worker: 'train', isPageBlocked: false, hasLocks: false }],
  ];
  it.each(cases.slice(0, DEPTH.starvations))(
    'when it %s',
    async (_, starvation) => {
      expect(await trainStarved(starvation)).toEqual({ state: 'finished', errors: [] });
    },
    DEPTH.testMs,
  );
});
