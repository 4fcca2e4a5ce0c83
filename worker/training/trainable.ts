import { type BatchedDataset, Dataset } from '../data/dataset';
import { dataFingerprint } from '../data/fingerprint';
import { formatImage } from '../data/format-image';
import type { ShuffleState } from '../data/shuffle-buffer';
import {
  type LabelledImages,
  type MissingImages,
  type RunSplits,
  type Split,
  splitForRun,
  whole,
} from '../data/split';
import type { CreateEngine, Engine, OptimizerState } from '../engines/engine';
import { classifierLayers, parameterCount, parameterTable } from '../model/classifier';
import { initialParameters } from '../model/initialisers';
import {
  type DataInfo,
  type Evaluation,
  type LearningRateChange,
  type RunConfig,
  type SplitName,
  TrainerError,
} from '../protocol';
import { RandomStream } from '../random';
import { EpochMetrics } from './epoch-metrics';
import { KeptEpochs } from './kept-epochs';
import type { Network } from './network';
import { untilNextImages } from './next-images';
import type { RunControl } from './run-control';
import { type PositionState, RunPosition } from './run-position';

/** The size of an evaluation batch for the lesson's network on WASM, about ten milliseconds of work. */
const EVALUATION_BATCH = 1000;
const LESSON_PARAMETERS = 55_050;
/** Plain JavaScript takes about this many times as long as WASM. */
const CPU_SLOWDOWN = 20;

/** The state of a run between two batches, except its settings and its data. */
export interface TrainableState {
  readonly position: PositionState;
  /** The state of the shuffle's random stream. */
  readonly random: readonly number[];
  readonly shuffle: ShuffleState;
  /** The weights, in the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly optimizer: OptimizerState;
}

/** Where training starts: empty for new weights, `parameters` alone for given weights, or the state of another run. */
export type TrainingStart = Partial<TrainableState>;

/** A network together with its training data and its position: everything that the settings and their seed determine. */
export class Trainable implements Network {
  readonly config: RunConfig;
  readonly engine: Engine;
  readonly classNames: readonly string[];
  readonly dataInfo: DataInfo;
  readonly parameterCount: number;
  /** The weights after past epochs, and their predictions for the validation images. */
  readonly kept: KeptEpochs;
  readonly position: RunPosition;
  readonly #images: LabelledImages;
  readonly #splits: RunSplits;
  readonly #shuffleRandom: RandomStream;
  #fingerprint: Promise<string> | null = null;
  #hasFailed = false;

  /**
   * @param from a `state()` of a run with the same settings and data, to continue from there; or only `parameters`, to start with
   *   those weights
   * @throws TrainerError `config-batch-too-large`, or `config-invalid` if the validation split leaves one side empty
   */
  constructor(config: RunConfig, images: LabelledImages, createEngine: CreateEngine, from: TrainingStart = {}) {
    this.config = config;
    this.#images = images;
    this.classNames = images.classNames;
    this.#splits = splitForRun(images, config.validationSplit, config.trainImages);
    checkSplits(config, this.#splits);
    this.dataInfo = {
      name: images.name,
      classNames: images.classNames,
      trainCount: this.#splits.train.count,
      validationCount: this.#splits.validation.count,
      testCount: this.#splits.test.count,
    };
    const seed = RandomStream.seeded(config.seed);
    this.#shuffleRandom = from.random ? RandomStream.restored(from.random) : seed.fork('shuffle');
    this.position = new RunPosition(config.sampleWeighting, from.position, from.shuffle);
    const layers = classifierLayers(config.hiddenUnits, config.activation);
    this.parameterCount = parameterCount(parameterTable(layers));
    this.kept = new KeptEpochs();
    this.engine = createEngine({
      layers,
      parameters: from.parameters ?? initialParameters(layers, seed.fork('weights')),
      optimizer: { name: config.optimizer, learningRate: this.learningRate, momentum: config.momentum },
      batchSize: config.batchSize,
    });
    if (from.optimizer) this.engine.setOptimizerState(from.optimizer);
  }

  /** A copy of the run's current state. */
  state(): TrainableState {
    return {
      ...this.shuffleState(),
      position: this.position.state(),
      parameters: this.engine.parameters(),
      optimizer: this.engine.optimizerState(),
    };
  }

  /** A copy of the current state of the shuffle. */
  shuffleState(): Pick<TrainableState, 'random' | 'shuffle'> {
    // The shuffle comes first: it puts back a batch that was drawn ahead, which also rewinds the random stream.
    const shuffle = this.position.shuffle();
    return { shuffle, random: this.#shuffleRandom.state() };
  }

  /** Whether training has failed, so that it cannot continue. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /**
   * Restores the weights of the latest kept epoch, after a failure that has made the current ones useless. The run can then still
   * predict and be inspected.
   * @returns whether there is a kept epoch
   */
  returnToLastEpoch(): boolean {
    this.#hasFailed = true;
    const last = this.kept.get(this.kept.epochs.at(-1) ?? 0);
    if (last) this.engine.setParameters(last.parameters);
    return last !== undefined;
  }

  /** Marks a run that cannot continue although its weights are valid. */
  fail(): void {
    this.#hasFailed = true;
  }

  /** Identifies the data set; see `dataFingerprint`. Waits until all images have arrived. */
  fingerprint(): Promise<string> {
    this.#fingerprint ??= dataFingerprint(this.#images).catch((thrown) => {
      this.#fingerprint = null;
      throw thrown;
    });
    return this.#fingerprint;
  }

