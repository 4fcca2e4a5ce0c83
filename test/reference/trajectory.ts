import type { EngineSetup } from '../../worker/engines/engine';
import { readSafetensors } from '../../worker/formats/safetensors';
import {
  classifierLayers,
  type DenseLayer,
  parameterCount,
  parameterTable,
} from '../../worker/model/classifier';
import { ACTIVATIONS, OPTIMIZERS } from '../../worker/protocol';

/** A training run that another framework computed in float64, step by step. */
export interface Trajectory {
  readonly setup: EngineSetup;
  readonly batchSize: number;
  readonly steps: number;
  /** The training image at each position. Step `s` uses `order[s · batchSize]` and the following ones. */
  readonly order: Int32Array;
  /** The mean loss of each step's batch, before its update. */
  readonly stepLoss: Float64Array;
  /** The number of correctly classified images of each step's batch, before its update. */
  readonly stepCorrect: Int32Array;
  readonly finalParameters: Float32Array;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** The final model's logits of the first test images, row-major, shape (count, 10). */
  readonly testLogits: Float64Array;
}

/** The learning rate of a file that names none: Adam's default, which was used for these files. */
const DEFAULT_LEARNING_RATE = 1e-3;

/**
 * Reads a reference file. Network, batch, steps, optimizer, learning rate and activation are in its metadata; missing
 * ones are the lesson's.
 * @throws RangeError that names what is missing or unknown
 */
export function readTrajectory(bytes: Uint8Array): Trajectory {
  const { metadata, tensors } = readSafetensors(bytes);
  const array = <T>(name: string, type: new (...args: never[]) => T): T => {
    const values = tensors.get(name)?.values;
    if (!(values instanceof type)) throw new RangeError(`the reference file lacks ${name} as ${type.name}`);
    return values;
  };
  const setting = (...names: string[]) =>
    names.map((name) => metadata[name]).find((value) => value !== undefined);
  const numberFrom = (text: string | undefined, name: string) => {
    const value = Number(text);
    if (text === undefined || !Number.isFinite(value)) throw new RangeError(`metadata ${name}: got ${text}`);
    return value;
  };
  const layers = classifierLayers(
    JSON.parse(setting('hidden') ?? '[64, 64]'),
    oneOf(ACTIVATIONS, setting('activation') ?? 'relu', 'activation'),
  );
  const parametersAt = (when: 'initial' | 'final') =>
    joinParameters(layers, (name) => array(`${when}/${name}`, Float32Array));
  const batchSize = numberFrom(setting('batch'), 'batch');
  return {
    setup: {
      layers,
      parameters: parametersAt('initial'),
      optimizer: {
        name: oneOf(OPTIMIZERS, setting('opt', 'optimizer') ?? 'adam', 'optimizer'),
        learningRate: Number(setting('lr', 'learning_rate') ?? DEFAULT_LEARNING_RATE),
        momentum: Number(setting('momentum') ?? 0.9),
      },
      batchSize,
    },
    batchSize,
    steps: numberFrom(setting('steps'), 'steps'),
    order: array('order', Int32Array),
    stepLoss: array('step_loss', Float64Array),
    stepCorrect: array('step_correct', Int32Array),
    finalParameters: parametersAt('final'),
    testLoss: numberFrom(setting('test_loss'), 'test_loss'),
    testAccuracy: numberFrom(setting('test_accuracy'), 'test_accuracy'),
    testLogits: array('test_logits_first_100', Float64Array),
  };
}

function joinParameters(layers: readonly DenseLayer[], read: (name: string) => Float32Array): Float32Array {
  const table = parameterTable(layers);
  const parameters = new Float32Array(parameterCount(table));
  for (const { name, offset, length } of table) {
    const values = read(name);
    if (values.length !== length)
      throw new RangeError(`${name}: got ${values.length} values, expected ${length}`);
    parameters.set(values, offset);
  }
  return parameters;
}

function oneOf<T extends string>(choices: readonly T[], value: string, name: string): T {
  const found = choices.find((choice) => choice === value);
  if (!found) throw new RangeError(`metadata ${name}: got ${value}, expected one of ${choices.join(', ')}`);
  return found;
}
