import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { compileWasm } from '../../worker/kernels/compile';
import { kernelBytes } from './kernel-memory';

let bytes: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  bytes = await kernelBytes('kernels.wasm');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('compiling WebAssembly', () => {
  test('needs no promise of the browser', async () => {
    const compile = vi.spyOn(WebAssembly, 'compile').mockImplementation(() => new Promise(() => {}));
    expect(await compileWasm(bytes)).toBeInstanceOf(WebAssembly.Module);
    expect(compile).not.toHaveBeenCalled();
  });

  test('waits for the promise where the browser refuses to compile at once, as old Chromium does in a page', async () => {
    const { compile } = WebAssembly;
    const Module = class {
      constructor() {
        throw new RangeError('WebAssembly.Module() is disallowed on the main thread');
      }
    };
    vi.stubGlobal('WebAssembly', { Module, compile });
    const module = await compileWasm(bytes);
    vi.unstubAllGlobals();
    expect(module).toBeInstanceOf(WebAssembly.Module);
  });

  test('rejects with the browser’s error if the bytes are not WebAssembly', async () => {
    await expect(compileWasm(bytes.slice(1))).rejects.toBeInstanceOf(WebAssembly.CompileError);
  });
});
