import { AdamCorrection } from '../engines/adam-correction';
import type { OptimizerState } from '../engines/engine';
import { type Parameter, parameterCount } from '../model/classifier';

/** A tensor of an optimizer, as the manifest of a layers model lists it. */
export interface OptimizerEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly group: 'optimizer';
}

/** After far fewer steps than this, β₁ᵗ and β₂ᵗ no longer change when they are multiplied again. */
const MOST_POWERS = 1_000_000;

/**
 * The weights of `tf.train.adam`, in its order: the number of steps so far, the first moment of each parameter, the second moment of
 * each parameter. A layers model that includes them can continue its training, as one saved by `model.save` with `includeOptimizer`.
 */
export function adamEntries(table: readonly Parameter[]): readonly OptimizerEntry[] {
  const moments = (suffix: string) =>
    table.map(({ name, shape }) => ({ name: `${name}/${suffix}`, shape, dtype: 'float32' }));
  const entries = [{ name: 'iter', shape: [], dtype: 'int32' }, ...moments('m'), ...moments('v')];
  return entries.map((entry) => ({ ...entry, group: 'optimizer' }));
}

/**
 * Writes the values of `adamEntries`, one after another, little-endian.
 * @param steps the number of weight updates so far
 */
export function writeAdam(steps: number, { moments }: OptimizerState): Uint8Array<ArrayBuffer> {
  const length = moments.reduce((sum, moment) => sum + moment.length, 1);
  const floats = new Float32Array(length);
  new Int32Array(floats.buffer)[0] = steps;
  let at = 1;
  for (const moment of moments) {
    floats.set(moment, at);
    at += moment.length;
  }
  return new Uint8Array(floats.buffer);
}

/**
 * Reads what `writeAdam` has written, as the optimizer state of the engine `fused`.
 * @returns null if the bytes are not a state of Adam for these parameters
 */
export function readAdam(bytes: Uint8Array, table: readonly Parameter[]): OptimizerState | null {
  const count = parameterCount(table);
  if (bytes.length !== 4 * (1 + 2 * count)) return null;
  const { buffer } = bytes.slice();
  const steps = new Int32Array(buffer)[0] as number;
  const moments = [1, 1 + count].map((at) => new Float32Array(buffer).slice(at, at + count));
  const [first, second] = moments as [Float32Array, Float32Array];
  const isSound = first.every(Number.isFinite) && second.every((v) => v >= 0 && Number.isFinite(v));
  if (steps < 0 || !isSound) return null;
  const correction = new AdamCorrection(0);
  for (let step = 0; step < Math.min(steps, MOST_POWERS); step++) correction.step();
  return { moments, powers: correction.powers };
}
