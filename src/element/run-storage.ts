import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  CONFIG_KEYS,
  DEFAULT_CONFIG,
  type RunConfigInput,
  type StorageProblem,
  type StoredRun,
  TrainerError,
} from '../../worker/protocol';
import { type ListedRun, storedRuns } from '../client/list-stored-runs';
import { withAbsoluteData } from '../client/trainer-client';
import type { StorageRequest } from '../state/requests';
import { isActive } from '../state/run-state';
import type { StorageDetail } from './events';
import type { RunSession } from './run-session';

const NONE: readonly ListedRun[] = [];
/** Where a tab remembers which run it trains; it outlives a tab that the browser discards. */
const TRAINS_HERE = 'fmnist-trainer';
/** Time until it is looked again whether a run is free that something else has open. */
const LOOK_AGAIN_MS = 1000;

/** The element whose runs are stored. */
interface StorageHost extends ReactiveControllerHost, HTMLElement {
  readonly autosave: string;
  readonly settings: RunConfigInput;
  readonly renderRoot: ParentNode;
}

/**
 * What the screen knows of stored runs: reads them before the element is drawn first, hears what the worker stores, and
 * has the run stored when the page is hidden or left.
 */
export class RunStorage implements ReactiveController {
  readonly #host: StorageHost;
  readonly #session: RunSession;
  readonly #applySettings: (settings: RunConfigInput) => void;
  #runs: readonly ListedRun[] = [];
  #problem: StorageProblem | null = null;
  /** The run that this element's trainer has stored last. */
  #own: string | null = null;
  #isDismissed = false;
  /** The tab remembers that a run trains here. */
  #isRemembered = false;
  #listed: Promise<void> = Promise.resolve();
  #lookAgain: ReturnType<typeof setTimeout> | undefined;

