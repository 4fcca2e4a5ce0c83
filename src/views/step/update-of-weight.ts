import type { StepInspection } from '../../../worker/protocol';

/** The names of the quantities in the update of one weight. */
export type QuantityName =
  | 'weight'
  | 'gradient'
  | 'm'
  | 'v'
  | 'mHat'
  | 'vHat'
  | 'velocity'
  | 'meanSquare'
  | 'update'
  | 'newWeight';

/** A quantity of an update, with its value before the step if it is a moment. */
export interface Quantity {
  readonly name: QuantityName;
  readonly before?: number;
  readonly value: number;
}

/**
 * What the optimizer computes for one weight, in the order of its formula. All values are those of the step, except Adam's corrected
 * moments, which are the moments divided by the step's corrections.
 * @param index of the weight in the arrays of parameters
 */
export function updateOfWeight({ tape, optimizer }: StepInspection, index: number): readonly Quantity[] {
  const at = (values: Float32Array) => values[index] as number;
  const { corrections, before, after, update } = optimizer;
  const moments = optimizer.moments.map(
    (moment): Quantity => ({
      name: moment.name === 'mean-square' ? 'meanSquare' : moment.name,
      before: at(moment.before),
      value: at(moment.after),
    }),
  );
  const corrected = corrections.map(
    (correction, i): Quantity => ({
      name: i === 0 ? 'mHat' : 'vHat',
      value: (moments[i] as Quantity).value / correction,
    }),
  );
  return [
    { name: 'weight', value: at(before) },
    { name: 'gradient', value: at(tape.gradient) },
    ...moments,
    ...corrected,
    { name: 'update', value: at(update) },
    { name: 'newWeight', value: at(after) },
  ];
}

/** The place of a weight in its layer: its input and its unit. A bias has no input. */
export interface PlaceOfWeight {
  readonly parameter: string;
  readonly input: number | null;
  readonly unit: number;
}

/** Finds the array that contains a parameter, and the parameter's place in it. */
export function placeOfWeight({ parameters }: StepInspection, index: number): PlaceOfWeight {
  const found = parameters.find(({ offset, length }) => index >= offset && index < offset + length);
  if (!found) throw new RangeError(`There is no parameter ${index}.`);
  const inside = index - found.offset;
  const units = found.shape.at(-1) as number;
  const isKernel = found.shape.length === 2;
  return {
    parameter: found.name,
    input: isKernel ? Math.floor(inside / units) : null,
    unit: inside % units,
  };
}
