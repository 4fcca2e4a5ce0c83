import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterEach, expect, test, vi } from 'vitest';
import { startTfjs, type TfjsParts } from '../../../worker/engines/tfjs/tfjs-backend';
import { engineCase } from '../../fixtures/engine-case';
import { kernelBytes } from '../../kernels/kernel-memory';

const BACKEND = createRequire(import.meta.url).resolve(
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
);

const readKernels = () => kernelBytes('kernels.wasm');
const parts: TfjsParts = {
  backend: 'wasm',
  why: 'a test',
  readWasm: async () => new Uint8Array(await readFile(BACKEND)),
  readKernels,
};

afterEach(() => {
  vi.restoreAllMocks();
});

// The backend can start once in a process, so the order of these tests matters.

test.each([
  ['does not compile', async () => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]), 'CompileError'],
  ['belongs to something else', readKernels, 'LinkError'],
])('a file that %s is an error of the start, and the next start works', async (_, readWasm, got) => {
  await expect(startTfjs({ ...parts, readWasm })).rejects.toMatchObject({
    code: 'engine-start',
    got: expect.stringContaining(got),
  });
});

test('the engine starts and trains with our kernels in a browser whose WebAssembly promises never settle', async () => {
  const never = () => new Promise<never>(() => {});
  vi.spyOn(WebAssembly, 'compile').mockImplementation(never);
  vi.spyOn(WebAssembly, 'instantiate').mockImplementation(never);
  const { setup, batches, oracle } = engineCase('sgd');
  const engine = (await startTfjs(parts))(setup);
  const network = oracle();
  for (const batch of batches) {
    engine.trainStep(batch);
    network.train(batch.inputs(), batch.labels());
  }
  expect(engine.info.why).toBe('a test');
  expect(
    Math.max(...engine.parameters().map((value, at) => Math.abs(value - (network.parameters[at] ?? 0)))),
  ).toBeLessThan(2e-6);
  engine.dispose();
});
