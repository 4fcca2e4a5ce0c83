import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../data/dataset';
import { formatImage } from '../../data/format-image';
import { sparseCategoricalAccuracy } from '../../metrics';
import { type Parameter, parameterCount, parameterTable } from '../../model/classifier';
import { type EngineInfo, type MemoryReport, type OptimizerName, RMSPROP } from '../../protocol';
import type { BatchResult, Engine, EngineSetup, Guesses, OptimizerConfig, OptimizerState } from '../engine';
import type { StepTrace } from '../step-trace';
import { ExactAdam } from './tfjs-adam';
import { FORMAT_IMAGES_KERNEL } from './tfjs-format-images';
import { sparseCategoricalCrossentropy } from './tfjs-loss';
import { baseModel } from './tfjs-model';
import { tracePass } from './tfjs-trace';

/** The backend of an engine. TensorFlow.js has one active backend, but two engines may need different ones. */
export interface ActiveBackend {
  /** Makes this backend the active one. It has been started before, so this takes effect at once. */
  activate(): void;
  /** The size of its heap; 0 if it has none. */
  heapBytes(): number;
}

/** A variable that an optimizer keeps for each variable of the model. */
interface Slot {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The fields in which TensorFlow.js' optimizers keep their moments, in the order of `OptimizerState`. */
const SLOTS: Readonly<Record<OptimizerName, readonly string[]>> = {
  adam: ['accumulatedFirstMoment', 'accumulatedSecondMoment'],
  sgd: [],
  momentum: ['accumulations'],
  rmsprop: ['accumulatedMeanSquares'],
};

/**
 * The lesson, line by line, on TensorFlow.js: a functional model, `tf.variableGrads` in place of `GradientTape`, and
 * `tf.train.*` optimizers.
 */
export class TfjsEngine implements Engine {
  readonly info: EngineInfo;
  readonly #model: tf.LayersModel;
  readonly #logits: (inputs: tf.Tensor2D) => tf.Tensor2D;
  readonly #optimizer: tf.Optimizer;
  readonly #optimizerName: OptimizerName;
  #learningRate: number;
  readonly #variables: tf.Variable[];
  readonly #table: readonly Parameter[];
  readonly #backend: ActiveBackend;

  constructor(setup: EngineSetup, info: EngineInfo, backend: ActiveBackend) {
    this.info = info;
    this.#backend = backend;
    backend.activate();
    this.#table = parameterTable(setup.layers);
    const network = baseModel(setup.layers);
    this.#model = network.model;
    this.#logits = network.logits;
    this.#variables = this.#model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    this.#optimizer = createOptimizer(setup.optimizer);
    this.#optimizerName = setup.optimizer.name;
    this.#learningRate = setup.optimizer.learningRate;
    this.#assign(setup.parameters);
  }

