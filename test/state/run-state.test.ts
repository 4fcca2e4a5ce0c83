import { describe, expect, test } from 'vitest';
import { dismissError, foldEvent, INITIAL_RUN_STATE, isActive, type RunState } from '../../src/state/run-state';
import {
  DEFAULT_CONFIG,
  type EpochReport,
  type ModelInfo,
  type RunConfig,
  type RunSummary,
  type SessionState,
  type TrainerErrorReport,
  type TrainerEvent,
  type TrainingProgress,
} from '../../worker/protocol';

const ERROR: TrainerErrorReport = {
  code: 'loss-not-finite',
  message: 'The loss is no longer a number.',
  got: 'NaN',
  expected: 'a finite loss',
  remedy: 'Try a smaller learning rate.',
};

function entered(runId: number, state: SessionState, summary: RunSummary | null = null): TrainerEvent {
  return { type: 'state', runId, state, previous: 'idle', summary };
}

function ready(runId: number, config: Partial<RunConfig> = {}): TrainerEvent {
  return {
    type: 'ready',
    runId,
    config: { ...DEFAULT_CONFIG, ...config },
    engine: { name: 'tfjs', label: 'tfjs, WASM SIMD, 1 thread', backend: 'wasm', threads: 1, why: '' },
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
  };
}

function trainingProgress(change: Partial<TrainingProgress> = {}): TrainingProgress {
  return {
    stage: 'training',
    epoch: 1,
    epochs: 20,
    step: 2,
    steps: 938,
    loss: 1,
    accuracy: 0.5,
    imagesPerSecond: 40_000,
    elapsedMs: 10,
    remainingMs: 1000,
    batchLosses: [
      { atEpoch: 1 / 938, loss: 2 },
      { atEpoch: 2 / 938, loss: 1 },
    ],
    ...change,
  };
}

function trained(runId: number, change: Partial<TrainingProgress> = {}): TrainerEvent {
  return { type: 'progress', runId, progress: trainingProgress(change) };
}

function loaded(runId: number, bytes: number): TrainerEvent {
  const progress = {
    stage: 'loading',
    what: 'Downloading images',
    unit: 'bytes',
    loaded: bytes,
    total: 30,
    elapsedMs: 0,
  } as const;
  return { type: 'progress', runId, progress };
}

function epochDone(runId: number, epoch: number): TrainerEvent {
  return {
    type: 'epoch',
    runId,
    epoch: {
      epoch,
      epochs: 20,
      trainLoss: 0.5,
      trainAccuracy: 0.8,
      valLoss: 0.5,
      valAccuracy: 0.8,
      seconds: 1,
      imagesPerSecond: 40_000,
    },
    keptEpochs: Array.from({ length: epoch }, (_, i) => i + 1),
  };
}

function failed(runId: number, error = ERROR): TrainerEvent {
  return { type: 'error', runId, error };
}

function summaryOf(runId: number, state: 'finished' | 'stopped' = 'finished'): RunSummary {
  const reason = state === 'finished' ? 'epochs' : null;
  return { runId, state, reason, epochs: 2, seconds: 2, test: null, weightsSha256: 'ab12' };
}

function fold(state: RunState, ...events: TrainerEvent[]): RunState {
  return events.reduce(foldEvent, state);
}

const FINISHED = fold(
  INITIAL_RUN_STATE,
  entered(1, 'loading'),
  ready(1),
  entered(1, 'training'),
  epochDone(1, 1),
  epochDone(1, 2),
  entered(1, 'finished', summaryOf(1)),
);

