import type * as tf from '@tensorflow/tfjs';
import type { Tfjs, TfjsHeap } from './tfjs-heap';

type KernelFunc = tf.KernelConfig['kernelFunc'];
type Gradients = Parameters<tf.Optimizer['applyGradients']>[0];
type Attributes = Readonly<Record<string, number>>;
/** A variable that an optimizer keeps for each variable of the model, such as a moment. */
type Slot = { readonly variable: tf.Variable };

/** Fields of TensorFlow.js' optimizers. Some are private, but only in TypeScript. */
interface OptimizerFields {
  readonly learningRate: number;
  readonly momentum: number;
  readonly useNesterov: boolean;
  readonly decay: number;
  readonly centered: boolean;
  readonly epsilon: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly accBeta1: tf.Variable;
  readonly accBeta2: tf.Variable;
  readonly accumulations: readonly Slot[];
  readonly accumulatedMeanSquares: readonly Slot[];
  readonly accumulatedFirstMoment: readonly Slot[];
  readonly accumulatedSecondMoment: readonly Slot[];
  incrementIterations(): void;
}

/** The update kernels, by their TensorFlow names. From a `value`, its slots and its `gradient`, each computes the new value and slots. */
export function updateKernels(heap: TfjsHeap): Readonly<Record<string, KernelFunc>> {
  const { kernels } = heap;
  /** Copies the value and its slots and runs the kernel on the copies, since tensors are immutable. */
  const onCopies =
    (
      names: readonly string[],
      update: (addresses: readonly number[], count: number, attributes: Attributes) => void,
    ): KernelFunc =>
    ({ inputs, attrs }) => {
      const tensors = inputs as Record<string, tf.TensorInfo>;
      const gradient = tensors.gradient as tf.TensorInfo;
      const copies = names.map((name) => heap.copy(tensors[name] as tf.TensorInfo));
      const addresses = [...copies, gradient].map((tensor) => heap.addressOf(tensor));
      const count = gradient.shape.reduce((product, size) => product * size, 1);
      update(addresses, count, attrs as Attributes);
      return copies;
    };
  return {
    ApplyGradientDescent: onCopies(['value'], ([w = 0, g = 0], count, { rate = 0 }) =>
      kernels.sgd(w, g, count, rate),
    ),
    ApplyMomentum: onCopies(['value', 'slot0'], ([w = 0, a = 0, g = 0], count, { rate = 0, decay = 0 }) =>
      kernels.momentum(w, a, g, count, rate, decay),
    ),
    ApplyRMSProp: onCopies(
      ['value', 'slot0'],
      ([w = 0, s = 0, g = 0], count, { rate = 0, decay = 0, epsilon = 0 }) =>
        kernels.rmsProp(w, s, g, count, rate, decay, epsilon),
    ),
    ApplyAdam: onCopies(
      ['value', 'slot0', 'slot1'],
      ([w = 0, m = 0, v = 0, g = 0], count, { rate = 0, epsilon = 0, beta1 = 0, beta2 = 0 }) =>
        kernels.adam(w, m, v, g, count, rate, epsilon, beta1, beta2),
    ),
  };
}

/** How to run an optimizer's update with a kernel. */
interface Update {
  readonly kernelName: string;
  /** Whether the kernel supports this optimizer's options. */
  applies(optimizer: OptimizerFields): boolean;
  slots(optimizer: OptimizerFields): readonly (readonly Slot[])[];
  attributes(optimizer: OptimizerFields): Attributes;
  /** What the optimizer does once per step, after the updates. */
  afterwards?(optimizer: OptimizerFields): void;
}

