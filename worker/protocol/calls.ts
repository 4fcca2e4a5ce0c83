import type { ConnectionApi } from './connection';
import type {
  Activations,
  Examination,
  FirstLayer,
  GreyImage,
  Prediction,
  ReadPhoto,
  UnitWeights,
} from './inspection';
import type { ExportedFile, ModelFile, ModelFormat, ModelInfo } from './models';
import type { ParameterCounts } from './parameter-counts';
import type { Evaluation, RunSummary, SplitName, StepUnit } from './run';
import type { RunConfigInput } from './settings';
import type { RestoreOptions, TrainOptions } from './start-options';
import type { StepInspection } from './step-inspection';
import type { RunStorageApi } from './storage';

/**
 * The session's calls that are methods of `<fmnist-trainer>` and of `TrainerClient` too. Both get them from `FORWARDED_CALLS`, and
 * write only those where they do more than forward the call.
 */
export interface ForwardedCalls {
  /** Pauses the run, within 50 ms. */
  pause(): Promise<void>;
  /** Resumes a paused run. */
  resume(): Promise<void>;
  /** Ends the run. Its model stays. */
  stop(): Promise<void>;
  /** Ends the run, and forgets it and the model. The data stays loaded. */
  reset(): Promise<void>;
  /**
   * Loss and accuracy of the current weights on a split.
   * @throws TrainerError `call-refused` while the run trains, since the weights would change meanwhile
   */
  evaluate(split: SplitName): Promise<Evaluation>;
  /**
   * Class probabilities of one or more images, 784 values each: bytes 0 to 255, or floats 0 to 1. Works as soon as there is a model,
   * also during training.
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   */
  predict(images: Uint8Array | Float32Array, epoch?: number | null): Promise<readonly Prediction[]>;
  /**
   * What the network predicts for every validation image. For the current weights this is computed; for an epoch it is already known.
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   */
  examine(epoch?: number | null): Promise<Examination>;
  /** Validation images by their index: bytes, shape (indices, 784). */
  garments(indices: readonly number[]): Promise<Uint8Array>;
  /**
   * The weights of the first layer's first units, as pictures of 784 values.
   * @param most the number of units, or fewer if the layer has fewer
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   */
  firstLayer(most: number, epoch?: number | null): Promise<FirstLayer>;
  /** Indices of the `count` validation images to which a unit of the first layer responds most strongly, the strongest first. */
  excitingGarments(unit: number, count: number, epoch?: number | null): Promise<readonly number[]>;
  /**
   * What comes out of every layer for one or more images, computed in float64 from the weights. Works as soon as there is a model, also
   * during training.
   * @param images as for `predict`
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   * @throws TrainerError `images-invalid`, `epoch-not-kept`, or `call-refused` if the arrays would take more than 512 MB
   */
  activations(images: Uint8Array | Float32Array, epoch?: number | null): Promise<Activations>;
  /**
   * The weights of the connections into one unit.
   * @param layer 0 is the first hidden layer; the one after the last hidden layer has the ten classes
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   * @throws TrainerError `index-invalid` if there is no such layer or unit
   */
  unitWeights(layer: number, unit: number, epoch?: number | null): Promise<UnitWeights>;
  /**
   * Every number of the training step that the paused run takes next: the batch, the forward pass, the loss, the gradient, the update
   * and the metrics. The run does not advance. `step('batch')` then takes exactly this step, unless the run is paused in a validation
   * that ends it because of `stop-at` or `patience`. While the data set is loading, the call waits for the images of this step.
   * @throws TrainerError `call-refused` if the run is not paused, is stopped meanwhile, has no next step, or if the arrays would take more than 512 MB;
   *   `step-inspection` if the script for it cannot be loaded; `call-overtaken` if another run is paused meanwhile; the error of the
   *   loading
   */
  inspectStep(): Promise<StepInspection>;
  /**
   * The network as one file for other tools: safetensors, ONNX, a .zip with a TensorFlow.js layers model (`model.json` and
   * `weights.bin`), or a .zip with Keras code and its weights (`model.py` and `weights.safetensors`). Works as soon as there is a
   * model, also during training.
   * @param epoch the weights after this epoch, one of those kept; by default the current weights
   * @throws TrainerError `call-refused` without a model or for an unknown format, `epoch-not-kept`
   */
  exportModel(format: ModelFormat, epoch?: number | null): Promise<ExportedFile>;
  /**
   * A photo or a drawing in the form of the data set's images: 28 × 28 grey values, bright on black, the garment centred and filling the
   * frame. Needs no model. A file is decoded in the worker. An `ImageBitmap` is transferred to the worker, and cannot be used afterwards.
   * Frames and letterbox bars are cut off, and a transparent background becomes black or white; grey values are taken as they are.
   * @returns 784 bytes
   * @throws TrainerError `photo-empty`, `photo-unreadable`, `photo-svg`;
   *   `photo-reading` if the script for it cannot be loaded
   */
  formatPhoto(photo: Blob | ImageBitmap | GreyImage): Promise<Uint8Array>;
  /**
   * A picture file as a picture to show, as large as fits into a square: decoded and scaled in the worker, so a photo of 48 megapixels does not hold up the page. Frames
   * and letterbox bars are cut off, and a transparent background becomes black or white. Needs no model.
   * @param edge of the square, 1 to 4096 pixels
   * @throws TrainerError `photo-unreadable`, `photo-svg`, `photo-reading`
   */
  readPhoto(photo: Blob, edge: number): Promise<ReadPhoto>;
  /** Changes the learning rate of the current run: from the next batch on, or from the first batch if the run is still loading. */
  setLearningRate(learningRate: number | string): Promise<void>;
  /**
   * The complete state of the run as a file (docs/checkpoint-format.md), also during training. A run restored from it ends with the same
   * weights, also in another browser and with another number of threads; with the engine `tfjs` within rounding.
   * @throws TrainerError `call-refused` without a run, or after one that failed
   */
  checkpoint(): Promise<Uint8Array>;
  /**
   * Continues the run of a checkpoint, with its own settings. If the file is not accepted, nothing changes.
   * @returns how the run ended; with `{ paused: true }`, null as soon as it has paused
   * @throws TrainerError `call-refused` during another run
   */
  restore(checkpoint: Uint8Array, options?: RestoreOptions): Promise<RunSummary | null>;
}

