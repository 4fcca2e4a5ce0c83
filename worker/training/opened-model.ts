import type { CreateEngine, Engine, OptimizerState } from '../engines/engine';
import { classifierLayers, parameterCount, parameterTable } from '../model/classifier';
import type { Activation, ModelInfo, RunConfig } from '../protocol';
import { KeptEpochs } from './kept-epochs';
import type { Network } from './network';

/** What a model's file holds of a network. */
export interface NetworkContents {
  readonly hiddenUnits: readonly number[];
  readonly activation: Activation;
  /** Null when the file does not tell. */
  readonly classNames: readonly string[] | null;
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
}

/** Reads what a model's optimizer had come to, when a training wants it. */
export type ReadMoments = (signal: AbortSignal) => Promise<OptimizerState>;

/** A trained network without the data it was trained on: it predicts, and a run can start from its weights. */
export class OpenedModel implements Network {
  readonly config: RunConfig;
  readonly engine: Engine;
  readonly classNames: readonly string[];
  readonly kept = new KeptEpochs();
  readonly info: ModelInfo;
  /** Reads the moments of the Adam that trained it, for a training to go on with; null where its files have none. */
  readonly readMoments: ReadMoments | null;

  constructor(
    config: RunConfig,
    parameters: Float32Array,
    classNames: readonly string[],
    createEngine: CreateEngine,
    readMoments: ReadMoments | null = null,
  ) {
    this.readMoments = readMoments;
    const { hiddenUnits, activation } = config;
    const layers = classifierLayers(hiddenUnits, activation);
    this.config = config;
    this.classNames = classNames;
    // Of the optimizers the one that keeps no moments, in batches of one: nothing is trained here.
    const optimizer = { name: 'sgd', learningRate: config.learningRate, momentum: 0 } as const;
    this.engine = createEngine({ layers, parameters, optimizer, batchSize: 1 });
    this.info = {
      hiddenUnits,
      activation,
      classNames,
      parameterCount: parameterCount(parameterTable(layers)),
      engine: this.engine.info,
    };
  }
}
