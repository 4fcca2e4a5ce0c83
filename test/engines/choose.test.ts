import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWasm } from '../../worker/engines/choose';
import { cutInTheMiddle, htmlPage, type LocalHost, startLocalHost } from '../fixtures/local-host';
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

test('aborting rejects with the abort’s own reason, not with wasm-file', async () => {
  const reason = new Error('stopped');
  await expect(readWasm(`${host.url}sound.wasm`, fetch, AbortSignal.abort(reason))).rejects.toBe(reason);
});
