import { type SessionState, type TrainerApi, TrainerError, type TrainerEvent } from '../../worker/protocol';
import { disposed } from './disposed';
import type { WorkerLocation } from './start-worker';
import { type Answer, WorkerConnection } from './worker-connection';

/** The states during a run. */
const ACTIVE: readonly SessionState[] = ['loading', 'training', 'paused'];

/** Starts a worker with the first call, and a new one with the first call after a death. Relays the events of all of them. */
export class WorkerSupervisor {
  readonly #location: WorkerLocation;
  readonly #listeners = new Set<(event: TrainerEvent) => void>();
  #connecting: Promise<WorkerConnection> | null = null;
  #connection: WorkerConnection | null = null;
  #state: SessionState = 'idle';
  #autosave = false;
  #runId = 0;

  constructor(location: WorkerLocation) {
    this.#location = location;
  }

  /** The state that the worker last reported. */
  get state(): SessionState {
    return this.#state;
  }

  /** Calls `listener` with every event, in order. Returns a function that ends this. */
  subscribe(listener: (event: TrainerEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call<K extends keyof TrainerApi>(name: K, ...args: Parameters<TrainerApi[K]>): Promise<Answer<K>> {
    const connection = await (this.#connecting ?? this.#connect());
    return connection.call(name, ...args);
  }

  /** Resets the session. Without a worker there is only a state to reset. */
  async reset(): Promise<void> {
    if (this.#connecting) await this.call('reset');
    else if (this.#state !== 'idle') this.#emitState('idle');
  }

  /** Turns storing on or off, for this worker and those after it. */
  autosave(on: boolean): void {
    this.#autosave = on;
    if (this.#connection) this.#sendAutosave(this.#connection);
  }

  /** Ends the worker. Calls that are not answered yet reject. */
  dispose(): void {
    this.#connection?.close(disposed());
    this.#connecting?.then((connection) => connection.close(disposed())).catch(() => {});
    this.#connecting = null;
    this.#connection = null;
    this.#state = 'idle';
  }

  #connect(): Promise<WorkerConnection> {
    // Each worker numbers its runs from 1. The page sees one sequence.
    const before = this.#runId;
    const listen = (event: TrainerEvent) => {
      if (this.#connecting === connecting) this.#hear({ ...event, runId: before + event.runId });
    };
    const die = (error: TrainerError) => {
      if (this.#connecting === connecting) this.#fail(error);
    };
    const connecting = WorkerConnection.open(this.#location, listen, die).then(
      (connection) => {
        if (this.#connecting === connecting) {
          this.#connection = connection;
          if (this.#autosave) this.#sendAutosave(connection);
        }
        return connection;
      },
      (thrown) => {
        const error = TrainerError.from(thrown);
        if (this.#connecting === connecting) this.#fail(error);
        throw error;
      },
    );
    this.#connecting = connecting;
    return connecting;
  }

  /** A worker that cannot store runs still trains, so this failure is only an event. */
  #sendAutosave(connection: WorkerConnection): void {
    connection.call('autosave', this.#autosave).catch((thrown) => {
      if (this.#connection !== connection) return;
      const { got } = TrainerError.from(thrown);
      this.#emit({ type: 'storage', runId: this.#runId, saved: null, problem: 'unavailable', got });
    });
  }

  /** The worker is gone. The next call starts a new one. */
  #fail(error: TrainerError): void {
    this.#connecting = null;
    this.#connection = null;
    // Between runs the failure belongs to the next run. The last run keeps the result it had.
    if (!ACTIVE.includes(this.#state)) this.#runId += 1;
    this.#emitState('failed');
    this.#emit({ type: 'error', runId: this.#runId, error: error.toReport() });
  }

  #hear(event: TrainerEvent): void {
    this.#runId = event.runId;
    if (event.type === 'state') {
      this.#state = event.state;
      if (this.#connection) this.#connection.busy = ACTIVE.includes(event.state);
    }
    this.#emit(event);
  }

  #emitState(state: SessionState): void {
    const previous = this.#state;
    this.#state = state;
    this.#emit({ type: 'state', runId: this.#runId, state, previous, summary: null });
  }

  /** An error in a listener is reported like any uncaught error. The run and the other listeners are not affected. */
  #emit(event: TrainerEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (thrown) {
        reportError(thrown);
      }
    }
  }
}
