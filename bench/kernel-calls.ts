import { ACTIVATION_NUMBERS, type Kernels } from '../worker/kernels/bindings';
import { CLASS_COUNT as CLASSES, IMAGE_PIXELS as PIXELS } from '../worker/model/classifier';
import { ADAM } from '../worker/protocol';
import { RandomStream } from '../worker/random';
import { BATCH, LEARNING_RATE, WEIGHTS } from './job';

/** A kernel call whose operands are already in memory. */
export interface KernelCall {
  readonly name: string;
  readonly flops: number;
  readonly call: () => void;
}

const UNITS = 64;
/** Columns of a panel, as in the kernels. */
const PANEL = 16;
/** Operations of Adam per weight: both moments, the square root, the division, the update. */
const ADAM_FLOPS = 12;
/** Operations per logit: comparison, shift, exponential, sum, scale. */
const SOFTMAX_FLOPS = 5;
/** Operations per pixel: 1/255 is stored as the sum of two floats. */
const CAST_FLOPS = 3;
const MEMORY_PAGES = 64;

/** Places arrays one after the other, each aligned to 64 bytes. */
export class OperandMemory {
  readonly memory = new WebAssembly.Memory({ initial: MEMORY_PAGES });
  #next = 64;

  bytes(count: number): number {
    const at = this.#next;
    this.#next = Math.ceil((at + count) / 64) * 64;
    if (this.#next > this.memory.buffer.byteLength) throw new Error('The operands need more MEMORY_PAGES.');
    return at;
  }

  floats(count: number, valueAt: (i: number) => number = () => 0): number {
    const at = this.bytes(count * 4);
    const values = new Float32Array(this.memory.buffer, at, count);
    for (let i = 0; i < count; i++) values[i] = valueAt(i);
    return at;
  }

  pixels(images: Uint8Array): number {
    const at = this.bytes(images.length);
    new Uint8Array(this.memory.buffer).set(images, at);
    return at;
  }
}

/**
 * The kernels with the shapes of the lesson's training step.
 * @param operands the memory of `kernels`
 * @param images a batch of real images, 784 bytes each
 */
export function callsOn(kernels: Kernels, operands: OperandMemory, images: Uint8Array): readonly KernelCall[] {
  const random = RandomStream.seeded(1);
  const dense = () => random.nextFloat() - 0.5;
  const { linear, relu } = ACTIVATION_NUMBERS;
  const { beta1, beta2, epsilon } = ADAM;

  const bytes = operands.pixels(images);
  const pixels = operands.floats(BATCH * PIXELS, (i) => Number(images[i]) / 255);
  const values = operands.floats(BATCH * PIXELS, dense);
  const kernel = operands.floats(PIXELS * UNITS, dense);
  const square = operands.floats(UNITS * UNITS, dense);
  const bias = operands.floats(UNITS, dense);
  const gradient = operands.floats(BATCH * UNITS, dense);
  const product = operands.floats(PIXELS * UNITS);
  const scratch = operands.bytes(
    Math.max(...[BATCH, UNITS, PIXELS].map((n) => kernels.matMulScratchBytes(n, UNITS))),
  );
  const forward = (x: number) => () =>
    kernels.matMul(x, kernel, product, BATCH, PIXELS, UNITS, 0, 0, bias, relu, scratch);
  const weightGradient = (x: number) => () =>
    kernels.matMul(x, gradient, product, PIXELS, BATCH, UNITS, 1, 0, 0, linear, scratch);
  const inputGradient = () =>
    kernels.matMul(gradient, square, product, BATCH, UNITS, UNITS, 0, 1, 0, linear, scratch);

  const logits = operands.floats(BATCH * CLASSES, dense);
  const labels = operands.pixels(Uint8Array.from({ length: BATCH }, () => random.nextInt(CLASSES)));
  const [losses, hits, logitGradient] = [
    operands.floats(BATCH),
    operands.floats(BATCH),
    operands.floats(BATCH * CLASSES),
  ];
  const [weights, m, v, g] = [dense, dense, () => random.nextFloat(), dense].map((value) =>
    operands.floats(WEIGHTS, value),
  ) as [number, number, number, number];
  const sums = operands.floats(UNITS);

  const flops = 2 * BATCH * PIXELS * UNITS;
  return [
    { name: 'matMul forward 64×784 · 784×64, dense', flops, call: forward(values) },
    { name: 'matMul forward 64×784 · 784×64, pixels', flops, call: forward(pixels) },
    { name: 'matMul dW 784×64 · 64×64, dense', flops, call: weightGradient(values) },
    { name: 'matMul dW 784×64 · 64×64, pixels', flops, call: weightGradient(pixels) },
    { name: 'matMul dX 64×64 · 64×64', flops: 2 * BATCH * UNITS * UNITS, call: inputGradient },
    {
      name: 'softmaxCrossEntropy 64×10',
      flops: SOFTMAX_FLOPS * BATCH * CLASSES,
      call: () =>
        kernels.softmaxCrossEntropy(
          logits,
          labels,
          losses,
          hits,
          logitGradient,
          BATCH,
          CLASSES,
          4 * CLASSES,
          1 / BATCH,
        ),
    },
    {
      name: `adam ${WEIGHTS.toLocaleString('en')} weights`,
      flops: ADAM_FLOPS * WEIGHTS,
      call: () => kernels.adam(weights, m, v, g, WEIGHTS, LEARNING_RATE, epsilon, beta1, beta2),
    },
    {
      name: 'listPixels 64×784',
      flops: CAST_FLOPS * BATCH * PIXELS,
      call: () => {
        for (let row = 0; row < BATCH; row += 2) {
          const first = bytes + row * PIXELS;
          kernels.listPixels(first, first + PIXELS, PIXELS, scratch, 4 * PANEL, 4 * PANEL * PANEL);
        }
      },
    },
    {
      name: 'columnSums 64×64',
      flops: BATCH * UNITS,
      call: () => kernels.columnSums(gradient, sums, BATCH, UNITS),
    },
  ];
}
