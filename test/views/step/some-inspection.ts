import type { StepInspection } from '../../../worker/protocol';

type Optimizer = StepInspection['optimizer'];

/** Parts of an inspection with a network of 2 inputs and 3 units: a kernel of 6 weights and a bias of 3. */
export function inspectionOf(
  optimizer: Partial<Optimizer>,
  gradient: readonly number[] = new Array(9).fill(0),
): StepInspection {
  const nothing = new Float32Array(9);
  return {
    parameters: [
      { name: 'dense_1/kernel', shape: [2, 3], offset: 0, length: 6 },
      { name: 'dense_1/bias', shape: [3], offset: 6, length: 3 },
    ],
    tape: { gradient: Float32Array.from(gradient) },
    optimizer: { corrections: [], moments: [], before: nothing, after: nothing, update: nothing, ...optimizer },
  } as unknown as StepInspection;
}