describe('a successful run', () => {
  test('shows what is being loaded, until it is ready', () => {
    const loading = fold(INITIAL_RUN_STATE, entered(1, 'loading'), loaded(1, 10), loaded(1, 20));
    expect(loading.state).toBe('loading');
    expect(loading.loading?.loaded).toBe(20);
    expect(fold(loading, ready(1)).loading).toBeNull();
  });

  test('shows configuration, engine, data and an empty history when it is ready', () => {
    const { run } = fold(INITIAL_RUN_STATE, entered(1, 'loading'), ready(1, { epochs: 5 }));
    expect(run?.config.epochs).toBe(5);
    expect(run?.engine.label).toBe('tfjs, WASM SIMD, 1 thread');
    expect(run?.data.trainCount).toBe(60_000);
    expect(run?.parameterCount).toBe(55_050);
    expect(run?.history.epochs).toEqual([]);
  });

  test('keeps the latest progress and collects batch losses and epochs', () => {
    const { run } = fold(
      INITIAL_RUN_STATE,
      entered(1, 'loading'),
      ready(1),
      entered(1, 'training'),
      trained(1),
      trained(1, { step: 3, batchLosses: [{ atEpoch: 3 / 938, loss: 0.5 }] }),
      epochDone(1, 1),
    );
    expect(run?.progress?.step).toBe(3);
    expect(run?.history.batches.loss).toEqual([2, 1, 0.5]);
    expect(run?.history.epochs).toHaveLength(1);
  });

  test('ends with its summary', () => {
    expect(FINISHED.state).toBe('finished');
    expect(FINISHED.run?.summary).toEqual(summaryOf(1));
    expect(FINISHED.run?.history.epochs).toHaveLength(2);
  });

  test.each([
    ['idle', false],
    ['loading', true],
    ['training', true],
    ['paused', true],
    ['finished', false],
    ['stopped', false],
    ['failed', false],
  ] as const)('in the state “%s” a run is active: %s', (state, expected) => {
    expect(isActive(state)).toBe(expected);
  });
});

test('a stopped run gets the SHA-256 of its weights later if that takes long', () => {
  const early = { ...summaryOf(1, 'stopped'), weightsSha256: '' };
  const stopped = fold(INITIAL_RUN_STATE, entered(1, 'loading'), ready(1), entered(1, 'stopped', early));
  expect(stopped.run?.summary).toBe(early);
  const complete = summaryOf(1, 'stopped');
  const { state, run } = fold(stopped, { type: 'summary', runId: 1, summary: complete });
  expect([state, run?.summary]).toEqual(['stopped', complete]);
});

describe('events of another run', () => {
  const second = fold(FINISHED, entered(2, 'loading'), ready(2), entered(2, 'training'));

  test.each([
    ['state', entered(1, 'finished', summaryOf(1))],
    ['ready', ready(1)],
    ['progress', trained(1)],
    ['loading', loaded(1, 10)],
    ['epoch', epochDone(1, 3)],
    ['error', failed(1)],
    ['summary', { type: 'summary', runId: 1, summary: summaryOf(1, 'stopped') }],
  ] as const)('a late %s of an older run changes nothing', (_, event) => {
    expect(foldEvent(second, event)).toBe(second);
  });

  test('a run that is not ready yet does not change the one on the screen', () => {
    const loading = fold(FINISHED, entered(2, 'loading'));
    expect(fold(loading, trained(2), epochDone(2, 1)).run).toBe(FINISHED.run);
  });
});

