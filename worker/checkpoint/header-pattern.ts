/** A condition on a value read from JSON: a predicate, a list whose items all fit, or exactly these members in this order. */
export type Pattern = ((value: unknown) => boolean) | readonly [each: Pattern] | Members;
type Members = { readonly [name: string]: Pattern };

const any = () => true;
const text = (value: unknown) => typeof value === 'string';
const atLeast0 = (value: unknown) => Number.isFinite(value) && Number(value) >= 0;
const whole = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const int32 = (value: unknown) => Number.isInteger(value) && value === Number(value) >> 0;
const engine = (value: unknown) => ['fused', 'tfjs'].includes(value as string);
const reason = (value: unknown) => [null, 'epochs', 'stop-at', 'patience'].includes(value as null);

/** The structure of the header. Parts that `any` accepts are later compared with their only valid value. */
export const HEADER_PATTERN: Pattern = {
  config: any,
  engine,
  data: { name: text, trainCount: whole, validationCount: whole, testCount: whole, fingerprint: text },
  position: {
    epochs: [
      {
        epoch: whole,
        epochs: whole,
        trainLoss: atLeast0,
        trainAccuracy: atLeast0,
        valLoss: atLeast0,
        valAccuracy: atLeast0,
        seconds: atLeast0,
        imagesPerSecond: atLeast0,
      },
    ],
    learningRates: [{ learningRate: atLeast0, atEpoch: atLeast0 }],
    step: whole,
    metrics: { lossSum: atLeast0, lossWeight: whole, correct: whole, count: whole },
    elapsedMs: atLeast0,
    epochStartedMs: atLeast0,
    ended: reason,
  },
  random: [int32],
  powers: [atLeast0],
  arrays: any,
};

/** Whether a value fits a pattern. */
export function fits(value: unknown, pattern: Pattern): boolean {
  if (typeof pattern === 'function') return pattern(value);
  const isList = Array.isArray(pattern);
  if (typeof value !== 'object' || value === null || isList !== Array.isArray(value)) return false;
  if (isList) return Object.values(value).every((one) => fits(one, pattern[0]));
  const names = Object.keys(pattern);
  const parts = Object.entries(value);
  return (
    parts.length === names.length &&
    parts.every(([name, part], i) => name === names[i] && fits(part, (pattern as Members)[name] as Pattern))
  );
}
