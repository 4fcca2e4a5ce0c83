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
  /** How many calls of scripts and of the visitor are not answered yet. */
  #unanswered = 0;
  /** The events that the opening of the preview may have caused. Null while it is not being opened. */
  #held: TrainerEvent[] | null = null;
  /** Whether a script or the visitor has called the trainer since the opening of the preview began. */
  #isCalled = false;
  #previewed: RunState['opened'] = null;

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

  /** Whether a call of a script or of the visitor is not answered yet. */
  get isBusy(): boolean {
    return this.#unanswered > 0;
  }

  /** Whether the opened network is the preview's. */
  get isPreview(): boolean {
    return this.#previewed !== null && this.#run.opened === this.#previewed;
  }

  /** Calls `listener` with each storage event of this element's worker, before the page's listeners get it. */
  onStorage(listener: (detail: StorageDetail) => void): void {
    this.#storageListeners.add(listener);
  }

  /** Calls the trainer. The first call starts its worker. */
  async call<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    this.#reported.clear();
    this.actions.forgetFailure();
    this.#isCalled = true;
    this.#unanswered += 1;
    try {
      return await this.#use(make);
    } finally {
      this.#unanswered -= 1;
      this.#host.requestUpdate();
    }
  }

  /**
   * Calls the trainer for a view. Such a call does not clear errors that were reported before. Once the element has left its page, it
   * starts no worker, since nothing would stop that worker.
   */
  ask<T>(make: (client: TrainerClient) => Promise<T>): Promise<T> {
    if (!this.#client && !isInPage(this.#host)) return Promise.reject(disposed());
    return this.#use(make);
  }

  /**
   * Opens a network that neither the visitor nor a script asked for. The page gets no event of it, and its failure is only thrown. Events
   * of networks and errors wait until it is known whether the preview has caused them.
   */
  async preview(address: string): Promise<void> {
    const held: TrainerEvent[] = [];
    this.#held = held;
    this.#isCalled = false;
    let own: TrainerEvent | undefined;
    try {
      await this.ask((client) => client.importModel(address));
      own = held.find(({ type }) => type === 'model');
    } finally {
      // The session has ended if it holds no events any more.
      if (this.#held === held) {
        this.#held = null;
        if (own) this.#drawPreview(own);
        for (const event of held) if (event.type === 'model' && event !== own) this.#hear(event);
      }
    }
  }

  /** An error that the visitor has caused meanwhile stays on the screen. */
  #drawPreview(event: TrainerEvent): void {
    const next = foldEvent(this.#run, event);
    if (next === this.#run) return;
    this.#previewed = next.opened;
    this.#draw({ ...next, error: this.#run.error });
  }

  /** Until the first call of a script or of the visitor, only the opening of the preview can fail. */
  #isHeld(event: TrainerEvent): boolean {
    const isFailure = event.type === 'error' || (event.type === 'state' && event.state === 'failed');
    return event.type === 'model' || (isFailure && !this.#isCalled);
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
    this.#held = null;
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
    if (this.#held && this.#isHeld(event)) {
      this.#held.push(event);
      return;
    }
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
    dispatchTrainerEvent(this.#host, event);
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