describe('the previous run', () => {
  test('stays on the screen while the next one loads', () => {
    const loading = fold(FINISHED, entered(2, 'loading'), loaded(2, 10));
    expect(loading.run).toBe(FINISHED.run);
  });

  test('is replaced when the next one is ready', () => {
    const next = fold(FINISHED, entered(2, 'loading'), ready(2));
    expect(next.run?.runId).toBe(2);
    expect(next.run?.history.epochs).toEqual([]);
  });

  test('stays if the next one fails while it loads', () => {
    const state = fold(FINISHED, entered(2, 'loading'), entered(2, 'failed'), failed(2));
    expect(state.run).toBe(FINISHED.run);
    expect(state.error).toBe(ERROR);
  });

  test('comes back if the next one fails before its first epoch, as its model does', () => {
    const state = fold(
      FINISHED,
      entered(2, 'loading'),
      ready(2),
      entered(2, 'training'),
      trained(2),
      entered(2, 'failed'),
      failed(2),
    );
    expect(state.run).toBe(FINISHED.run);
  });

  test('does not come back if the next run fails because of its images after it has trained, since its own model is kept', () => {
    const state = fold(
      FINISHED,
      entered(2, 'loading'),
      ready(2),
      entered(2, 'training'),
      trained(2),
      { ...entered(2, 'failed'), keepsModel: true } as TrainerEvent,
      failed(2),
    );
    expect(state.run?.runId).toBe(2);
    expect(state.run?.history.batches.x.length).toBeGreaterThan(0);
    expect(state).toMatchObject({ state: 'failed', runBefore: null, error: ERROR });
  });

  test('is dropped once the next one has an epoch, whose results stay if it fails', () => {
    const state = fold(
      FINISHED,
      entered(2, 'loading'),
      ready(2),
      entered(2, 'training'),
      epochDone(2, 1),
      entered(2, 'failed'),
      failed(2),
    );
    expect(state.run?.runId).toBe(2);
    expect(state.run?.history.epochs).toHaveLength(1);
  });

  test('does not come back if the next one is stopped', () => {
    const stopped = fold(
      FINISHED,
      entered(2, 'loading'),
      ready(2),
      entered(2, 'training'),
      entered(2, 'stopped', summaryOf(2, 'stopped')),
    );
    expect(stopped.run?.runId).toBe(2);
    expect(stopped.run?.summary?.state).toBe('stopped');
    expect(fold(stopped, entered(2, 'failed')).run?.runId).toBe(2);
  });

  test('keeps its own summary if the next one is stopped before it was ready', () => {
    const state = fold(FINISHED, entered(2, 'loading'), entered(2, 'stopped', summaryOf(2, 'stopped')));
    expect(state.state).toBe('stopped');
    expect(state.run?.summary).toEqual(summaryOf(1));
  });
});

describe('past runs', () => {
  const stateAfter = (runs: number) =>
    Array.from({ length: runs }, (_, i) => i + 1).reduce(
      (state, runId) =>
        fold(state, entered(runId, 'loading'), ready(runId), entered(runId, 'training'), epochDone(runId, 1)),
      INITIAL_RUN_STATE,
    );
  const ids = ({ pastRuns }: RunState) => pastRuns.map(({ runId }) => runId);

  test('are the five before the one on the screen, oldest first', () => {
    expect(ids(stateAfter(1))).toEqual([]);
    expect(ids(stateAfter(3))).toEqual([1, 2]);
    expect(ids(stateAfter(8))).toEqual([3, 4, 5, 6, 7]);
  });

  test('do not include a run that was stopped before its first epoch', () => {
    const stopped = fold(
      stateAfter(1),
      entered(2, 'loading'),
      ready(2),
      entered(2, 'stopped', summaryOf(2, 'stopped')),
    );
    expect(ids(fold(stopped, entered(3, 'loading'), ready(3)))).toEqual([1]);
  });

  test('give back the previous run if the next one fails', () => {
    const failing = fold(stateAfter(2), entered(3, 'loading'), ready(3));
    expect(ids(failing)).toEqual([1, 2]);
    const back = fold(failing, entered(3, 'failed'));
    expect([back.run?.runId, ids(back)]).toEqual([2, [1]]);
  });
});

test('a changed number of threads belongs to the run’s engine; that of an older run is ignored', () => {
  const engine = {
    name: 'fused',
    label: 'fused, WASM SIMD, 1 thread',
    backend: 'wasm',
    threads: 1,
    why: '',
  } as const;
  const before = foldEvent(INITIAL_RUN_STATE, ready(2));
  const after = foldEvent(before, { type: 'engine', runId: 2, engine });
  expect(after.run?.engine).toEqual(engine);
  expect(foldEvent(before, { type: 'engine', runId: 1, engine })).toBe(before);
});

test('a run has its kept epochs and the changes of its learning rate', () => {
  const changed: TrainerEvent = { type: 'learning-rate', runId: 1, learningRate: 0.01, atEpoch: 1.5 };
  const state = fold(INITIAL_RUN_STATE, ready(1), epochDone(1, 1), changed, epochDone(1, 2));
  expect(state.run?.keptEpochs).toEqual([1, 2]);
  expect(state.run?.learningRates).toEqual([{ atEpoch: 1.5, learningRate: 0.01 }]);
});

