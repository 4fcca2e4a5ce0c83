import type { Batch } from '../data/dataset';
import type { DenseLayer } from '../model/classifier';
import type { EngineInfo, MemoryReport, OptimizerName } from '../protocol';
import type { Turns } from './turns';

export interface OptimizerConfig {
  readonly name: OptimizerName;
  readonly learningRate: number;
  /** Used only by `momentum`. */
  readonly momentum: number;
}

/** The number of moments that an optimizer keeps for each weight. */
export const MOMENTS: Readonly<Record<OptimizerName, number>> = { adam: 2, sgd: 0, momentum: 1, rmsprop: 1 };

/** The state of an optimizer between two steps. */
export interface OptimizerState {
  /** `MOMENTS[name]` arrays, each in the order of `parameterTable`. For Adam, the first moment comes first. */
  readonly moments: readonly Float32Array<ArrayBuffer>[];
  /**
   * Empty except for Adam. With `fused`: the powers β₁ᵗ and β₂ᵗ after t steps, in float64. With `tfjs`: β₁ᵗ⁺¹ and β₂ᵗ⁺¹
   * as TensorFlow.js keeps them, in float32, and then t.
   */
  readonly powers: readonly number[];
}

/** What an engine needs to start. */
export interface EngineSetup {
  readonly layers: readonly DenseLayer[];
  /** Initial weights, in the order of `parameterTable`. The engine copies them. */
  readonly parameters: Float32Array;
  readonly optimizer: OptimizerConfig;
  /** The most images in a training batch; 0 for a network that is not trained. */
  readonly batchSize: number;
}

/** The loss and accuracy of a batch, with the weights before its update. They are sums, so that a smaller batch gets its right share. */
export type BatchResult = {
  /** The sum of the examples' cross-entropies, in nats. */
  readonly lossSum: number;
  /** The number of examples whose most probable class is their label. */
  readonly correct: number;
  readonly count: number;
};

/** The network's prediction for each image of a batch, in the batch's order. Filled by `evaluateStep`. */
export interface Guesses {
  /** The most probable class, the first one if several are equal; shape (count). */
  readonly predicted: Uint8Array;
  /** Its probability, 0 to 1; shape (count). */
  readonly confidence: Float32Array;
}

/**
 * A computation in pieces of a few milliseconds. Each `next()` computes one piece, and nothing is read before the first one. `return()`
 * leaves the computation: nothing of it counts.
 */
export type Work<T> = Generator<void, T, void>;

/**
 * The calls of an engine that take long, in pieces. Only one of them may be in progress (`turns`). Between two pieces
 * `parameters()` and `optimizerState()` return what they did before the first piece, and `setLearningRate` takes effect
 * with the next step.
 */
export interface EnginePieces {
  /** Who uses the engine. Take a turn before the first piece, and give it back after the last one. */
  readonly turns: Turns;
  /** The same as `Engine.trainStep`. All of it takes effect with its last piece. */
  trainStep(batch: Batch): Work<BatchResult>;
  /** The same as `Engine.evaluateStep`. */
  evaluateStep(batch: Batch, guesses?: Guesses): Work<BatchResult>;
  /**
   * The same as `Engine.predict`.
   * @param parameters weights to use instead of the engine's own
   */
  predict(inputs: Float32Array, count: number, parameters?: Float32Array): Work<Float32Array>;
  /** The same as `Engine.parameters`. */
  parameters(): Work<Float32Array<ArrayBuffer>>;
}

/**
 * A network with its optimizer. The training loop only uses this interface. Engines differ in how they compute, not in
 * the result. The calls are synchronous: the loop decides when the worker handles messages.
 */
export interface Engine {
  /** The current description of the engine. */
  readonly info: EngineInfo;
  /**
   * For a network and batch whose step takes longer than about ten milliseconds. Left out for all others, and by an
   * engine that cannot interrupt a step.
   */
  readonly pieces?: EnginePieces | undefined;
  /**
   * One weight update: forward pass, loss, gradients, update. The lesson's `apply_gradient`.
   * @param upcoming returns the next batch, if there is one. An engine may call it during this step and start to copy that batch. The
   *   next call may use another batch, but the one that was returned must not change
   */
  trainStep(batch: Batch, upcoming?: () => Batch | undefined): BatchResult;
  /**
   * Computes only the forward pass and the loss. The weights do not change.
   * @param guesses receives the prediction for each image, if the caller needs it
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
  /** Replaces all weights. The optimizer's moments do not change. */
  setParameters(parameters: Float32Array): void;
  /** A copy of the optimizer's current state. */
  optimizerState(): OptimizerState;
  /** Continues with the optimizer state of an engine of the same kind. The weights and the step size do not change. */
  setOptimizerState(state: OptimizerState): void;
  /** The step size from the next step on, above 0. */
  setLearningRate(learningRate: number): void;
  memory(): MemoryReport;
  /**
   * Uses at most this many threads from now on. The results stay the same. Do not call it while something is computed in pieces: it
   * would compute all of that first. An engine with only one thread does not have this method.
   */
  setThreads?(most: number): void;
  /** Frees everything. The engine cannot be used afterwards. */
  dispose(): void;
}

/** Creates an engine, on a backend that has been started and checked. */
export type CreateEngine = (setup: EngineSetup) => Engine;
