import type { Batch } from '../data/dataset';
import type { DenseLayer } from '../model/classifier';
import type { EngineInfo, MemoryReport, OptimizerName } from '../protocol';

export interface OptimizerConfig {
  readonly name: OptimizerName;
  readonly learningRate: number;
  /** Used by `momentum` alone. */
  readonly momentum: number;
}

/** Adam's decay rates and ε, as in Keras. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
/** RMSProp's decay rate and ε, as in Keras. ε is added under the root, as TensorFlow does. */
export const RMSPROP = { decay: 0.9, epsilon: 1e-7 } as const;

/** Moments that an optimizer keeps of each weight. */
export const MOMENTS: Readonly<Record<OptimizerName, number>> = { adam: 2, sgd: 0, momentum: 1, rmsprop: 1 };

/** What an optimizer remembers from step to step. */
export interface OptimizerState {
  /** As many as `MOMENTS` says, each in the order of `parameterTable`; Adam's first moment comes first. */
  readonly moments: readonly Float32Array<ArrayBuffer>[];
  /**
   * Adam's alone. `fused`: the powers β₁ᵗ and β₂ᵗ after t steps, in float64. `tfjs`: β₁ᵗ⁺¹ and β₂ᵗ⁺¹ as TensorFlow.js has
   * them, in float32, and t.
   */
  readonly powers: readonly number[];
}

/** What an engine starts from. */
export interface EngineSetup {
  readonly layers: readonly DenseLayer[];
  /** Initial weights, in the order of `parameterTable`. The engine copies them. */
  readonly parameters: Float32Array;
  readonly optimizer: OptimizerConfig;
  /** Most images in a batch of the training. */
  readonly batchSize: number;
}

/** What a batch came to, under the weights before its update. Sums, so that a short batch weighs what it should. */
export type BatchResult = {
  /** Sum of the examples' cross-entropies, in nats. */
  readonly lossSum: number;
  /** Number of examples whose most probable class is their label. */
  readonly correct: number;
  readonly count: number;
};

/** What the network makes of each image of a batch, in the batch's order. Filled by `evaluateStep`. */
export interface Guesses {
  /** The most probable class, the first of equals; shape (count). */
  readonly predicted: Uint8Array;
  /** Its probability, 0 to 1; shape (count). */
  readonly confidence: Float32Array;
}

/**
 * A network, its optimizer and the means to train it. The training loop is written once against this
 * interface; engines differ in how they compute, not in what. Calls are synchronous: the loop decides when
 * messages get through.
 */
export interface Engine {
  /** As it is at the moment. */
  readonly info: EngineInfo;
  /**
   * One weight update: forward, loss, gradients, update. The lesson's `apply_gradient`.
   * @param upcoming tells the batch that comes next, if there is one. An engine that can may ask for it while this one is in work, and
   *   begin to bring it; it does not have to come, but if it comes it has to be what it was
   */
  trainStep(batch: Batch, upcoming?: () => Batch | undefined): BatchResult;
  /**
   * Forward and loss alone; the weights stay as they are.
   * @param guesses where to leave what the network makes of each image, if anyone wants to know
   */
  evaluateStep(batch: Batch, guesses?: Guesses): BatchResult;
  /**
   * Class probabilities.
   * @param inputs formatted images, row-major, shape (count, inputs of the first layer)
   * @returns row-major, shape (count, classes)
   */
  predict(inputs: Float32Array, count: number): Float32Array;
  /** A copy of all weights, in the order of `parameterTable`. */
  parameters(): Float32Array<ArrayBuffer>;
  /** Replaces all weights; the optimizer's moments stay as they are. */
  setParameters(parameters: Float32Array): void;
  /** A copy of what the optimizer remembers after the steps so far. */
  optimizerState(): OptimizerState;
  /** Goes on with what the optimizer of an engine of the same kind remembered; weights and step size stay as they are. */
  setOptimizerState(state: OptimizerState): void;
  /** The step size from the next step on, above 0. */
  setLearningRate(learningRate: number): void;
  memory(): MemoryReport;
  /** Computes with at most so many threads from now on, to the same numbers. Engines that have one thread only do without. */
  setThreads?(most: number): void;
  /** Frees everything. The engine cannot be used afterwards. */
  dispose(): void;
}

/** Makes engines of one kind, on a backend that has been started and probed. */
export type CreateEngine = (setup: EngineSetup) => Engine;
