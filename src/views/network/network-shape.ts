import { type Activation, type RunConfigInput, SETTINGS } from '../../../worker/protocol';

/** The properties of a network that change its picture. The image always has 784 pixels, and there are always ten classes. */
export interface NetworkShape {
  /** Units of each hidden layer, first to last. */
  readonly hiddenUnits: readonly number[];
  readonly activation: Activation;
}

/** The settings that describe a network, unchecked. */
export type ShapeSettings = Pick<RunConfigInput, 'hiddenUnits' | 'activation'>;

/** The network that settings describe; null if they are not valid, for example while the visitor types. */
export function plannedShape({ hiddenUnits, activation }: ShapeSettings): NetworkShape | null {
  const { most, from, to, default: lesson } = SETTINGS.hiddenUnits;
  const parts = Array.isArray(hiddenUnits) ? hiddenUnits : String(hiddenUnits ?? '').split(',');
  const isMissing = hiddenUnits === undefined || hiddenUnits === null || hiddenUnits === '';
  const units = isMissing ? lesson : parts.map(wholeNumber);
  const accepted = SETTINGS.activation.options.find(
    (option) => option === (activation || SETTINGS.activation.default),
  );
  const fits = units.length >= 1 && units.length <= most && units.every((n) => n >= from && n <= to);
  return fits && accepted ? { hiddenUnits: units, activation: accepted } : null;
}

/** Whether two networks have the same picture. */
export function haveSameShape(a: NetworkShape, b: NetworkShape): boolean {
  return a.activation === b.activation && a.hiddenUnits.join() === b.hiddenUnits.join();
}

/** NaN if the value is not a whole number. `Number` alone would read `''` as 0 and `0x10` as 16. */
function wholeNumber(value: unknown): number {
  const number = /^\s*\d+\s*$/.test(String(value)) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
