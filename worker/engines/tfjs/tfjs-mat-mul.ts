import type * as tf from '@tensorflow/tfjs';
import { ACTIVATION_NUMBERS } from '../../kernels/bindings';
import type { TfjsHeap } from './tfjs-heap';

interface Product {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs?: tf.NamedAttrMap | undefined;
}

type KernelFunc = tf.KernelConfig['kernelFunc'];

/** The activations of fused products that our kernel supports, by their TensorFlow.js names. */
const ACTIVATIONS: Readonly<Record<string, number>> = {
  linear: ACTIVATION_NUMBERS.linear,
  relu: ACTIVATION_NUMBERS.relu,
  sigmoid: ACTIVATION_NUMBERS.sigmoid,
};

/**
 * `BatchMatMul` and `_FusedMatMul` for single float32 matrices, with any transposes. Anything else, such as several
 * matrices at once or PReLU, is passed to the backend's own kernel.
 */
export function matMulKernel(heap: TfjsHeap, original: KernelFunc): KernelFunc {
  return (args) => multiply(heap, args) ?? original(args);
}

function multiply(heap: TfjsHeap, { inputs, attrs }: Product): tf.TensorInfo | null {
  const { a, b, bias, preluActivationWeights } = inputs as Record<string, tf.TensorInfo | undefined>;
  const activation = ACTIVATIONS[String(attrs?.activation ?? 'linear')];
  if (!a || !b || activation === undefined || preluActivationWeights) return null;
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || !isOneMatrix(a) || !isOneMatrix(b)) return null;
  const [transposeA, transposeB] = [Boolean(attrs?.transposeA), Boolean(attrs?.transposeB)];
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [rows, inner] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const columns = transposeB ? bRows : bColumns;
  if (bias && (bias.dtype !== 'float32' || bias.shape.length !== 1 || bias.shape[0] !== columns)) return null;
  const batch = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
  const product = heap.output([...batch, rows, columns]);
  const { kernels } = heap;
  heap.withScratch(kernels.matMulScratchBytes(inner, columns), (scratch) => {
    kernels.matMul(
      heap.addressOf(a),
      heap.addressOf(b),
      heap.addressOf(product),
      rows,
      inner,
      columns,
      Number(transposeA),
      Number(transposeB),
      bias ? heap.addressOf(bias) : 0,
      activation,
      scratch,
    );
  });
  return product;
}

const isOneMatrix = ({ shape }: tf.TensorInfo): boolean => shape.slice(0, -2).every((size) => size === 1);
