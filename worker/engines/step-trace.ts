import type { BatchResult, OptimizerState } from './engine';

/**
 * Every number that an engine computes in one training step. Rows have the order of the batch, parameters that of `parameterTable`.
 * Matrices are row-major.
 */
export interface StepTrace {
  /** Each layer's `input · kernel + bias`, and its output. The last ones are the logits and the probabilities. Shape (count, units). */
  readonly layers: readonly LayerTrace[];
  /** The cross-entropy of each image in nats, shape (count). */
  readonly losses: Float32Array<ArrayBuffer>;
  /** The result of the step, with the weights before it. */
  readonly result: BatchResult;
  /** The result of the same batch, with the weights after it. */
  readonly resultAfter: BatchResult;
  /** The gradient of the batch's mean loss, shape (parameters). */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** The learning rate of the update. */
  readonly learningRate: number;
  /** What the optimizer subtracts from each weight, shape (parameters). */
  readonly update: Float32Array<ArrayBuffer>;
  readonly before: TracedState;
  readonly after: TracedState;
  /** Adam's 1 − β₁ᵗ and 1 − β₂ᵗ in this step; empty for the other optimizers. */
  readonly corrections: readonly number[];
}

export interface LayerTrace {
  readonly z: Float32Array<ArrayBuffer>;
  readonly output: Float32Array<ArrayBuffer>;
}

/** The weights and the optimizer's moments. */
export interface TracedState {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly moments: OptimizerState['moments'];
}
