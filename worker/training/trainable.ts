import { type BatchedDataset, Dataset } from '../data/dataset';
import { dataFingerprint } from '../data/fingerprint';
import { formatImage } from '../data/format-image';
import type { ShuffleState } from '../data/shuffle-buffer';
import { type LabelledImages, type RunSplits, type Split, splitForRun } from '../data/split';
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
import type { RunControl } from './run-control';
import { type PositionState, RunPosition } from './run-position';

/** Images in an evaluation batch of the lesson's network on WASM: about ten milliseconds. */
const EVALUATION_BATCH = 1000;
const LESSON_PARAMETERS = 55_050;
/** Plain JavaScript takes about so many times as long. */
const CPU_SLOWDOWN = 20;

/** All that a run has become at a moment between two batches, apart from its settings and its data. */
export interface TrainableState {
  readonly position: PositionState;
  /** State of the shuffle's random stream. */
  readonly random: readonly number[];
  readonly shuffle: ShuffleState;
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly optimizer: OptimizerState;
}

/** Where a training begins: at new weights, at given ones, or where another one was. */
export type TrainingStart = Partial<TrainableState>;

/** A network together with the data it learns from: all that a configuration and its seed determine, and how far its training has come. */
export class Trainable implements Network {
  readonly config: RunConfig;
  readonly engine: Engine;
  readonly classNames: readonly string[];
  readonly dataInfo: DataInfo;
  readonly parameterCount: number;
  /** The weights after past epochs, and what they made of the validation images. */
  readonly kept: KeptEpochs;
  readonly position: RunPosition;
  readonly #images: LabelledImages;
  readonly #splits: RunSplits;
  readonly #shuffleRandom: RandomStream;
  #fingerprint: Promise<string> | null = null;
  #hasFailed = false;

  /**
   * @param from goes on where `state()` was taken, of a run with the same settings and data; with `parameters` alone, begins
   *   from those weights
   * @throws TrainerError `config-batch-too-large`, or `config-invalid` for a split that leaves one side empty
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

  /** A copy of what the run is at the moment. */
  state(): TrainableState {
    // First the shuffle: a batch that was drawn ahead goes back, to its random stream as well.
    const shuffle = this.position.shuffle();
    return {
      position: this.position.state(),
      random: this.#shuffleRandom.state(),
      shuffle,
      parameters: this.engine.parameters(),
      optimizer: this.engine.optimizerState(),
    };
  }

  /** Whether the training broke off, so that it cannot go on from here. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /**
   * Takes back the weights of the latest epoch, after a failure that has spoilt those of the moment. With them one can predict and
   * look at all epochs that are kept.
   * @returns whether there is such an epoch
   */
  returnToLastEpoch(): boolean {
    this.#hasFailed = true;
    const last = this.kept.get(this.kept.epochs.at(-1) ?? 0);
    if (last) this.engine.setParameters(last.parameters);
    return last !== undefined;
  }

  /** Tells the data from others; see `dataFingerprint`. */
  fingerprint(): Promise<string> {
    this.#fingerprint ??= dataFingerprint(this.#images);
    return this.#fingerprint;
  }

  /** The step size of the moment: the setting's, until someone changes it. */
  get learningRate(): number {
    return this.position.learningRates.at(-1)?.learningRate ?? this.config.learningRate;
  }

  setLearningRate(learningRate: number): LearningRateChange {
    const { epochs, step, learningRates } = this.position;
    const steps = Math.ceil(this.#splits.train.count / this.config.batchSize);
    const change = { learningRate, atEpoch: epochs.length + step / steps };
    learningRates.push(change);
    this.engine.setLearningRate(learningRate);
    return change;
  }

  /** The images that the run is validated on. */
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

  /** A split in file order, for evaluation. The lesson's mean of batch means needs the lesson's batches. */
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
   * Losses are summed, so the size changes the speed alone, not the result: large enough that dispatching costs
   * little, small enough that pause and stop get through in between.
   */
  #evaluationBatchSize(): number {
    const slowdown = this.engine.info.backend === 'cpu' ? CPU_SLOWDOWN : 1;
    const cost = (slowdown * this.parameterCount) / LESSON_PARAMETERS;
    return Math.max(1, Math.min(EVALUATION_BATCH, Math.round(EVALUATION_BATCH / cost)));
  }

  /** Loss and accuracy of the current weights on a split. Lets messages in between batches. */
  async evaluate(split: SplitName, control: Pick<RunControl, 'gate'>): Promise<Evaluation> {
    const metrics = new EpochMetrics(this.config.sampleWeighting);
    for (const batch of this.evaluationBatches(split)) {
      metrics.updateState(this.engine.evaluateStep(batch));
      await control.gate('validation-batch');
    }
    return metrics.result();
  }
}

/** The settings that can only be checked once the data is known. */
function checkSplits({ batchSize, validationSplit }: RunConfig, { train, validation }: RunSplits): void {
  if (train.count === 0 || validation.count === 0) {
    const total = train.count + validation.count;
    throw new TrainerError({
      code: 'config-invalid',
      message: `The validation split leaves nothing to ${train.count === 0 ? 'train on' : 'validate on'}.`,
      got: `validation-split="${validationSplit}" of ${total.toLocaleString('en')} training images`,
      expected: 'at least one image on each side',
      remedy: 'Set it to a share in between, for example validation-split="0.1", or to 0.',
      field: 'validationSplit',
    });
  }
  if (batchSize > train.count) {
    throw new TrainerError({
      code: 'config-batch-too-large',
      message: 'The batch is larger than the training split.',
      got: `batch="${batchSize}"`,
      expected: `at most ${train.count.toLocaleString('en')}, the number of training images`,
      remedy: `Set batch to at most ${train.count}, for example batch="${Math.min(64, train.count)}".`,
      field: 'batchSize',
    });
  }
}
