import type { CoreAllocator } from '../engines/fused/core-allocator';
import type { RunSummary, SessionState, TrainerError, TrainerEvent } from '../protocol';
import { refusedInState } from './refused';

type WithoutRunId<T> = T extends TrainerEvent ? Omit<T, 'runId'> : never;
type EventOfCurrentRun = WithoutRunId<TrainerEvent>;

/**
 * The session's state, `idle → loading → training ⇄ paused → finished | stopped | failed`, the number of the current run, and the events
 * that report them.
 */
export class StateMachine {
  readonly #emit: (event: TrainerEvent) => void;
  readonly #cores: CoreAllocator | undefined;
  #state: SessionState = 'idle';
  #runId = 0;

  /** @param cores counts this trainer while it trains; undefined if the cores are not divided */
  constructor(emit: (event: TrainerEvent) => void, cores: CoreAllocator | undefined) {
    this.#emit = emit;
    this.#cores = cores;
  }

  get state(): SessionState {
    return this.#state;
  }

  get runId(): number {
    return this.#runId;
  }

  /** Whether a run loads, trains or is paused. */
  get isUnderWay(): boolean {
    return ['loading', 'training', 'paused'].includes(this.#state);
  }

  /** Whether the session still has the network of this run: no other run or model has followed, and no reset. */
  isStillAt(runId: number): boolean {
    return this.#runId === runId && this.#state !== 'idle';
  }

  /** Starts a new run number, for a run or for a model opened from a file. All later events have it. */
  countRun(): void {
    this.#runId += 1;
  }

  /** @param keepsModel whether a run that failed keeps its own model, even if it has not finished an epoch */
  enter(state: SessionState, summary: RunSummary | null = null, keepsModel = false): void {
    const previous = this.#state;
    this.#state = state;
    if (state === 'training') this.#cores?.take();
    else this.#cores?.giveBack();
    this.emit({ type: 'state', state, previous, summary, ...(keepsModel && { keepsModel }) });
  }

  emit(event: EventOfCurrentRun): void {
    this.#emit({ ...event, runId: this.#runId });
  }

  emitError(error: TrainerError): void {
    this.emit({ type: 'error', error: error.toReport() });
  }

  /** @throws TrainerError `call-refused` unless the state is one of those allowed */
  require(call: string, allowed: readonly SessionState[]): void {
    if (!allowed.includes(this.#state)) throw refusedInState(call, this.#state, allowed);
  }
}
