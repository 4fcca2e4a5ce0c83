import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TrainerErrorReport, TrainerEvent } from '../../worker/protocol';
import { disposed } from '../client/disposed';
import type { CreateWorker, PackageFiles } from '../client/start-worker';
import { TrainerClient } from '../client/trainer-client';
import { dismissError, foldEvent, INITIAL_RUN_STATE, type RunState } from '../state/run-state';
import { isInPage } from '../ui/in-page';
import { dispatchTrainerEvent } from './dispatch-event';
import type { StorageDetail } from './events';
import { VisitorActions } from './visitor-actions';

/** The element of a session. */
export interface SessionHost extends ReactiveControllerHost, HTMLElement {
  /** Where the package's files are; read when a worker starts. */
  readonly files: PackageFiles;
  readonly autosave: string;
  /** The embedder's way to make the worker, if there is one. */
  readonly createWorker: CreateWorker | undefined;
}

/**
 * Connects an element with its trainer: folds the trainer's events into the state that is drawn, reports them as DOM events, and
 * stops the worker when the element leaves the page.
 */
export class RunSession implements ReactiveController {
  readonly #host: SessionHost;
  readonly #storageListeners = new Set<(detail: StorageDetail) => void>();
  #client: TrainerClient | null = null;
  #run: RunState = INITIAL_RUN_STATE;
  /** Errors reported since the last call. A failed run reports its error twice: as an event and as a rejection. */
  readonly #reported = new Set<string>();
  /** Whether a network is being opened that no script of the page has asked for. */
  #isPreviewing = false;

  /** The requests of the visitor's buttons. */
  readonly actions: VisitorActions;

  constructor(host: SessionHost) {
    this.#host = host;
    this.actions = new VisitorActions(
      () => host.requestUpdate(),
      (error) => this.#report(error.toReport(), this.#run.runId),
    );
    host.addController(this);
  }

  get run(): RunState {
    return this.#run;
  }

  /** Calls `listener` with each storage event of this element's worker, before the page's listeners get it. */
  onStorage(listener: (detail: StorageDetail) => void): void {
    this.#storageListeners.add(listener);
  }

  /** Calls the trainer. The first call starts its worker. */
  call<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    this.#reported.clear();
    this.actions.forgetFailure();
    return this.#use(make);
  }

  /**
   * Calls the trainer for a view. Such a call does not clear errors that were reported before. Once the element has left its page, it
   * starts no worker, since nothing would stop that worker.
   */
  ask<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    if (!this.#client && !isInPage(this.#host)) return Promise.reject(disposed());
    return this.#use(make);
  }

  /** Opens a network that neither the visitor nor a script asked for: like `ask`, but the page gets no `fmnist-model`. */
  async preview(address: string): Promise<void> {
    this.#isPreviewing = true;
    try {
      await this.ask((client) => client.importModel(address));
    } finally {
      this.#isPreviewing = false;
    }
  }

  /** To be called when the element's `autosave` has changed. */
  autosaveChanged(): void {
    this.#client?.autosave(this.#host.autosave !== 'off');
  }

  dismissError(): void {
    this.#draw(dismissError(this.#run));
  }

  /** Removing an element stops its worker. Moving it within the page does not: it is back before the task ends. */
  hostDisconnected(): void {
    setTimeout(() => {
      if (!isInPage(this.#host)) this.#end();
    });
  }

  #end(): void {
    if (!this.#client) return;
    this.#client.dispose();
    this.#client = null;
    this.actions.settle();
    this.#draw(INITIAL_RUN_STATE);
  }

  #use<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    this.#client ??= this.#connect();
    return make(this.#client);
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
      this.#report(event.error, event.runId);
      return;
    }
    if (event.type === 'storage') {
      for (const listener of this.#storageListeners) listener(event);
    } else {
      const next = foldEvent(this.#run, event);
      if (next === this.#run) return;
      if (event.type === 'state') this.actions.settle();
      this.#draw(next);
    }
    if (event.type !== 'model' || !this.#isPreviewing) dispatchTrainerEvent(this.#host, event);
  }

  #report(error: TrainerErrorReport, runId: number): void {
    const event = { type: 'error', runId, error } as const;
    const key = `${error.code} ${error.message}`;
    const next = foldEvent(this.#run, event);
    if (!this.#client || this.#reported.has(key) || next === this.#run) return;
    this.#reported.add(key);
    this.#draw(next);
    dispatchTrainerEvent(this.#host, event);
  }

  #draw(run: RunState): void {
    this.#run = run;
    this.#host.requestUpdate();
  }
}