  trainStep(batch: Batch): BatchResult {
    this.#backend.activate();
    return tf.tidy(() => applyGradient(this.#optimizer, this.#logits, this.#variables, batch));
  }

  evaluateStep(batch: Batch, guesses?: Guesses): BatchResult {
    this.#backend.activate();
    return tf.tidy(() => {
      const { inputs, labels } = tensorsOf(batch);
      const logits = this.#logits(inputs);
      if (guesses) readGuesses(logits, guesses);
      return resultOf(batch, logits, sparseCategoricalCrossentropy(labels, logits));
    });
  }

  predict(inputs: Float32Array, count: number): Float32Array {
    this.#backend.activate();
    return tf.tidy(() => {
      const images = tf.tensor2d(inputs, [count, inputs.length / count]);
      return (this.#model.apply(images) as tf.Tensor).dataSync() as Float32Array;
    });
  }

  parameters(): Float32Array<ArrayBuffer> {
    return this.#read(this.#variables);
  }

  setParameters(parameters: Float32Array): void {
    this.#backend.activate();
    this.#assign(parameters);
  }

  optimizerState(): OptimizerState {
    const moments = this.#slots.map(([, slots]) => this.#read(slots.map(({ variable }) => variable)));
    return { moments, powers: this.#adam?.powers ?? [] };
  }

  setOptimizerState({ moments, powers }: OptimizerState): void {
    this.#backend.activate();
    const fields = this.#optimizer as unknown as Record<string, Slot[]>;
    this.#slots.forEach(([field, slots], k) => {
      for (const { variable } of slots) variable.dispose();
      const kept = moments[k];
      // Without moments, the next step makes the slots, as the first one does.
      fields[field] = (kept ? this.#table : []).map(({ name, shape, offset, length }) => {
        const values = (kept as Float32Array).slice(offset, offset + length);
        const variable = tf.tidy(() => tf.variable(tf.tensor(values, [...shape]), false));
        return { originalName: `${name}/${field}`, variable };
      });
    });
    if (this.#adam) this.#adam.powers = powers;
  }

  /**
   * Computes a training step and returns every number of it. The gradient is recorded a second time, and applied to weights that are all
   * 0, so their new values are the negative update. Then the step is taken, read and undone.
   */
  trace(batch: Batch): StepTrace {
    this.#backend.activate();
    const before = { parameters: this.parameters(), ...this.optimizerState() };
    const hasSlots = this.#slots.every(([, slots]) => slots.length > 0);
    const restore = () => {
      this.setOptimizerState(hasSlots ? before : { moments: [], powers: before.powers });
      this.#assign(before.parameters);
    };
    // A scope in place of `tf.tidy`, which would search all arrays that a function returns for tensors.
    tf.engine().startScope();
    try {
      const { inputs, labels } = tensorsOf(batch);
      const pass = tracePass(this.#model, inputs, labels);
      const { grads } = tf.variableGrads(
        () => tf.mean<tf.Scalar>(sparseCategoricalCrossentropy(labels, this.#logits(inputs))),
        this.#variables,
      );
      const gradient = this.#read(this.#variables.map(({ name }) => grads[name] as tf.Tensor));
      this.#assign(new Float32Array(before.parameters.length));
      this.#optimizer.applyGradients(grads);
      const update = this.parameters().map((weight) => 0 - weight);
      restore();
      const result = this.trainStep(batch);
      const after = { parameters: this.parameters(), ...this.optimizerState() };
      const corrections = this.#adam?.corrections ?? [];
      const resultAfter = this.evaluateStep(batch);
      const learningRate = this.#learningRate;
      return { ...pass, gradient, learningRate, update, result, resultAfter, before, after, corrections };
    } finally {
      restore();
      tf.engine().endScope();
    }
  }

  setLearningRate(learningRate: number): void {
    this.#backend.activate();
    this.#learningRate = learningRate;
    // RMSProp has no method for this. It reads the field at each step.
    const optimizer = this.#optimizer as unknown as {
      setLearningRate?(rate: number): void;
      learningRate: number;
    };
    if (optimizer.setLearningRate) optimizer.setLearningRate(learningRate);
    else optimizer.learningRate = learningRate;
  }

  memory(): MemoryReport {
    return { tensors: tf.memory().numTensors, heapBytes: this.#backend.heapBytes() };
  }

  dispose(): void {
    this.#optimizer.dispose();
    // MomentumOptimizer's own dispose forgets the scalar that it inherits.
    if (this.#optimizerName === 'momentum') tf.SGDOptimizer.prototype.dispose.call(this.#optimizer);
    this.#model.dispose();
  }

  /** The optimizer, if it is Adam. It is recognised by its name: for `instanceof`, all TensorFlow.js optimizers are the same. */
  get #adam(): ExactAdam | null {
    return this.#optimizerName === 'adam' ? (this.#optimizer as ExactAdam) : null;
  }

  /** The optimizer's moments, by field. Before the first step there are no slots. */
  get #slots(): readonly (readonly [field: string, slots: readonly Slot[]])[] {
    const fields = this.#optimizer as unknown as Record<string, Slot[]>;
    return SLOTS[this.#optimizerName].map((field) => [field, fields[field] as Slot[]]);
  }

  /** Values in the order of the table; 0 for missing variables. */
  #read(variables: readonly tf.Tensor[]): Float32Array<ArrayBuffer> {
    const values = new Float32Array(parameterCount(this.#table));
    this.#table.forEach(({ offset }, i) => {
      const variable = variables[i];
      if (variable) values.set(variable.dataSync(), offset);
    });
    return values;
  }

  #assign(parameters: Float32Array): void {
    this.#table.forEach(({ name, shape, offset, length }, i) => {
      const variable = this.#variables[i] as tf.Variable;
      const values = tf.tensor(parameters.slice(offset, offset + length), [...shape]);
      if (!tf.util.arraysEqual(variable.shape, values.shape)) {
        throw new RangeError(`${name}: the model has shape ${variable.shape}, the parameter table ${shape}`);
      }
      variable.assign(values);
      values.dispose();
    });
  }
}

function createOptimizer({ name, learningRate, momentum }: OptimizerConfig): tf.Optimizer {
  switch (name) {
    case 'adam':
      return new ExactAdam(learningRate);
    case 'sgd':
      return tf.train.sgd(learningRate);
    case 'momentum':
      return tf.train.momentum(learningRate, momentum);
    case 'rmsprop':
      return tf.train.rmsprop(learningRate, RMSPROP.decay, 0, RMSPROP.epsilon);
  }
}

/** The lesson's `apply_gradient`: record the forward pass, compute the gradients of the mean loss, update the weights. */
function applyGradient(
  optimizer: tf.Optimizer,
  model: (inputs: tf.Tensor2D) => tf.Tensor2D,
  variables: tf.Variable[],
  batch: Batch,
): BatchResult {
  const { inputs, labels } = tensorsOf(batch);
  let result: BatchResult | undefined;
  const { grads } = tf.variableGrads(() => {
    const logits = model(inputs);
    const losses = sparseCategoricalCrossentropy(labels, logits);
    result = resultOf(batch, logits, losses);
    return tf.mean<tf.Scalar>(losses);
  }, variables);
  optimizer.applyGradients(grads);
  return result as unknown as BatchResult;
}

/** Sums up a batch's losses (count) and correct predictions, from its logits (count, classes), in float64. */
function resultOf(batch: Batch, logits: tf.Tensor2D, losses: tf.Tensor1D): BatchResult {
  const lossSum = (losses.dataSync() as Float32Array).reduce((sum, loss) => sum + loss, 0);
  const hits = sparseCategoricalAccuracy(batch.labels(), logits.dataSync());
  return { lossSum, correct: hits.reduce((sum, hit) => sum + hit, 0), count: batch.count };
}

/** The most probable class of each image and its probability, from logits (count, classes). */
function readGuesses(logits: tf.Tensor2D, { predicted, confidence }: Guesses): void {
  const probabilities = tf.softmax(logits).dataSync();
  const classes = logits.shape[1];
  for (let row = 0; row < logits.shape[0]; row++) {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    const highest = Math.max(...ofRow);
    predicted[row] = ofRow.indexOf(highest);
    confidence[row] = highest;
  }
}

/** A batch as tensors: images (count, 784) and labels (count). */
function tensorsOf(batch: Batch): { inputs: tf.Tensor2D; labels: tf.Tensor1D } {
  return { inputs: imagesOf(batch), labels: tf.tensor1d(batch.labels(), 'int32') };
}

function imagesOf(batch: Batch): tf.Tensor2D {
  if (batch.map === formatImage && tf.getKernel(FORMAT_IMAGES_KERNEL, tf.getBackend())) {
    return tf
      .engine()
      .runKernel(FORMAT_IMAGES_KERNEL, {}, { batch } as unknown as tf.NamedAttrMap) as tf.Tensor2D;
  }
  const inputs = batch.inputs();
  return tf.tensor2d(inputs, [batch.count, inputs.length / batch.count]);
}
