import { expect, it } from 'vitest';
import { encodeCheckpoint } from '../../../worker/checkpoint/format';
import { sha256 } from '../../../worker/data/sha256';
import type { TrainerEventOf } from '../../../worker/protocol';
import { saveCopy } from '../../../worker/storage/run-copies';
import { RunStore, type StoredSession } from '../../../worker/storage/run-store';
import { refused } from '../../../worker/training/refused';
import { someCheckpoint } from '../../fixtures/some-checkpoint';
import { rejectionOf } from '../../fixtures/trainer-error';

it('a run that starts while a stored one is being read does not replace it, even if both are in their first epoch', async () => {
  const settings = { hiddenUnits: '2', batchSize: 4, shuffleBuffer: 1 };
  const checkpoint = someCheckpoint({ settings, trainCount: 20, step: 2, epochsDone: 0, ended: null, seed: 1 });
  const { config } = checkpoint;
  const known = { id: 'stored', savedAt: 1, config, epochs: 0, step: 2, valAccuracy: null, ended: null };
  await saveCopy(known, 'another trainer', await encodeCheckpoint(checkpoint, sha256));

  const begun = { position: { epochs: [], step: 0, learningRates: [], ended: null } };
  const session = {
    model: null as unknown,
    isUnderWay: false,
    restore: async () => {
      Object.assign(session, { model: begun, isUnderWay: true });
      store.hear({ type: 'ready', runId: 1 } as TrainerEventOf<'ready'>);
      throw refused('restore', 'a run trains', 'none', 'Wait.');
    },
  };
  const store = new RunStore(session as StoredSession, () => {}, sha256);
  expect((await rejectionOf(store.continueRun('stored'))).got).toBe('a run trains');
  // It belongs to no trainer now, so it can be deleted while the other one continues.
  await store.deleteRun('stored');
  expect((await rejectionOf(store.continueRun('stored'))).code).toBe('run-not-stored');
});
