import type { CreateEngine, Engine, OptimizerState } from '../engines/engine';
import { classifierLayers, parameterCount, parameterTable } from '../model/classifier';
import type { Activation, ModelInfo, RunConfig } from '../protocol';
import { KeptEpochs } from './kept-epochs';
import type { Network } from './network';

/** The network in a model's files. */
export interface NetworkContents {
  readonly hiddenUnits: readonly number[];
  readonly activation: Activation;
  /** Null if the files do not name the classes. */
  readonly classNames: readonly string[] | null;
  /** The weights, in the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
}

/** Reads the optimizer's state of a model, when a run is to continue with it. */
export type ReadMoments = (signal: AbortSignal) => Promise<OptimizerState>;

/** A trained network without the data it was trained on. It can predict, and a run can start from its weights. */
export class OpenedModel implements Network {
  readonly config: RunConfig;
  readonly engine: Engine;
  readonly classNames: readonly string[];
  readonly kept = new KeptEpochs();
  readonly info: ModelInfo;
  /** Reads the moments of the Adam optimizer that trained it, so that a run can continue with them; null if its files have none. */
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
    // Nothing is trained here, so it uses the optimizer that needs no memory for moments.
    const optimizer = { name: 'sgd', learningRate: config.learningRate, momentum: 0 } as const;
    this.engine = createEngine({ layers, parameters, optimizer, batchSize: 0 });
    this.info = {
      hiddenUnits,
      activation,
      classNames,
      parameterCount: parameterCount(parameterTable(layers)),
      engine: this.engine.info,
    };
  }
}
