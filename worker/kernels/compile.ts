/**
 * Compiles WebAssembly, at once wherever the browser allows it.
 *
 * In WebKit the promise of `WebAssembly.compile` may never settle (docs/decisions/0056). Compiling at once cannot hang, and blocks its
 * thread only briefly. Chromium before 114 refuses it in a page for more than 4 kB, so there the promise is awaited.
 * @throws WebAssembly.CompileError if the bytes are not valid, or if a Content-Security-Policy forbids WebAssembly
 */
export async function compileWasm(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    return new WebAssembly.Module(bytes);
  } catch (thrown) {
    if (thrown instanceof RangeError) return WebAssembly.compile(bytes);
    throw thrown;
  }
}