/** The names of these calls, each with its number of parameters. */
export const FORWARDED_CALLS = {
  pause: 0,
  resume: 0,
  stop: 0,
  reset: 0,
  evaluate: 1,
  predict: 2,
  examine: 1,
  garments: 1,
  firstLayer: 2,
  excitingGarments: 3,
  activations: 2,
  unitWeights: 3,
  inspectStep: 0,
  exportModel: 2,
  formatPhoto: 1,
  readPhoto: 2,
  setLearningRate: 1,
  checkpoint: 0,
  restore: 2,
} as const satisfies ParameterCounts<ForwardedCalls>;

/** Sizes that must not grow during training. */
export interface MemoryReport {
  readonly tensors: number;
  readonly heapBytes: number;
}

/** The calls that the worker's session answers. */
export interface SessionApi extends ForwardedCalls {
  /** Starts a run and resolves when it has ended. Refused during another run. */
  train(config: RunConfigInput, options?: TrainOptions): Promise<RunSummary>;
  /**
   * Trains one batch, to the end of the epoch, or until only its last batch is left, then pauses. Starts a run if there is none. If only
   * the last batch is left already, `last-batch` trains nothing.
   */
  step(unit: StepUnit, config?: RunConfigInput): Promise<void>;
  /**
   * Opens a trained network in place of the current model: a TensorFlow.js layers model (`model.json` and its weight files, or a .zip of
   * them) or a .safetensors file. It predicts at once, on one thread and without data. If the files are not accepted, nothing changes.
   * @param source the files, or the absolute URL of a `model.json` or of a .safetensors file
   * @throws TrainerError `call-refused` during a run; `call-overtaken` if a run or another model was started meanwhile
   */
  importModel(source: string | readonly ModelFile[]): Promise<ModelInfo>;
  /** Tensors and heap of the engine. */
  memory(): Promise<MemoryReport>;
}

/** Every call of the worker. Each rejects with a `TrainerErrorReport`. */
export interface TrainerApi extends ConnectionApi, SessionApi, RunStorageApi {}
