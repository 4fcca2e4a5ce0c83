import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TrainerClient } from '../../../src/client/trainer-client';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import { FORWARDED_CALLS, STORED_RUN_CALLS, type TrainerError } from '../../../worker/protocol';
import { importBuilt } from '../built';

/** Values that no call expects, each of another kind. The last ones cannot be sent to a worker. */
const STRANGE: readonly unknown[] = [
  undefined,
  null,
  true,
  Number.NaN,
  -1,
  '',
  [],
  [null],
  {},
  { toString: 1 },
  new Uint8Array(3),
  new Map(),
  10n,
  () => {},
  Symbol('x'),
  document.createElement('p'),
];

const CALLS = { ...FORWARDED_CALLS, ...STORED_RUN_CALLS, train: 2, step: 2, importModel: 1 };

let client: TrainerClient;
let trainer: FmnistTrainer;
beforeEach(async () => {
  client = new (await importBuilt()).TrainerClient();
  trainer = document.createElement('fmnist-trainer');
  trainer.dataSrc = 'https://nowhere.invalid/';
  document.body.append(trainer);
});
afterEach(() => {
  client.dispose();
  document.body.replaceChildren();
});

it.each(Object.entries(CALLS))(
  '%s with arguments of any kind is answered or refused with a code of its own',
  async (name, count) => {
    // A run that starts would need its data: without any, it fails with the code of the data.
    const given = name === 'train' ? { dataSrc: 'https://nowhere.invalid/' } : 'batch';
    for (const owner of [client, trainer] as unknown as Record<
      string,
      (...values: unknown[]) => Promise<unknown>
    >[]) {
      for (let position = 0; position < count; position++) {
        for (const value of STRANGE) {
          if (name === 'train' && position === 0 && (value === undefined || value === null)) continue;
          const values = Array.from({ length: position + 1 }, (_, i) => (i === position ? value : given));
          const outcome = await owner[name]?.(...values).catch((thrown: unknown) => thrown);
          if (!(outcome instanceof Error)) continue;
          const call = `${name}, argument ${position}, ${typeof value}: ${outcome}`;
          expect((outcome as TrainerError).code, call).toMatch(/^[a-z]+-/);
          expect(outcome.name, call).toBe('TrainerError');
        }
      }
    }
  },
  60_000,
);