test('a run whose worker died has its charts, but no epochs to go back to; a failed run has both', () => {
  const died = fold(FINISHED, failed(1, { ...ERROR, code: 'worker-died' }));
  expect(died.run?.keptEpochs).toEqual([]);
  expect(died.run?.history.epochs).toHaveLength(2);
  expect(fold(FINISHED, failed(1)).run?.keptEpochs).toEqual([1, 2]);
});

describe('errors', () => {
  test('of a setting do not change state and charts', () => {
    const state = fold(FINISHED, failed(1, { ...ERROR, code: 'config-invalid', field: 'epochs' }));
    expect(state.state).toBe('finished');
    expect(state.run).toBe(FINISHED.run);
    expect(state.error?.field).toBe('epochs');
  });

  test('stay until the next run starts', () => {
    const state = fold(FINISHED, failed(1));
    expect(fold(state, entered(2, 'loading')).error).toBeNull();
  });

  test('can be dismissed; the charts stay', () => {
    const state = dismissError(fold(FINISHED, failed(1)));
    expect(state.error).toBeNull();
    expect(state.run).toBe(FINISHED.run);
  });
});

test('a reset forgets everything except the number of the run', () => {
  const state = fold(FINISHED, failed(1), entered(1, 'idle'));
  expect(state).toEqual({ ...INITIAL_RUN_STATE, runId: 1 });
  expect(foldEvent(state, epochDone(0, 1))).toBe(state);
});

test('a restored run starts with its earlier epochs and changes of the step size', () => {
  const epochs = [epochDone(1, 1), epochDone(1, 2)].flatMap((event) =>
    event.type === 'epoch' ? [event.epoch] : [],
  );
  const learningRates = [{ atEpoch: 1.5, learningRate: 0.01 }];
  const state = foldEvent(INITIAL_RUN_STATE, { ...ready(1), epochs, learningRates } as TrainerEvent);
  expect(state.run?.history.epochs).toEqual(epochs);
  expect(state.run).toMatchObject({ learningRates, keptEpochs: [] });
});

describe('an opened model', () => {
  const model: ModelInfo = {
    hiddenUnits: [64, 64],
    activation: 'relu',
    parameterCount: 55_050,
    classNames: [],
    engine: { name: 'fused', label: 'fused, WASM SIMD, 1 thread', backend: 'wasm', threads: 1, why: '' },
  };
  const opened: TrainerEvent = { type: 'model', runId: 2, model };
  const stateAfter = (...events: TrainerEvent[]) => [opened, ...events].reduce(foldEvent, INITIAL_RUN_STATE);

  test('replaces the previous run on the screen, and removes its error', () => {
    const before = [ready(1), { type: 'error', runId: 1, error: ERROR } as const].reduce(
      foldEvent,
      INITIAL_RUN_STATE,
    );
    expect(foldEvent(before, opened)).toMatchObject({ run: null, error: null, opened: { ...model, runId: 2 } });
  });

  test('stays while a run loads, until it has trained an epoch', () => {
    expect(stateAfter(entered(3, 'loading'), ready(3), entered(3, 'training')).opened).not.toBeNull();
    const epoch = { type: 'epoch', runId: 3, epoch: { epoch: 1 } as EpochReport, keptEpochs: [1] } as const;
    expect(stateAfter(entered(3, 'loading'), ready(3), epoch).opened).toBeNull();
  });

  test('comes back if that run fails or is stopped before it has a model', () => {
    expect(stateAfter(entered(3, 'loading'), ready(3), entered(3, 'failed'))).toMatchObject({
      run: null,
      opened: { runId: 2 },
    });
    expect(stateAfter(entered(3, 'loading'), entered(3, 'stopped')).opened).not.toBeNull();
    expect(stateAfter(entered(3, 'loading'), ready(3), entered(3, 'stopped')).opened).toBeNull();
  });

  test('is dropped by a reset', () => {
    expect(stateAfter(entered(2, 'idle'))).toEqual({ ...INITIAL_RUN_STATE, runId: 2 });
  });
});
