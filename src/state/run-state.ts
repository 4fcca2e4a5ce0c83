import type {
  DataInfo,
  EngineInfo,
  LearningRateChange,
  LoadingProgress,
  ModelInfo,
  RunConfig,
  RunSummary,
  SessionState,
  TrainerErrorReport,
  TrainerEvent,
  TrainingProgress,
} from '../../worker/protocol';
import { EMPTY_HISTORY, type MetricHistory, withBatches, withEpoch } from './metric-history';

/** One run as the screen shows it. */
export interface RunRecord {
  readonly runId: number;
  readonly config: RunConfig;
  readonly engine: EngineInfo;
  readonly data: DataInfo;
  readonly parameterCount: number;
  readonly history: MetricHistory;
  /** Epochs whose weights are kept, oldest first. */
  readonly keptEpochs: readonly number[];
  /** Changes of the learning rate during the run, oldest first. */
  readonly learningRates: readonly LearningRateChange[];
  readonly progress: TrainingProgress | null;
  readonly summary: RunSummary | null;
}

/** Maximum number of earlier runs shown beside the current one. */
const MOST_PAST_RUNS = 5;

/** The worker's events so far, reduced to what the views need. */
export interface RunState {
  readonly state: SessionState;
  /** The newest run. Events of older runs are dropped. */
  readonly runId: number;
  /** The run on the screen. While the next run loads, this is still the previous one. */
  readonly run: RunRecord | null;
  /** The previous run. It comes back if the new run fails before its first epoch, as its model does in the worker. */
  readonly runBefore: RunRecord | null;
  /** The most recent earlier runs that finished at least one epoch, oldest first. */
  readonly pastRuns: readonly RunRecord[];
  /** A model opened from a file, which predicts until a run has produced a model, and the run number at which it was opened. */
  readonly opened: (ModelInfo & { readonly runId: number }) | null;
  /** The latest report about the loading; null if the run has trained since. */
  readonly loading: LoadingProgress | null;
  readonly error: TrainerErrorReport | null;
}

export const INITIAL_RUN_STATE: RunState = {
  state: 'idle',
  runId: 0,
  run: null,
  runBefore: null,
  pastRuns: [],
  opened: null,
  loading: null,
  error: null,
};

/** The state after an event. Returns the same object for a late event of an older run. */
export function foldEvent(state: RunState, event: TrainerEvent): RunState {
  if (event.runId < state.runId) return state;
  const { runId } = event;
  switch (event.type) {
    case 'state':
      return enterState({ ...state, runId }, event.state, event.summary, event.keepsModel);
    case 'ready': {
      const { config, engine, data, parameterCount, epochs, learningRates } = event;
      const measured = {
        history: epochs.reduce(withEpoch, EMPTY_HISTORY),
        keptEpochs: [],
        learningRates,
        progress: null,
        summary: null,
      };
      const run = { runId, config, engine, data, parameterCount, ...measured };
      return { ...state, runId, run, runBefore: state.run, pastRuns: withPastRun(state), loading: null };
    }
    case 'progress': {
      const { progress } = event;
      if (progress.stage === 'loading') return { ...state, runId, loading: progress };
      return withRun({ ...state, runId, loading: null }, (run) => ({
        ...run,
        progress,
        history: withBatches(run.history, progress.batchLosses),
      }));
    }
    case 'epoch':
      return withRun({ ...state, runId, runBefore: null, opened: null }, (run) => ({
        ...run,
        history: withEpoch(run.history, event.epoch),
        keptEpochs: event.keptEpochs,
      }));
    case 'engine': {
      const { engine } = event;
      return withRun({ ...state, runId }, (run) => ({ ...run, engine }));
    }
    case 'learning-rate': {
      const { atEpoch, learningRate } = event;
      return withRun({ ...state, runId }, (run) => ({
        ...run,
        learningRates: [...run.learningRates, { atEpoch, learningRate }],
      }));
    }
    case 'model':
      return { ...state, runId, run: null, opened: { ...event.model, runId }, error: null };
    case 'error': {
      const { error } = event;
      const told = { ...state, runId, error };
      // The kept epochs are gone with the worker.
      return error.code === 'worker-died' ? withRun(told, (run) => ({ ...run, keptEpochs: [] })) : told;
    }
    case 'summary':
      return withRun(state, (run) => ({ ...run, summary: event.summary }));
    case 'storage':
      return state;
  }
}

/** The state without its error. The previous run stays. */
export function dismissError(state: RunState): RunState {
  return { ...state, error: null };
}

/** Whether a run is active, so that changed settings apply to the next one. */
export function isActive(state: SessionState): boolean {
  return state === 'loading' || state === 'training' || state === 'paused';
}

/** @param keepsModel whether a run that failed keeps its own model, even if it has not finished an epoch */
function enterState(
  state: RunState,
  entered: SessionState,
  summary: RunSummary | null,
  keepsModel = false,
): RunState {
  switch (entered) {
    case 'idle':
      return { ...INITIAL_RUN_STATE, runId: state.runId };
    case 'loading':
      return { ...state, state: entered, runBefore: null, loading: null, error: null };
    case 'training':
    case 'paused':
      return { ...state, state: entered, loading: null };
    case 'finished':
    case 'stopped':
      return {
        ...withRun({ ...state, state: entered, runBefore: null, loading: null }, (run) => ({
          ...run,
          summary,
        })),
        opened: hasOwnRun(state) ? null : state.opened,
      };
    case 'failed': {
      const failed = { ...state, state: entered, loading: null };
      return keepsModel ? { ...failed, runBefore: null, opened: null } : giveBackRunBefore(failed);
    }
  }
}

/** The past runs after another run has taken the screen. */
function withPastRun({ run, pastRuns }: RunState): readonly RunRecord[] {
  return run && run.history.epochs.length > 0 ? [...pastRuns, run].slice(-MOST_PAST_RUNS) : pastRuns;
}

/** A run that failed before its first epoch gives the screen back to the previous run. */
function giveBackRunBefore(state: RunState): RunState {
  const { runBefore, pastRuns, opened } = state;
  if (opened) return { ...state, run: null };
  if (!runBefore) return state;
  return { ...state, run: runBefore, runBefore: null, pastRuns: pastRuns.filter((past) => past !== runBefore) };
}

/** Whether the run on the screen is the newest one. */
function hasOwnRun({ run, runId }: RunState): boolean {
  return run?.runId === runId;
}

/** Changes the run on the screen if the event belongs to it. */
function withRun(state: RunState, change: (run: RunRecord) => RunRecord): RunState {
  return state.run && hasOwnRun(state) ? { ...state, run: change(state.run) } : state;
}
