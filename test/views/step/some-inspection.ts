import type { StepInspection } from '../../../worker/protocol';

type Optimizer = StepInspection['optimizer'];

/** Parts of an inspection with a network of 2 inputs, 3 units and 2 units: kernels of 6 weights, biases of 3 and 2. */
export function inspectionOf(
  optimizer: Partial<Optimizer>,
  gradient: readonly number[] = new Array(17).fill(0),
): StepInspection {
  const nothing = new Float32Array(17);
  return {
    parameters: [
      { name: 'dense_1/kernel', shape: [2, 3], offset: 0, length: 6 },
      { name: 'dense_1/bias', shape: [3], offset: 6, length: 3 },
      { name: 'dense_2/kernel', shape: [3, 2], offset: 9, length: 6 },
      { name: 'dense_2/bias', shape: [2], offset: 15, length: 2 },
    ],
    tape: { gradient: Float32Array.from(gradient) },
    optimizer: { corrections: [], moments: [], before: nothing, after: nothing, update: nothing, ...optimizer },
  } as unknown as StepInspection;
}
