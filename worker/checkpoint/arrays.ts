import { MOMENTS } from '../engines/engine';
import { classifierLayers, parameterTable } from '../model/classifier';
import type { RunConfig } from '../protocol';

/** One array of a checkpoint, as the header lists it. */
export interface ArrayEntry {
  readonly name: string;
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  /** The position of its first byte, counted from the end of the header. */
  readonly offset: number;
}

/** The prefixes of the array names: of the weights, of the optimizer's first moment, and of its second moment. */
const GROUPS = ['parameters', 'first-moment', 'second-moment'] as const;
/** The number of bytes of each value, float32 or int32. */
export const VALUE_BYTES = 4;

/**
 * The arrays of a checkpoint, in the order of the file: weights, moments, and the content of the shuffle buffer. The settings determine
 * this list, so the list in a file's header must be equal to it.
 * @param waiting the number of images in the shuffle buffer
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