  /** @param applySettings gives the element the settings of a run that it goes on with */
  constructor(host: StorageHost, session: RunSession, applySettings: (settings: RunConfigInput) => void) {
    this.#host = host;
    this.#session = session;
    this.#applySettings = applySettings;
    host.addController(this);
    session.onStorage((detail) => this.#hear(detail));
  }

  /** The latest first; none while the element neither stores nor offers runs. */
  get runs(): readonly ListedRun[] {
    const isTraining = isActive(this.#session.run.state);
    if (this.#host.autosave === 'off') return NONE;
    const own = this.#runs.find(({ id }) => id === this.#own);
    // The same list as long as nothing changes in it: the screen is drawn ten times a second.
    if (own && own.isOpen !== isTraining) {
      this.#runs = this.#runs.map((run) => (run === own ? { ...run, isOpen: isTraining } : run));
    }
    return this.#runs;
  }

  /** What could not be stored or read, until it is dismissed or storing succeeds. */
  get problem(): StorageProblem | null {
    return this.#problem;
  }

  /** The run to go on with: the latest that has not ended, while nothing has been trained here or the run has failed. */
  get offer(): StoredRun | null {
    const { state } = this.#session.run;
    if (this.#isDismissed || (state !== 'idle' && state !== 'failed')) return null;
    return this.runs.find(({ ended, isOpen }) => !ended && !isOpen) ?? null;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#saveIfHidden);
    addEventListener('pagehide', this.#save);
  }

  hostUpdate(): void {
    if (!this.#isRemembered || this.#session.run.state === 'training') return;
    this.#isRemembered = false;
    remember('');
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#saveIfHidden);
    removeEventListener('pagehide', this.#save);
  }

  /** The element's `autosave` is set, at first or anew. */
  autosaveChanged(): void {
    this.#session.autosaveChanged();
    this.#listed = this.#list();
    void this.#listed.then(() => this.#goOnAfterDiscard());
  }

  /** Begins a run by itself: the one that was left unfinished, if it has the element's settings, or another one. */
  async autostart(train: () => void): Promise<void> {
    await this.#listed;
    const { run, busy } = this.#session;
    if (run.state !== 'idle' || busy || !this.#host.isConnected) return;
    const { offer } = this;
    const wanted = withAbsoluteData(this.#host.settings);
    const isWanted = CONFIG_KEYS.every(
      (key) => String(offer?.config[key]) === String(wanted[key] ?? DEFAULT_CONFIG[key]),
    );
    if (offer && isWanted) this.#session.start('continue', () => this.#continueRun(offer.id, train));
    else train();
  }

  /** A tab that the browser discarded while it trained goes on as if nothing had been. */
  #goOnAfterDiscard(): void {
    const { offer } = this;
    if (!offer || !(document as { wasDiscarded?: boolean }).wasDiscarded || remembered() !== offer.id) return;
    remember('');
    this.answer({ type: 'continue-run', id: offer.id });
  }

  /** Does what the visitor asks for. */
  answer(request: StorageRequest): void {
    switch (request.type) {
      case 'continue-run':
        if (this.#session.busy === 'continue') return;
        this.#session.start('continue', () => this.#continueRun(request.id));
        this.#focusControls();
        break;
      case 'delete-run':
        this.#session.start('delete', () => this.deleteRun(request.id));
        break;
      case 'dismiss-note':
        this.#dismiss();
        this.#focusControls();
    }
  }

  /** The button that asked goes away: the focus moves on to the first of those that stay. */
  #focusControls(): void {
    this.#host.renderRoot.querySelector('fmnist-run-controls')?.shadowRoot?.querySelector('button')?.focus();
  }

  async deleteRun(id: string): Promise<void> {
    await this.#session.call((client) => client.deleteRun(id)).finally(() => this.#list());
  }

  /**
   * Goes on with a run. That it is open elsewhere is no failure of this trainer: it is said beside the others, or something else
   * is done.
   */
  async #continueRun(id: string, otherwise?: () => void): Promise<void> {
    const { runId } = this.#session.run;
    const before = this.#host.settings;
    this.#applySettings(this.#settingsOf(id));
    try {
      await this.#session.call((client) => client.continueRun(id));
    } catch (thrown) {
      // Nothing goes on: the visitor's own settings come back.
      if (this.#session.run.runId === runId)
        this.#applySettings(Object.fromEntries(CONFIG_KEYS.map((key) => [key, before[key]])));
      if (TrainerError.from(thrown).code !== 'run-open-elsewhere') throw thrown;
      if (otherwise) return otherwise();
      this.#problem = 'open-elsewhere';
      await this.#list();
    }
  }

  /** The settings of a stored run as an element has them: those that are the defaults left out. */
  #settingsOf(id: string): RunConfigInput {
    const config = this.#runs.find((run) => run.id === id)?.config ?? DEFAULT_CONFIG;
    const isDefault = (key: (typeof CONFIG_KEYS)[number]) =>
      String(config[key]) === String(DEFAULT_CONFIG[key]);
    return Object.fromEntries(CONFIG_KEYS.map((key) => [key, isDefault(key) ? undefined : config[key]]));
  }

  /** Takes back what is said: a problem, else the offer. */
  #dismiss(): void {
    if (this.#problem) this.#problem = null;
    else this.#isDismissed = true;
    this.#host.requestUpdate();
  }

  #hear({ saved, problem }: StorageDetail): void {
    if (saved) {
      this.#own = saved.id;
      this.#isRemembered = true;
      remember(saved.id);
      this.#runs = [{ ...saved, isOpen: true }, ...this.#runs.filter(({ id }) => id !== saved.id)];
    }
    // That an older copy was taken stays true when the next one is stored.
    if (problem || this.#problem !== 'older-copy') this.#problem = problem;
    this.#host.requestUpdate();
  }

  async #list(): Promise<void> {
    if (this.#host.autosave === 'off') return;
    this.#runs = await storedRuns();
    this.#host.requestUpdate();
    // Another tab may let go of its run, as does a page that was left a moment ago.
    clearTimeout(this.#lookAgain);
    if (this.#host.isConnected && this.#runs.some(({ id, isOpen }) => isOpen && id !== this.#own))
      this.#lookAgain = setTimeout(() => this.#list(), LOOK_AGAIN_MS);
  }

  readonly #saveIfHidden = (): void => {
    if (document.visibilityState === 'hidden') this.#save();
  };

  readonly #save = (): void => {
    if (!isActive(this.#session.run.state)) return;
    this.#session
      .ask((client) => client.saveRun())
      .catch(() => {
        // What keeps the run from being stored is told as a problem; a worker that died is told as an error.
      });
  };
}

/** Private windows and frames without an origin have no such storage; then nothing is remembered. */
function remember(id: string): void {
  try {
    sessionStorage.setItem(TRAINS_HERE, id);
  } catch {}
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(TRAINS_HERE);
  } catch {
    return null;
  }
}
