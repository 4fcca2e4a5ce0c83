import { describe, expect, test } from 'vitest';
import { foldEvent, INITIAL_RUN_STATE, type RunState } from '../../../src/state/run-state';
import { describeStatus } from '../../../src/views/controls/status-facts';
import {
  DEFAULT_CONFIG,
  type Evaluation,
  type LoadingProgress,
  type TrainerEvent,
} from '../../../worker/protocol';

const LOADING: LoadingProgress = {
  stage: 'loading',
  what: 'Downloading images',
  unit: 'bytes',
  loaded: 12_300_000,
  total: 30_900_000,
  elapsedMs: 4200,
};
const TRAIN = { split: 'train', first: 20_001, last: 30_000 } as const;
const TEST = { split: 'test', first: 1, last: 10_000 } as const;

const sentence = (state: RunState['state'], loading: Partial<LoadingProgress>) =>
  describeStatus({ ...INITIAL_RUN_STATE, state, loading: { ...LOADING, ...loading } }).sentence;

describe('while the data set loads', () => {
  test('the sentence has megabytes and seconds', () => {
    expect(sentence('loading', {})).toBe('Downloading images: 12.3 of 30.9 MB, 4.2 sec.');
    expect(sentence('loading', { waitingFor: TRAIN })).toBe('Downloading images: 12.3 of 30.9 MB, 4.2 sec.');
  });

  test('it names the images if another trainer downloads them', () => {
    const nothing = { loaded: 0, total: 0 };
    expect(sentence('loading', { ...nothing, waitingFor: TRAIN })).toBe('Waiting for images 20,001 to 30,000.');
    expect(sentence('loading', nothing)).toBe('Starting the engine.');
  });

  test('it says that the host is busy', () => {
    expect(sentence('loading', { isHostBusy: true })).toMatch(/^The server with the images is busy/);
    expect(sentence('training', { isHostBusy: true, waitingFor: TRAIN })).toMatch(
      /^The server with the images/,
    );
  });
});

describe('while a run trains', () => {
  test('it names the images that the run waits for, with megabytes and seconds', () => {
    expect(sentence('training', { waitingFor: TRAIN })).toBe(
      'Waiting for images 20,001 to 30,000. 12.3 of 30.9 MB, 4.2 sec.',
    );
    expect(sentence('training', { waitingFor: TEST })).toBe(
      'Waiting for test images 1 to 10,000. 12.3 of 30.9 MB, 4.2 sec.',
    );
  });

  test('it names no images if the run waits for none, or is paused', () => {
    expect(sentence('training', {})).toBe('Training.');
    expect(sentence('paused', { waitingFor: TRAIN })).toMatch(/^Paused/);
  });
});

/** A run of one epoch that has finished. */
function finishedWith(evaluated: Evaluation | null): RunState {
  const events: readonly TrainerEvent[] = [
    { type: 'state', runId: 1, state: 'loading', previous: 'idle', summary: null },
    {
      type: 'ready',
      runId: 1,
      config: { ...DEFAULT_CONFIG, epochs: 1 },
      engine: { name: 'fused', label: '', backend: 'wasm', threads: 1, why: '' },
      data: {
        name: 'fashion-mnist',
        classNames: [],
        trainCount: 60_000,
        validationCount: 10_000,
        testCount: 10_000,
      },
      parameterCount: 55_050,
      epochs: [],
      learningRates: [],
    },
    {
      type: 'state',
      runId: 1,
      state: 'finished',
      previous: 'training',
      summary: {
        runId: 1,
        state: 'finished',
        reason: 'epochs',
        epochs: 1,
        seconds: 2,
        test: evaluated,
        weightsSha256: 'ab12',
      },
    },
  ];
  return events.reduce(foldEvent, INITIAL_RUN_STATE);
}

const labels = (state: RunState) => describeStatus(state).facts.map(({ label }) => label);

describe('the figures after a run', () => {
  test('have the test accuracy as the last one, if the test images were kept apart', () => {
    const { facts } = describeStatus(finishedWith({ loss: 0.3, accuracy: 0.881, count: 10_000 }));
    expect(facts).toHaveLength(6);
    expect(facts.at(-1)).toEqual({ label: 'Test accuracy', value: '88.10%' });
  });

  test('have no test accuracy, if the test images were the validation images', () => {
    expect(labels(finishedWith(null))).not.toContain('Test accuracy');
  });
});