const updateOf = (tf: Tfjs): readonly (readonly [prototype: tf.Optimizer, update: Update])[] => [
  [
    tf.SGDOptimizer.prototype,
    {
      kernelName: 'ApplyGradientDescent',
      applies: () => true,
      slots: () => [],
      attributes: ({ learningRate }) => ({ rate: learningRate }),
    },
  ],
  [
    tf.MomentumOptimizer.prototype,
    {
      kernelName: 'ApplyMomentum',
      applies: ({ useNesterov }) => !useNesterov,
      slots: ({ accumulations }) => [accumulations],
      attributes: ({ learningRate, momentum }) => ({ rate: learningRate, decay: momentum }),
    },
  ],
  [
    tf.RMSPropOptimizer.prototype,
    {
      kernelName: 'ApplyRMSProp',
      applies: ({ centered, momentum }) => !centered && momentum === 0,
      slots: ({ accumulatedMeanSquares }) => [accumulatedMeanSquares],
      attributes: ({ learningRate, decay, epsilon }) => ({ rate: learningRate, decay, epsilon }),
    },
  ],
  [
    tf.AdamOptimizer.prototype,
    {
      kernelName: 'ApplyAdam',
      applies: () => true,
      slots: ({ accumulatedFirstMoment, accumulatedSecondMoment }) => [
        accumulatedFirstMoment,
        accumulatedSecondMoment,
      ],
      attributes: ({ learningRate, epsilon, beta1, beta2, accBeta1, accBeta2 }) => {
        const [correction1, correction2] = [accBeta1, accBeta2].map((power) =>
          Math.fround(1 - (power.dataSync()[0] as number)),
        ) as [number, number];
        const root = Math.sqrt(correction2);
        return { rate: (learningRate * root) / correction1, epsilon: epsilon * root, beta1, beta2 };
      },
      afterwards: ({ accBeta1, accBeta2, beta1, beta2 }) => {
        accBeta1.assign(tf.mul(accBeta1, beta1));
        accBeta2.assign(tf.mul(accBeta2, beta2));
      },
    },
  ],
];

/**
 * Makes TensorFlow.js' optimizers update each variable with one kernel. Their own `applyGradients` takes dozens of
 * operations. The first step of an optimizer still uses its own code, which creates the slots.
 * @returns a function that undoes this
 */
export function speedUpOptimizers(tf: Tfjs): () => void {
  const undo = updateOf(tf).map(([prototype, update]) => {
    const original = prototype.applyGradients;
    prototype.applyGradients = function (this: tf.Optimizer, gradients: Gradients): void {
      const fields = this as unknown as OptimizerFields;
      const pairs = pairsOf(tf, gradients);
      const slots = update.slots(fields);
      const fits =
        tf.getBackend() === 'wasm' &&
        update.applies(fields) &&
        pairs.every(([value, gradient], i) => {
          const made = slots.every((ofAll) => ofAll[i] !== undefined);
          return made && value?.dtype === 'float32' && gradient?.dtype === 'float32';
        });
      if (!fits) {
        original.call(this, gradients);
        return;
      }
      tf.tidy(() => {
        applyUpdate(tf, update, fields, pairs as [tf.Variable, tf.Tensor][], slots);
      });
      fields.incrementIterations();
    };
    return () => {
      prototype.applyGradients = original;
    };
  });
  return () => {
    for (const restore of undo) restore();
  };
}

function applyUpdate(
  tf: Tfjs,
  update: Update,
  optimizer: OptimizerFields,
  pairs: readonly (readonly [tf.Variable, tf.Tensor])[],
  slots: readonly (readonly Slot[])[],
): void {
  const attributes = update.attributes(optimizer);
  pairs.forEach(([value, gradient], i) => {
    const own = slots.map((ofAll) => (ofAll[i] as Slot).variable);
    const inputs = { value, gradient, ...Object.fromEntries(own.map((slot, k) => [`slot${k}`, slot])) };
    const outputs = tf.engine().runKernel(update.kernelName, inputs, attributes);
    const [newValue, ...newSlots] = outputs as tf.Tensor[];
    value.assign(newValue as tf.Tensor);
    own.forEach((slot, k) => {
      slot.assign(newSlots[k] as tf.Tensor);
    });
  });
  update.afterwards?.(optimizer);
}

/** Each variable with its gradient, in the optimizer's order. */
function pairsOf(tf: Tfjs, gradients: Gradients): [tf.Variable | undefined, tf.Tensor | undefined][] {
  const named = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  const { registeredVariables } = tf.engine();
  return named.map(([name, tensor]) => [registeredVariables[name], tensor]);
}
