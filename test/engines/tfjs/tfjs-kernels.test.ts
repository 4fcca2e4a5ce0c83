import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { fileFetch } from '../../../scripts/lib/node/file-fetch';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import { readWasm } from '../../../worker/engines/choose';
import { startTfjs } from '../../../worker/engines/tfjs/tfjs-backend';
import { CROSS_ENTROPY_KERNEL } from '../../../worker/engines/tfjs/tfjs-cross-entropy';
import { FORMAT_IMAGES_KERNEL } from '../../../worker/engines/tfjs/tfjs-format-images';
import { type Registration, registerKernels } from '../../../worker/engines/tfjs/tfjs-kernels';
import { RandomStream } from '../../../worker/random';
import { largestDifference } from '../../fixtures/engine-case';

const { signal } = new AbortController();
const fileOf = (path: string) => new URL(`file://${join(projectRoot(), path)}`).href;
const TFJS_WASM = fileOf('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
const readKernels = async () =>
  new Uint8Array(await readFile(join(projectRoot(), '.cache/kernels/kernels.wasm')));

let registration: Registration | null = null;
const register = async () => {
  registration = await registerKernels(tf, readKernels);
  return registration;
};
afterEach(() => {
  registration?.unregister();
  registration = null;
});

beforeAll(async () => {
  await startTfjs({
    backend: 'wasm',
    why: '',
    readWasm: () => readWasm(TFJS_WASM, fileFetch, signal),
    readKernels: null,
  });
});

const random = (shape: readonly number[], seed: number) => tf.randomUniform([...shape], -1, 1, 'float32', seed);

/** The result of a computation without our kernels and with them. */
async function bothWays(compute: () => tf.Tensor): Promise<[number[], number[]]> {
  const values = () => tf.tidy(() => [...compute().dataSync()]);
  const without = values();
  await register();
  return [without, values()];
}

describe('a batch of images', () => {
  test('of 1 to 70, of any size, is formatted to the same float32 values as by its map, bit for bit', async () => {
    await register();
    const sizes = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (pixels, count, seed) => {
        const stream = RandomStream.seeded(seed);
        const images = Uint8Array.from({ length: 9 * pixels }, () => stream.nextInt(256));
        const indices = Int32Array.from({ length: count }, () => stream.nextInt(9));
        const batch = new Batch({ images, labels: new Uint8Array(9), count: 9 }, indices, formatImage);
        const attrs = { batch } as unknown as tf.NamedAttrMap;
        const tensor = tf.engine().runKernel(FORMAT_IMAGES_KERNEL, {}, attrs) as tf.Tensor;
        expect(tensor.shape).toEqual([count, pixels]);
        expect([...tensor.dataSync()]).toEqual([...batch.inputs()]);
        tensor.dispose();
      }),
    );
  });
});

describe('matrix products of TensorFlow.js', () => {
  test('with any transposes and sizes from 1 to 70 are within 1e-5 of float64', async () => {
    await register();
    const sizes = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(sizes, sizes, sizes, fc.boolean(), fc.boolean(), (rows, inner, columns, atA, atB) => {
        let [got, expected]: ArrayLike<number>[] = [[], []];
        tf.tidy(() => {
          const a = random(atA ? [inner, rows] : [rows, inner], 1) as tf.Tensor2D;
          const b = random(atB ? [columns, inner] : [inner, columns], 2) as tf.Tensor2D;
          const [left, right] = [atA ? a.transpose() : a, atB ? b.transpose() : b];
          expected = plainProduct(left.dataSync(), right.dataSync(), rows, inner, columns);
          got = tf.matMul(a, b, atA, atB).dataSync();
        });
        expect(largestDifference(got ?? [], expected ?? [1])).toBeLessThan(1e-5);
      }),
      { seed: 1, numRuns: 80 },
    );
  });

  test.each(['linear', 'relu', 'sigmoid', 'elu', 'relu6'] as const)(
    'fused with a bias and %s are within 1e-6 of the backend’s, whether ours or the backend’s kernel computes them',
    async (activation) => {
      const [without, with_] = await bothWays(() =>
        tf.fused.matMul({
          a: random([7, 33], 1) as tf.Tensor2D,
          b: random([33, 19], 2) as tf.Tensor2D,
          bias: random([19], 3),
          activation,
        }),
      );
      expect(largestDifference(with_, without)).toBeLessThan(1e-6);
    },
  );

  test('of several matrices at once use the backend’s own kernel', async () => {
    const [without, with_] = await bothWays(() => tf.matMul(random([3, 5, 9], 1), random([3, 9, 4], 2)));
    expect(with_).toEqual(without);
  });

  test('of whole numbers fail in the same way as in the backend', async () => {
    const attempt = () =>
      tf.tidy(() => tf.matMul(tf.ones([2, 2], 'int32'), tf.ones([2, 2], 'int32')).dataSync());
    const message = (() => {
      try {
        return String(attempt());
      } catch (thrown) {
        return String(thrown);
      }
    })();
    await register();
    if (message.includes('Error')) expect(attempt).toThrow();
    else expect(String(attempt())).toBe(message);
  });
});

