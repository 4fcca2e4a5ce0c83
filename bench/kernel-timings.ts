import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileKernels, instantiateKernels } from '../worker/kernels/bindings';
import { IMAGE_PIXELS } from '../worker/model/classifier';
import { median } from '../worker/training/threads/median';
import { BATCH, gflops } from './job';
import { callsOn, type KernelCall, OperandMemory } from './kernel-calls';

/** A kernel's time in seconds, and its number of operations. */
export interface KernelTiming {
  readonly name: string;
  readonly seconds: number;
  /** Nominal: operations that a kernel skips because a factor is zero are counted. */
  readonly gflops: number;
}

const SAMPLE_MS = 20;
const SAMPLES = 15;

/**
 * Times the kernels of `kernels.wasm` one by one, with the shapes of the lesson's training step.
 * @param images at least one batch of real images, 784 bytes each
 * @param between called before each kernel
 */
export async function timeKernels(
  root: string,
  images: Uint8Array,
  between: () => void,
): Promise<readonly KernelTiming[]> {
  const bytes = await readFile(join(root, '.cache/kernels/kernels.wasm'));
  const operands = new OperandMemory();
  const kernels = instantiateKernels(await compileKernels(new Uint8Array(bytes)), operands.memory);
  return callsOn(kernels, operands, images.subarray(0, BATCH * IMAGE_PIXELS)).map((kernel) => {
    between();
    return timed(kernel);
  });
}

/** The median of samples long enough for the clock's resolution. The first sample lets the compiler optimise. */
function timed({ name, flops, call }: KernelCall): KernelTiming {
  const sample = () => {
    const start = performance.now();
    let calls = 0;
    let elapsed = 0;
    while (elapsed < SAMPLE_MS) {
      for (let i = 0; i < 16; i++) call();
      calls += 16;
      elapsed = performance.now() - start;
    }
    return elapsed / 1000 / calls;
  };
  sample();
  const seconds = median(Array.from({ length: SAMPLES }, sample));
  return { name, seconds, gflops: gflops(flops, seconds) };
}