  /** Aborted, with the error, if an image of the data set cannot be loaded, even one that this run does not need. */
  get dataFailed(): AbortSignal | undefined {
    return this.#images.failed;
  }

  /** Resolves when all images of the data set have arrived; null if they have. Rejects with the error of the loading. */
  untilDataIsHere(): Promise<void> | null {
    const isMissing = ({ arrival, count }: Split) => arrival?.missing(0, count);
    const { train, test } = this.#images;
    return isMissing(train) || isMissing(test) ? whole(this.#images).then(() => {}) : null;
  }

  /** The current learning rate: that of the settings, until it is changed. */
  get learningRate(): number {
    return this.position.learningRates.at(-1)?.learningRate ?? this.config.learningRate;
  }

  setLearningRate(learningRate: number): LearningRateChange {
    const { epochs, step, learningRates } = this.position;
    const change = { learningRate, atEpoch: epochs.length + step / this.steps };
    learningRates.push(change);
    this.engine.setLearningRate(learningRate);
    return change;
  }

  /** The number of training batches in an epoch. */
  get steps(): number {
    return Math.ceil(this.training.count / this.config.batchSize);
  }

  /** Whether only the last batch of the epoch is left to train. */
  get isBeforeLastBatch(): boolean {
    const { ended, step } = this.position;
    return !ended && step === this.steps - 1;
  }

  /** The training images. */
  get training(): Split {
    return this.#splits.train;
  }

  /** The validation images. */
  get validation(): Split {
    return this.#splits.validation;
  }

  /** The training split as the lesson prepares it: mapped, shuffled, batched. */
  trainBatches(): BatchedDataset {
    const { shuffleBuffer, batchSize } = this.config;
    return Dataset.of(this.#splits.train)
      .map(formatImage)
      .shuffle(shuffleBuffer, this.#shuffleRandom)
      .batch(batchSize);
  }

  /** A split in file order, for evaluation. With the weighting `batch`, the lesson's mean of batch means, it uses the lesson's batches. */
  evaluationBatches(split: SplitName): BatchedDataset {
    const { sampleWeighting, batchSize } = this.config;
    return Dataset.of(this.#splits[split])
      .map(formatImage)
      .batch(sampleWeighting === 'batch' ? batchSize : this.#evaluationBatchSize());
  }

  /** The validation images in file order, in parts of at most `size`. */
  validationInParts(size: number): BatchedDataset {
    return Dataset.of(this.#splits.validation)
      .map(formatImage)
      .batch(Math.min(size, this.#evaluationBatchSize()));
  }

  /**
   * The batch size for evaluation. It is large enough that the overhead per batch is small, and small enough that pause and stop respond
   * quickly; an engine that computes it in pieces responds quickly in any case. Losses are summed, so the size does not change the
   * result.
   */
  #evaluationBatchSize(): number {
    if (this.engine.pieces) return EVALUATION_BATCH;
    const slowdown = this.engine.info.backend === 'cpu' ? CPU_SLOWDOWN : 1;
    const cost = (slowdown * this.parameterCount) / LESSON_PARAMETERS;
    return Math.max(1, Math.min(EVALUATION_BATCH, Math.round(EVALUATION_BATCH / cost)));
  }

  /**
   * The loss and accuracy of the current weights on a split. The worker handles messages between two batches.
   * @param onMissing called when the evaluation has to wait for images
   * @throws TrainerError the error of the loading
   */
  async evaluate(
    split: SplitName,
    control: Pick<RunControl, 'gate' | 'compute' | 'waitFor'>,
    onMissing: (missing: MissingImages) => void = () => {},
  ): Promise<Evaluation> {
    const metrics = new EpochMetrics(this.config.sampleWeighting);
    const { pieces } = this.engine;
    const batches = this.evaluationBatches(split).epoch();
    const nextImages = () => untilNextImages(batches, control, onMissing);
    await nextImages();
    for (const batch of batches) {
      const result = pieces
        ? await control.compute(pieces, () => pieces.evaluateStep(batch))
        : this.engine.evaluateStep(batch);
      metrics.updateState(result);
      await control.gate('validation-batch');
      await nextImages();
    }
    return metrics.result();
  }
}

/** Checks the settings that depend on the data. @throws TrainerError `config-batch-too-large` or `config-invalid` */
export function checkSplits({ batchSize, validationSplit }: RunConfig, { train, validation }: RunSplits): void {
  if (train.count === 0 || validation.count === 0) {
    const total = train.count + validation.count;
    throw new TrainerError({
      code: 'config-invalid',
      message: `The validation split leaves no images to ${train.count === 0 ? 'train' : 'validate'} on.`,
      got: `validation-split="${validationSplit}" of ${total.toLocaleString('en')} training images`,
      expected: 'at least one image for training and one for validation',
      remedy: 'Set another share, for example 0.1, or 0 to validate on the test images.',
      field: 'validationSplit',
    });
  }
  if (batchSize > train.count) {
    const expected = `at most ${train.count.toLocaleString('en')}, the number of training images`;
    throw new TrainerError({
      code: 'config-batch-too-large',
      message: 'The batch is larger than the number of training images.',
      got: `batch="${batchSize}"`,
      expected,
      remedy: `Set it to ${expected}, for example batch="${Math.min(64, train.count)}".`,
      field: 'batchSize',
    });
  }
}
