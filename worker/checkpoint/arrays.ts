import { MOMENTS } from '../engines/engine';
import { classifierLayers, parameterTable } from '../model/classifier';
import type { RunConfig } from '../protocol';

/** One array of a checkpoint, as its header lists it. */
export interface ArrayEntry {
  readonly name: string;
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  /** Of its first byte, counted from the end of the header. */
  readonly offset: number;
}

/** What stands before the names of the weights, of Adam's or another optimizer's first moment, and of the second. */
const GROUPS = ['parameters', 'first-moment', 'second-moment'] as const;
/** Every value takes so many bytes. */
export const VALUE_BYTES = 4;

/**
 * The arrays of a checkpoint, in the order of the file: weights, moments, and what waits in the shuffle buffer. They
 * follow from the settings, so a file's own list can only be this one.
 */
export function arrayTable({ hiddenUnits, activation, optimizer }: RunConfig, waiting: number): ArrayEntry[] {
  const parameters = parameterTable(classifierLayers(hiddenUnits, activation));
  const arrays: ArrayEntry[] = [];
  let offset = 0;
  const add = (name: string, dtype: ArrayEntry['dtype'], shape: readonly number[]) => {
    arrays.push({ name, dtype, shape, offset });
    offset += shape.reduce((product, size) => product * size, VALUE_BYTES);
  };
  for (const group of GROUPS.slice(0, 1 + MOMENTS[optimizer])) {
    for (const { name, shape } of parameters) add(`${group}/${name}`, 'float32', shape);
  }
  add('shuffle-buffer', 'int32', [waiting]);
  return arrays;
}
