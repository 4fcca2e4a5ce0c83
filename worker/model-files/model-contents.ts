import { FILE_BOUNDS, parseBounded } from '../bounded-json';
import { CLASS_COUNT, classifierLayers, parameterCount, parameterTable } from '../model/classifier';
import {
  ACTIVATIONS,
  type Activation,
  LEAST_HIDDEN_UNITS,
  MOST_HIDDEN_LAYERS,
  MOST_HIDDEN_UNITS,
} from '../protocol';
import type { NetworkContents } from '../training/opened-model';
import { unreadable, unsupported, wrongShape } from './model-error';

/** A weight of a file, under the name it has there. */
export interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The description of a model in a file. It has not been checked yet. */
export interface ModelDescription {
  readonly hiddenUnits: readonly number[];
  readonly activation: unknown;
  /** Kernel and bias of each layer, in the order of `parameterTable`. */
  readonly weights: readonly NamedWeight[];
  /** The metadata that `notesOf` writes; empty if the file has none. */
  readonly notes: Readonly<Record<string, unknown>>;
}

/**
 * Checks that the trainer supports the network, and joins its weights to one vector.
 * @throws TrainerError `model-unsupported`, `model-shape` or `model-unreadable`
 */
export function contentsOf({ hiddenUnits, activation, weights, notes }: ModelDescription): NetworkContents {
  const depth = hiddenUnits.length;
  if (depth < 1 || depth > MOST_HIDDEN_LAYERS) {
    throw unsupported(`${depth} hidden layers`, `1 to ${MOST_HIDDEN_LAYERS} hidden layers`);
  }
  if (
    !hiddenUnits.every(
      (units) => Number.isInteger(units) && units >= LEAST_HIDDEN_UNITS && units <= MOST_HIDDEN_UNITS,
    )
  ) {
    throw unsupported(
      `hidden layers of ${hiddenUnits.join(', ')} units`,
      `${LEAST_HIDDEN_UNITS} to ${MOST_HIDDEN_UNITS} units in each`,
    );
  }
  if (!isActivation(activation)) {
    throw unsupported(`the activation ${JSON.stringify(activation)}`, `one of ${ACTIVATIONS.join(', ')}`);
  }
  const table = parameterTable(classifierLayers(hiddenUnits, activation));
  table.forEach(({ shape }, i) => {
    const { name, shape: got, values } = weights[i] as NamedWeight;
    if (got.join() !== shape.join()) throw wrongShape(name, got, shape);
    if (!values.every(Number.isFinite))
      throw unreadable(`${name} with NaN or infinite values`, 'finite numbers');
  });
  // Only now: a description alone can name a network of 350 MB.
  const parameters = new Float32Array(parameterCount(table));
  table.forEach(({ offset }, i) => {
    parameters.set((weights[i] as NamedWeight).values, offset);
  });
  return { hiddenUnits, activation, classNames: classNamesOf(notes), parameters };
}

function isActivation(value: unknown): value is Activation {
  return ACTIVATIONS.includes(value as Activation);
}

/** The class names from the metadata; null unless there is one for each output. */
function classNamesOf({ class_names }: ModelDescription['notes']): readonly string[] | null {
  const names = parsed(class_names);
  const fits =
    Array.isArray(names) && names.length === CLASS_COUNT && names.every((name) => typeof name === 'string');
  return fits ? names : null;
}

/** The value of a metadata entry; undefined if it is missing or not JSON. */
export function parsed(note: unknown): unknown {
  try {
    return parseBounded(String(note), FILE_BOUNDS);
  } catch {
    return undefined;
  }
}
