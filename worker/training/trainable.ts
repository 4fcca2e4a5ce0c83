import { type BatchedDataset, Dataset } from '../data/dataset';
import { formatImage } from '../data/format-image';
import { type LabelledImages, type RunSplits, splitForRun } from '../data/split';
import type { CreateEngine, Engine } from '../engines/engine';
import { classifierLayers, parameterCount, parameterTable } from '../model/classifier';
import { initialParameters } from '../model/initialisers';
import { type DataInfo, type Evaluation, type RunConfig, type SplitName, TrainerError } from '../protocol';
import { RandomStream } from '../random';
import { EpochMetrics } from './epoch-metrics';
import type { RunControl } from './run-control';

/** Images in an evaluation batch. Losses are summed, so its size changes the speed alone, not the result. */
const EVALUATION_BATCH = 1000;

/** A network together with the data it learns from: all that a configuration and its seed determine. */
export class Trainable {
  readonly config: RunConfig;
  readonly engine: Engine;
  readonly classNames: readonly string[];
  readonly dataInfo: DataInfo;
  readonly parameterCount: number;
  readonly #splits: RunSplits;
  readonly #shuffleRandom: RandomStream;

  /** @throws TrainerError `config-batch-too-large` */
  constructor(config: RunConfig, images: LabelledImages, createEngine: CreateEngine) {
    this.config = config;
    this.classNames = images.classNames;
    this.#splits = splitForRun(images, config.validationSplit);
    checkBatchSize(config, this.#splits.train.count);
    this.dataInfo = {
      name: images.name,
      classNames: images.classNames,
      trainCount: this.#splits.train.count,
      validationCount: this.#splits.validation.count,
      testCount: this.#splits.test.count,
    };
    const seed = RandomStream.seeded(config.seed);
    this.#shuffleRandom = seed.fork('shuffle');
    const layers = classifierLayers(config.hidden, config.activation);
    this.parameterCount = parameterCount(parameterTable(layers));
    this.engine = createEngine({
      layers,
      parameters: initialParameters(layers, seed.fork('weights')),
      optimizer: { name: config.optimizer, learningRate: config.learningRate, momentum: config.momentum },
    });
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
      .batch(sampleWeighting === 'batch' ? batchSize : EVALUATION_BATCH);
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

/** The one setting that can only be checked once the data is known. */
function checkBatchSize({ batchSize }: RunConfig, trainCount: number): void {
  if (batchSize <= trainCount) return;
  throw new TrainerError({
    code: 'config-batch-too-large',
    message: 'The batch is larger than the training split.',
    got: `batch="${batchSize}"`,
    expected: `at most ${trainCount.toLocaleString('en')}, the number of training images`,
    remedy: `Set batch to at most ${trainCount}, for example batch="64".`,
    field: 'batchSize',
  });
}
