import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { parseConfig } from '../../worker/config';
import { chooseEngine, readWasm } from '../../worker/engines/choose';
import type { TrainerAssets } from '../../worker/protocol';
import { engineCase } from '../fixtures/engine-case';
import { cutInTheMiddle, htmlPage, httpError, type LocalHost, startLocalHost } from '../fixtures/local-host';
import { rejectionOf } from '../fixtures/trainer-error';

/** The smallest module: magic number and version. */
const WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const never = new AbortController().signal;

let host: LocalHost;
beforeAll(async () => {
  host = await startLocalHost([
    ['sound.wasm', WASM],
    ['page.wasm', htmlPage],
    ['text.wasm', new TextEncoder().encode('asm, but not wasm')],
    ['empty.wasm', new Uint8Array()],
    ['cut.wasm', cutInTheMiddle(WASM)],
    ['busy.wasm', httpError(503)],
  ]);
});
afterAll(() => host.close());

test('a WebAssembly file is read completely', async () => {
  expect(await readWasm(`${host.url}sound.wasm`, fetch, never)).toEqual(WASM);
});

describe('anything else is refused with wasm-file; the error says what came instead and offers the cpu backend:', () => {
  test.each([
    ['missing.wasm', 'HTTP 404'],
    ['page.wasm', 'HTML starting with'],
    ['text.wasm', '"asm,"'],
    ['empty.wasm', '""'],
    ['cut.wasm', 'part of the file, then'],
  ])('%s', async (name, got) => {
    const error = await rejectionOf(readWasm(host.url + name, fetch, never));
    expect(error.code).toBe('wasm-file');
    expect(error.got).toContain(got);
    expect(error.got).toContain(host.url + name);
    expect(error.offer?.config).toEqual({ engine: 'tfjs', backend: 'cpu' });
  });

  test('a host that does not answer', async () => {
    const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await rejectionOf(readWasm('https://example.org/x.wasm', refuse, never));
    expect(error.code).toBe('wasm-file');
    expect(error.got).toContain('Failed to fetch');
  });
});

test('a busy host is host-busy', async () => {
  const error = await rejectionOf(readWasm(`${host.url}busy.wasm`, fetch, never));
  expect(error).toMatchObject({ code: 'host-busy', got: expect.stringContaining('HTTP 503') });
});

test('aborting rejects with the abort’s own reason, not with wasm-file', async () => {
  const reason = new Error('stopped');
  await expect(readWasm(`${host.url}sound.wasm`, fetch, AbortSignal.abort(reason))).rejects.toBe(reason);
});

describe('in an isolated page of a browser without SharedArrayBuffer', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('an engine of two threads starts with one, on the kernels that need no shared memory', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    vi.stubGlobal('SharedArrayBuffer', undefined);
    vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
    host.files.set(
      'kernels.wasm',
      new Uint8Array(await readFile(join(projectRoot(), '.cache/kernels/kernels.wasm'))),
    );
    const assets = { kernels: `${host.url}kernels.wasm` } as TrainerAssets;
    const noHelper = () => Promise.reject(new Error('no helper was to be started'));
    const create = await chooseEngine(
      assets,
      fetch,
      noHelper,
    )(parseConfig({ engine: 'fused', threads: 2 }), never);
    const engine = create(engineCase('sgd').setup);
    expect(engine.info).toMatchObject({
      threads: 1,
      why: expect.stringContaining('this browser has no SharedArrayBuffer'),
    });
    engine.dispose();
  });
});