function plainProduct(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += Number(a[row * inner + k]) * Number(b[k * columns + column]);
    return sum;
  });
}

/** The lesson's loop as a user writes it: a layers model, variableGrads, an optimizer of tf.train. */
function literalLoop(makeOptimizer: () => tf.Optimizer, steps = 12): number[] {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        inputShape: [20],
        units: 13,
        activation: 'relu',
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      }),
      tf.layers.dense({ units: 5, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });
  const optimizer = makeOptimizer();
  const inputs = random([32, 20], 3);
  const labels = tf.tidy(() => tf.oneHot(tf.range(0, 32, 1, 'int32').mod(tf.scalar(5, 'int32')), 5));
  for (let step = 0; step < steps; step++) {
    const { grads, value } = tf.variableGrads(() =>
      tf.losses.softmaxCrossEntropy(labels, model.apply(inputs) as tf.Tensor),
    );
    optimizer.applyGradients(grads);
    tf.dispose([grads, value]);
  }
  const weights = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  tf.dispose([inputs, labels]);
  model.dispose();
  optimizer.dispose();
  return weights;
}

describe('the lesson’s loop, line by line', () => {
  test.each<[string, () => tf.Optimizer]>([
    ['sgd', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.05, 0.9)],
    ['Nesterov momentum, which stays TensorFlow.js’ own', () => tf.train.momentum(0.05, 0.9, true)],
    ['rmsprop', () => tf.train.rmsprop(0.001)],
    ['rmsprop with momentum, which stays TensorFlow.js’ own', () => tf.train.rmsprop(0.001, 0.9, 0.5)],
    ['adam', () => tf.train.adam(0.01)],
  ])('with %s trains to the same weights within 2e-5', async (_, makeOptimizer) => {
    const without = literalLoop(makeOptimizer);
    const { registered } = await register();
    expect(registered).toBe(true);
    expect(largestDifference(literalLoop(makeOptimizer), without)).toBeLessThan(2e-5);
  });

  test('leaves no tensor in memory and does not change tensors that share a weight’s values', async () => {
    await register();
    literalLoop(() => tf.train.adam(0.01));
    const before = tf.memory().numTensors;
    literalLoop(() => tf.train.adam(0.01));
    expect(tf.memory().numTensors).toBe(before);
    const weight = tf.variable(tf.ones([6]));
    const [alias, optimizer, gradient] = [weight.clone(), tf.train.sgd(1), tf.ones([6])];
    optimizer.applyGradients({ [weight.name]: gradient });
    expect([...alias.dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect([...weight.dataSync()]).toEqual([0, 0, 0, 0, 0, 0]);
    tf.dispose([weight, alias, gradient]);
    optimizer.dispose();
  });
});

describe('a registration', () => {
  test('that is undone restores TensorFlow.js', async () => {
    const kernels = () =>
      tf
        .getKernelsForBackend('wasm')
        .map(({ kernelName }) => kernelName)
        .sort();
    const [before, func] = [kernels(), tf.getKernel('BatchMatMul', 'wasm').kernelFunc];
    const apply = tf.AdamOptimizer.prototype.applyGradients;
    await register();
    expect(kernels()).toContain(CROSS_ENTROPY_KERNEL);
    expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).not.toBe(func);
    expect(tf.AdamOptimizer.prototype.applyGradients).not.toBe(apply);
    registration?.unregister();
    registration = null;
    expect(kernels()).toEqual(before);
    expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).toBe(func);
    expect(tf.AdamOptimizer.prototype.applyGradients).toBe(apply);
  });

  test('with a TensorFlow.js that does not expose what it needs warns once and changes nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const func = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
    const closed = (backend: unknown) =>
      registerKernels({ ...tf, findBackend: () => backend as never }, readKernels);
    const wasm = { _malloc: () => 0, asm: { memory: new WebAssembly.Memory({ initial: 1 }) } };
    expect((await closed(null)).reason).toContain('has not been started');
    expect((await closed({ wasm: {} })).reason).toContain('does not expose its memory');
    expect((await closed({ wasm: { asm: wasm.asm } })).reason).toContain('does not expose its allocator');
    expect((await closed({ wasm })).reason).toContain('does not expose the addresses of its tensors');
    const broken = await registerKernels(tf, () => Promise.reject(new Error('no such file')));
    expect(broken).toMatchObject({ registered: false, reason: 'no such file' });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).toBe(func);
    warn.mockRestore();
  });
});
