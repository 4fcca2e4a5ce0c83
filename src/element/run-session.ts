import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TrainerError, type TrainerErrorReport, type TrainerEvent } from '../../worker/protocol';
import type { CreateWorker, PackageFiles } from '../client/start-worker';
import { disposed, TrainerClient } from '../client/trainer-client';
import type { BusyAction } from '../state/requests';
import { dismissError, foldEvent, INITIAL_RUN_STATE, type RunState } from '../state/run-state';
import type { FmnistTrainerEventMap, StorageDetail } from './events';

/** What can be tried again as it was asked for. A run is another matter: its settings may have changed meanwhile. */
const AGAIN: ReadonlySet<BusyAction> = new Set(['open', 'download', 'continue', 'delete']);

/** The element a session belongs to. */
interface SessionHost extends ReactiveControllerHost, HTMLElement {
  /** Where the package's files are, read when a worker starts. */
  readonly files: PackageFiles;
  readonly autosave: string;
  /** Makes the worker in the embedder's way, if the embedder has one. */
  readonly createWorker: CreateWorker | undefined;
}

/**
 * Keeps an element and its trainer together: folds the trainer's events into a state to draw, passes them on as
 * DOM events, and ends the worker when the element has left the page.
 */
export class RunSession implements ReactiveController {
  readonly #host: SessionHost;
  #client: TrainerClient | null = null;
  #run: RunState = INITIAL_RUN_STATE;
  #busy: BusyAction | null = null;
  /** What failed last, to be tried again. */
  #failed: (() => void) | null = null;
  /** Errors told since the last call: a run that fails says so in an event and in a rejection. */
  readonly #told = new Set<string>();
  readonly #storageListeners = new Set<(detail: StorageDetail) => void>();

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  get run(): RunState {
    return this.#run;
  }

  /** What was asked for and is not confirmed yet. */
  get busy(): BusyAction | null {
    return this.#busy;
  }

  /** Reports to `listener` what this element's worker has stored, before the page's listeners hear of it. */
  onStorage(listener: (detail: StorageDetail) => void): void {
    this.#storageListeners.add(listener);
  }

  /** Calls the trainer, which starts with the first call. */
  call<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    this.#told.clear();
    this.#failed = null;
    return this.#use(make);
  }

  /**
   * Calls the trainer on the screen's behalf: what went wrong before has been told already. What views still want to know once the
   * element has left its page starts no worker, which nobody would end.
   */
  ask<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    if (!this.#client && !this.#host.isConnected) return Promise.reject(disposed());
    return this.#use(make);
  }

  #use<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    this.#client ??= this.#connect();
    return make(this.#client);
  }

  /** Calls for a button: the button waits until the trainer answers, and a failure goes to the screen. */
  start(action: BusyAction, call: () => Promise<unknown>): void {
    this.#setBusy(action);
    call()
      .catch((thrown) => {
        const error = TrainerError.from(thrown);
        // Who asked for something else meanwhile knows.
        if (error.code === 'call-overtaken') return;
        if (AGAIN.has(action)) this.#failed = () => this.start(action, call);
        this.#tell(error.toReport(), this.#run.runId);
      })
      .finally(() => {
        if (this.#busy === action) this.#setBusy(null);
      });
  }

  /** Tries again what failed, if that was no run that was begun. */
  tryAgain(): boolean {
    const again = this.#failed;
    if (!again) return false;
    this.dismissError();
    again();
    return true;
  }

  /** The element's `autosave` has changed. */
  autosaveChanged(): void {
    this.#client?.autosave(this.#host.autosave !== 'off');
  }

  dismissError(): void {
    this.#draw(dismissError(this.#run));
  }

  /** An element that is moved leaves and comes back within one task; only one that stays away ends its worker. */
  hostDisconnected(): void {
    setTimeout(() => {
      if (this.#host.isConnected || !this.#client) return;
      this.#client.dispose();
      this.#client = null;
      this.#busy = null;
      this.#draw(INITIAL_RUN_STATE);
    });
  }

  #connect(): TrainerClient {
    const host = this.#host;
    const client = new TrainerClient({
      get workerUrl() {
        return host.files.worker;
      },
      get assets() {
        return host.files;
      },
      get createWorker() {
        return host.createWorker;
      },
    });
    client.autosave(host.autosave !== 'off');
    client.subscribe((event) => {
      if (this.#client === client) this.#hear(event);
    });
    return client;
  }

  #hear(event: TrainerEvent): void {
    if (event.type === 'error') {
      this.#tell(event.error, event.runId);
      return;
    }
    if (event.type === 'storage') {
      const { type, ...detail } = event;
      for (const listener of this.#storageListeners) listener(detail);
      this.#dispatch('fmnist-storage', detail);
      return;
    }
    const next = foldEvent(this.#run, event);
    if (next === this.#run) return;
    if (event.type === 'state') this.#busy = null;
    this.#draw(next);
    this.#passOn(event);
  }

  #tell(error: TrainerErrorReport, runId: number): void {
    const key = `${error.code} ${error.message}`;
    const next = foldEvent(this.#run, { type: 'error', runId, error });
    if (!this.#client || this.#told.has(key) || next === this.#run) return;
    this.#told.add(key);
    this.#draw(next);
    this.#dispatch('fmnist-error', { ...error, runId });
  }

  #passOn(event: Exclude<TrainerEvent, { type: 'error' | 'storage' }>): void {
    const { runId } = event;
    switch (event.type) {
      case 'state': {
        const { state, previous, summary } = event;
        this.#dispatch('fmnist-state', { runId, state, previous, summary });
        break;
      }
      case 'ready': {
        const { config, engine, data, parameterCount, epochs, learningRates } = event;
        this.#dispatch('fmnist-ready', { runId, config, engine, data, parameterCount, epochs, learningRates });
        break;
      }
      case 'progress':
        this.#dispatch('fmnist-progress', { ...event.progress, runId });
        break;
      case 'epoch':
        this.#dispatch('fmnist-epoch', { ...event.epoch, keptEpochs: event.keptEpochs, runId });
        break;
      case 'engine':
        this.#dispatch('fmnist-engine', { ...event.engine, runId });
        break;
      case 'model':
        this.#dispatch('fmnist-model', { ...event.model, runId });
        break;
      case 'learning-rate': {
        const { learningRate, atEpoch } = event;
        this.#dispatch('fmnist-learning-rate', { runId, learningRate, atEpoch });
        break;
      }
    }
  }

  #dispatch<K extends keyof FmnistTrainerEventMap>(name: K, detail: FmnistTrainerEventMap[K]['detail']): void {
    this.#host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #setBusy(action: BusyAction | null): void {
    this.#busy = action;
    this.#host.requestUpdate();
  }

  #draw(run: RunState): void {
    this.#run = run;
    this.#host.requestUpdate();
  }
}
