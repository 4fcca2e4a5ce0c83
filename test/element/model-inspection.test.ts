import { beforeEach, expect, test, vi } from 'vitest';
import type { TrainerClient } from '../../src/client/trainer-client';
import { ModelInspection } from '../../src/element/model-inspection';
import { EMPTY_HISTORY } from '../../src/state/metric-history';
import { INITIAL_RUN_STATE, type RunRecord, type RunState } from '../../src/state/run-state';
import {
  DEFAULT_CONFIG,
  type Examination,
  type FirstLayer,
  type TrainingProgress,
} from '../../worker/protocol';

/** The epoch of each look, and functions that answer the waiting looks. */
let asked: (number | null)[];
let answer: (() => void)[];
let inspection: ModelInspection;

const examined = (epoch: number | null): Examination => ({
  epoch,
  labels: new Uint8Array(),
  predicted: new Uint8Array(),
  confidence: new Float32Array(),
});

beforeEach(() => {
  vi.useFakeTimers();
  [asked, answer] = [[], []];
  const client = {
    examine: (epoch: number | null) => {
      asked.push(epoch);
      return new Promise<Examination>((resolve) => answer.push(() => resolve(examined(epoch))));
    },
    firstLayer: async (_most: number, epoch: number | null): Promise<FirstLayer> => ({
      epoch,
      units: 0,
      kernels: new Float32Array(),
    }),
  } as unknown as TrainerClient;
  const host = { addController: () => {}, removeController: () => {}, requestUpdate: () => {} };
  inspection = new ModelInspection({ ...host, updateComplete: Promise.resolve(true) }, (make) => make(client));
});

function stateOf(keptEpochs: readonly number[], change: Partial<RunState> = {}): RunState {
  const progress = { stage: 'training', epoch: 1, step: 5 } as TrainingProgress;
  const run = {
    runId: 1,
    config: DEFAULT_CONFIG,
    keptEpochs,
    progress,
    history: EMPTY_HISTORY,
  } as unknown as RunRecord;
  return { ...INITIAL_RUN_STATE, state: 'training', runId: 1, run, ...change };
}

async function follow(state: RunState): Promise<void> {
  inspection.follow(state, true);
  await vi.advanceTimersByTimeAsync(400);
}

async function answerNext(): Promise<void> {
  answer.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
}

test('a look waits for the previous one; of the epochs in between, only the latest is looked at', async () => {
  await follow(stateOf([1]));
  await follow(stateOf([1, 2]));
  await follow(stateOf([1, 2, 3]));
  expect(asked).toEqual([1]);
  await answerNext();
  expect(inspection.examination?.epoch).toBe(1);
  await follow(stateOf([1, 2, 3]));
  expect(asked).toEqual([1, 3]);
});

test('the same weights are looked at once, however many events arrive', async () => {
  await follow(stateOf([1]));
  await answerNext();
  await follow(stateOf([1]));
  await follow(stateOf([1]));
  expect(asked).toEqual([1]);
});

test('looks start at least 300 ms apart', async () => {
  inspection.follow(stateOf([1]), true);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([1]);
  await vi.advanceTimersByTimeAsync(100);
  await answerNext();
  inspection.follow(stateOf([1, 2]), true);
  await vi.advanceTimersByTimeAsync(199);
  expect(asked).toEqual([1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual([1, 2]);
});

test('looks during the first epoch are at least two seconds apart, but the look after it does not wait as long', async () => {
  const atStep = (step: number) => {
    const progress = { stage: 'training', epoch: 1, step } as TrainingProgress;
    const state = stateOf([]);
    return { ...state, run: { ...state.run, progress } as RunRecord };
  };
  for (let step = 1; step <= 50; step++) {
    inspection.follow(atStep(step), true);
    await vi.advanceTimersByTimeAsync(100);
    await answerNext();
  }
  // At 0, 2 and 4 of five seconds.
  expect(asked).toEqual([null, null, null]);
  inspection.follow(stateOf([1]), true);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([null, null, null, 1]);
});

test('while the visitor views an earlier epoch, new epochs are not looked at; null returns to the latest', async () => {
  await follow(stateOf([1, 2]));
  await answerNext();
  inspection.view(1);
  await follow(stateOf([1, 2]));
  await answerNext();
  await follow(stateOf([1, 2, 3]));
  expect(asked).toEqual([2, 1]);
  expect(inspection.viewed).toBe(1);
  inspection.view(null);
  await follow(stateOf([1, 2, 3]));
  expect(asked).toEqual([2, 1, 3]);
});

test('if the viewed epoch is dropped, the nearest kept epoch is viewed', async () => {
  await follow(stateOf([1, 3, 4, 7]));
  await answerNext();
  inspection.view(4);
  await follow(stateOf([1, 3, 7, 9]));
  expect(inspection.viewed).toBe(3);
});

test('in a run that is paused within an epoch, the current weights are looked at', async () => {
  await follow(stateOf([], { state: 'paused' }));
  expect(asked).toEqual([null]);
});

test('in a finished stored run, the current weights are looked at although there was no progress event', async () => {
  const ended = stateOf([], { state: 'finished' });
  const run = { ...ended.run, progress: null } as RunRecord;
  await follow({ ...ended, run });
  expect(asked).toEqual([]);
  await follow({ ...ended, run: { ...run, history: { epochs: [{}, {}] } as unknown as RunRecord['history'] } });
  expect(asked).toEqual([null]);
});

test('nothing is looked at while the screen does not show the network', async () => {
  inspection.follow(stateOf([1]), false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toEqual([]);
});

test('the answer for a run that was reset is not shown', async () => {
  await follow(stateOf([1]));
  inspection.follow(INITIAL_RUN_STATE, true);
  await answerNext();
  expect(inspection.examination).toBeNull();
});

test('for an opened model, which has no data, only the first layer is looked at, once', async () => {
  const opened = { runId: 3 } as RunState['opened'];
  const state: RunState = { ...INITIAL_RUN_STATE, runId: 3, opened };
  inspection.follow(state, true);
  await vi.runAllTimersAsync();
  expect(asked).toEqual([]);
  expect([inspection.examination, inspection.layer]).toEqual([null, expect.objectContaining({ epoch: null })]);
  const { layer } = inspection;
  inspection.follow(state, true);
  await vi.runAllTimersAsync();
  expect(inspection.layer).toBe(layer);
  expect(inspection.version).toBe('3');
});
