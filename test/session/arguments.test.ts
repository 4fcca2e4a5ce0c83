import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FORWARDED_CALLS, TrainerError } from '../../worker/protocol';
import { RecordedSession, SMALL } from '../fixtures/recorded-session';

/** Values that no call expects, each of another kind. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  Number.NaN,
  -1,
  1e300,
  '',
  'x',
  [],
  [null],
  [{ name: 1, bytes: 'x' }],
  [{ name: 'a', bytes: null }],
  {},
  { toString: 1 },
  Object.create(null),
  { width: -1, height: 1e9, values: 'x' },
  new Uint8Array(3),
  new Float32Array(784).fill(Number.NaN),
  new Map(),
  new Date(Number.NaN),
  10n,
];

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

type AnyCall = (...values: readonly unknown[]) => Promise<unknown>;

/** Calls with every strange value in every position. Each call answers, or is refused with a code of its own. */
async function callWithAll(name: string, parameters: number): Promise<void> {
  const session = run.session as unknown as Record<string, AnyCall>;
  for (let position = 0; position < parameters; position++) {
    for (const value of STRANGE) {
      const given = Array.from({ length: position + 1 }, (_, i) => (i === position ? value : USUAL[name]?.[i]));
      const outcome = await (session[name] as AnyCall)
        .call(session, ...given)
        .catch((thrown: unknown) => thrown);
      if (!(outcome instanceof Error)) continue;
      const call = `${name}, argument ${position}: ${String(Object.prototype.toString.call(value))} ${outcome}`;
      expect(outcome, call).toBeInstanceOf(TrainerError);
      expect((outcome as TrainerError).code, call).not.toBe('internal');
    }
  }
}

/** Arguments in front of the strange one. */
const USUAL: Readonly<Record<string, readonly unknown[]>> = {
  train: [{ ...SMALL, epochs: 1 }],
  step: ['batch'],
  predict: [new Uint8Array(784)],
  firstLayer: [1],
  activations: [new Uint8Array(784)],
  unitWeights: [0, 0],
  excitingGarments: [0, 1],
  exportModel: ['safetensors'],
  restore: [new Uint8Array(3)],
};

describe('a call with arguments of any kind is answered or refused with a code of its own', () => {
  const counts = { ...FORWARDED_CALLS, train: 2, step: 2, importModel: 1 };

  test.each(Object.entries(counts).filter(([, count]) => count > 0))(
    '%s, with a model',
    async (name, count) => {
      await run.session.train({ ...SMALL, epochs: 1 });
      await callWithAll(name, count);
      await run.session.reset();
      // The worker is as usable as before.
      expect((await run.session.train({ ...SMALL, epochs: 1 })).state).toBe('finished');
    },
  );

  test.each(Object.entries(counts).filter(([, count]) => count > 0))('%s, without a model', (name, count) =>
    callWithAll(name, count),
  );
});
