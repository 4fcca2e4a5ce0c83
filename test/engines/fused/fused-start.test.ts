import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { startNodeTeamThread } from '../../../scripts/lib/node/node-team-thread';
import { type FusedParts, FusedStart } from '../../../worker/engines/fused/fused-start';
import { engineCase } from '../../fixtures/engine-case';
import { rejectionOf } from '../../fixtures/trainer-error';

const { signal } = new AbortController();
const FILES = { kernels: 'kernels.wasm', kernelsThreads: 'kernels-threads.wasm' } as const;
const BUILT = join(projectRoot(), '.cache/kernels');

/** The fused engine under Node, with a test's changes, and a record of the files and threads that it requested. */
function starter(change: Partial<FusedParts> = {}) {
  const asked: string[] = [];
  const parts: FusedParts = {
    readKernels: async (build) => {
      asked.push(build);
      return new Uint8Array(await readFile(join(BUILT, FILES[build])));
    },
    startTeamThread: () => {
      asked.push('thread');
      return startNodeTeamThread();
    },
    cores: 3,
    ...change,
  };
  const fused = new FusedStart(parts);
  const info = async (threads: number) => {
    const engine = (await fused.start(threads, 'it was asked for', signal))(engineCase('sgd').setup);
    engine.dispose();
    return engine.info;
  };
  return { asked, info, fused };
}

describe('how many threads', () => {
  test('as many as the machine has cores, unless the user asks for a number', async () => {
    const { info } = starter();
    expect(await info(0)).toMatchObject({ threads: 3, label: 'fused, WASM SIMD, 3 threads' });
    expect(await info(2)).toMatchObject({ threads: 2, label: 'fused, WASM SIMD, 2 threads' });
    expect(await info(1)).toMatchObject({ threads: 1, label: 'fused, WASM SIMD, 1 thread' });
  });

  test('at most 8 if the user asks for none, and one if the number of cores is unknown', async () => {
    expect((await starter({ cores: 64, startTeamThread: deaf }).info(0)).why).toContain(
      '7 of 7 helper threads',
    );
    expect((await starter({ cores: 0 }).info(0)).threads).toBe(1);
    expect((await starter({ cores: Number.NaN }).info(0)).threads).toBe(1);
  });

  test('one if threads cannot share memory; the reason says so unless the user asked for one', async () => {
    const { info, asked } = starter({ startTeamThread: null });
    expect(await info(4)).toMatchObject({
      threads: 1,
      why: expect.stringContaining('not cross-origin isolated'),
    });
    expect((await info(1)).why).toBe('it was asked for');
    expect(asked).toEqual(['kernels']);
  });

  test('one in an isolated page of a browser without shared memory; the reason names the browser', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const { why } = await starter({ startTeamThread: null }).info(2);
    vi.unstubAllGlobals();
    expect(why).toContain('; one thread, because this browser has no SharedArrayBuffer');
  });

  test('more than the machine has cores if the user asks for them; the reason says how they are used', async () => {
    const { info } = starter();
    expect(await info(4)).toMatchObject({
      threads: 4,
      why: expect.stringContaining('more threads than cores, used only while'),
    });
    expect((await info(3)).why).toBe('it was asked for');
  });
});

const deaf = () => Promise.reject(new Error('blocked by a policy'));

describe('helper threads', () => {
  test('are started once and kept for the runs that follow', async () => {
    const { info, asked } = starter();
    await info(3);
    await info(2);
    await info(3);
    expect(asked).toEqual(['thread', 'thread', 'kernelsThreads']);
  });

  test('that do not start mean fewer threads and no failure; the reason is reported', async () => {
    let calls = 0;
    const everySecond = () => (calls++ % 2 === 0 ? startNodeTeamThread() : deaf());
    const info = await starter({ startTeamThread: everySecond }).info(4);
    expect(info).toMatchObject({ threads: 3, label: 'fused, WASM SIMD, 3 threads' });
    expect(info.why).toBe('it was asked for; 1 of 3 helper threads did not start: Error: blocked by a policy');
  });

  test('of which none starts leave an engine that trains on one thread', async () => {
    const { fused, asked } = starter({ startTeamThread: deaf });
    const { setup, batches } = engineCase('adam');
    const engine = (await fused.start(3, '', signal))(setup);
    expect(engine.info.threads).toBe(1);
    expect(asked).toEqual(['kernelsThreads', 'kernels']);
    expect(batches.map((batch) => engine.trainStep(batch).count)).toEqual([20, 20, 20, 20, 7]);
    engine.dispose();
  });
});

describe('kernels that cannot be used', () => {
  test('a browser without SIMD is reported as such, with an offer of the cpu backend', async () => {
    const { fused } = starter({ readKernels: async () => Uint8Array.of(0, 0x61, 0x73, 0x6d, 9, 9, 9, 9) });
    const error = await rejectionOf(fused.start(1, '', signal));
    expect(error).toMatchObject({ code: 'wasm-simd-missing', offer: { config: { backend: 'cpu' } } });
  });

  test('a module of another version is refused by name', async () => {
    // A module with no exports at all.
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    const create = await starter({ readKernels: async () => empty }).fused.start(1, '', signal);
    const error = await rejectionOf(Promise.resolve().then(() => create(engineCase('sgd').setup)));
    expect(error).toMatchObject({ code: 'engine-start', got: 'kernels of version undefined' });
  });
});
