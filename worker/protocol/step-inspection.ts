import type { Activation, OptimizerName, SampleWeighting } from './settings';

/**
 * Every number of one training step, for the batch that the run trains next. Arrays of images have the order of the batch. Arrays of
 * parameters have the order of `parameters`. They are row-major float32 unless stated otherwise.
 */
export interface StepInspection {
  /** The epoch of the step, from 1. */
  readonly epoch: number;
  /** The number of the step in its epoch, from 1 to `steps`. */
  readonly step: number;
  readonly steps: number;
  /** The number of images in the batch. */
  readonly count: number;
  /** Where each trainable array is in the arrays of parameters. */
  readonly parameters: readonly InspectedParameter[];
  readonly pipeline: InspectedPipeline;
  /** The layers, first to last. The last one has the logits as `z` and the probabilities as `output`. */
  readonly forward: readonly InspectedLayer[];
  readonly loss: InspectedLoss;
  readonly tape: InspectedTape;
  readonly optimizer: InspectedOptimizer;
  readonly metric: InspectedMetric;
}

/** A kernel or a bias. */
export interface InspectedParameter {
  /** `dense_1/kernel`, `dense_1/bias`, … */
  readonly name: string;
  /** `[inputs, units]` for a kernel, `[units]` for a bias. */
  readonly shape: readonly number[];
  /** The index of its first value. */
  readonly offset: number;
  readonly length: number;
}

/** How the batch is drawn from the shuffle buffer, and its images before and after the map. */
export interface InspectedPipeline {
  /** The image in each slot of the shuffle buffer before the batch is drawn, int32, shape (slots). */
  readonly buffer: Int32Array;
  /** The slot that each image is drawn from, int32, shape (count). */
  readonly slots: Int32Array;
  /** The image of the stream that fills the slot again; −1 if the stream has ended and the buffer gets smaller. int32, shape (count). */
  readonly refills: Int32Array;
  /** The index of each image in the training split, int32, shape (count). */
  readonly indices: Int32Array;
  /** The class of each image, bytes, shape (count). */
  readonly labels: Uint8Array;
  /** The images as they are stored, bytes, shape (count, 784). */
  readonly pixels: Uint8Array;
  /** The images after the map: cast to float32 and divided by 255, shape (count, 784). */
  readonly inputs: Float32Array;
}

export interface InspectedLayer {
  readonly name: string;
  readonly units: number;
  readonly activation: Activation | 'softmax';
  /** `input · kernel + bias`, shape (count, units). */
  readonly z: Float32Array;
  /** The activation function of `z`, shape (count, units). */
  readonly output: Float32Array;
}

export interface InspectedLoss {
  /** Shape (count, 10). */
  readonly logits: Float32Array;
  /** The softmax of the logits, shape (count, 10). */
  readonly probabilities: Float32Array;
  /** −log p of the true class of each image, in nats, shape (count). */
  readonly losses: Float32Array;
  readonly sum: number;
  readonly mean: number;
  /** The mean loss of the same batch with the weights after the step. */
  readonly meanAfter: number;
  /** The position in the batch of the image with the largest loss. */
  readonly worst: number;
  /** How many images are classified correctly, with the weights before the step. */
  readonly correct: number;
}

export interface InspectedTape {
  /** The gradient of the batch's mean loss, shape (parameters). */
  readonly gradient: Float32Array;
}

export interface InspectedOptimizer {
  readonly name: OptimizerName;
  readonly learningRate: number;
  /** The momentum; null for the other optimizers. */
  readonly momentum: number | null;
  /** Adam's 1 − β₁ᵗ and 1 − β₂ᵗ in this step. Empty for the other optimizers. */
  readonly corrections: readonly number[];
  /** Adam's `m` and `v`, momentum's `velocity`, RMSProp's `mean-square`; none for SGD. */
  readonly moments: readonly InspectedMoment[];
  /** What is subtracted from each weight, shape (parameters). */
  readonly update: Float32Array;
  /** The weights before the step, shape (parameters). */
  readonly before: Float32Array;
  /** The weights after the step, shape (parameters). */
  readonly after: Float32Array;
}

export interface InspectedMoment {
  readonly name: 'm' | 'v' | 'velocity' | 'mean-square';
  /** Shape (parameters). */
  readonly before: Float32Array;
  /** Shape (parameters). */
  readonly after: Float32Array;
}

/** The metrics of the epoch, before and after `updateState` with this batch. */
export interface InspectedMetric {
  /** The setting: what the run reports as its loss. */
  readonly weighting: SampleWeighting;
  /** With the weighting `example`, `total` is the sum of the losses and `count` the number of images; with `batch`, of batches. */
  readonly loss: InspectedMean;
  readonly accuracy: InspectedMean;
  /** The mean loss of the epoch in which every image has the same weight, before and after this batch. */
  readonly byExample: readonly [before: number, after: number];
  /** The mean of the batches' mean losses. It differs from `byExample` only after a last batch that is shorter than the others. */
  readonly byBatch: readonly [before: number, after: number];
}

/** The state of a metric before and after an update. Its result is `total / count`. */
export interface InspectedMean {
  readonly before: TotalAndCount;
  readonly after: TotalAndCount;
}

export interface TotalAndCount {
  readonly total: number;
  readonly count: number;
}
