import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  CONFIG_KEYS,
  DEFAULT_CONFIG,
  type RunConfigInput,
  type StorageProblem,
  type StoredRun,
  TrainerError,
} from '../../worker/protocol';
import { withAbsoluteData } from '../client/absolute-data';
import { type ListedRun, storedRuns } from '../client/list-stored-runs';
import type { TrainerClient } from '../client/trainer-client';
import type { StorageRequest } from '../state/requests';
import { isActive } from '../state/run-state';
import { isInPage } from '../ui/in-page';
import type { StorageDetail } from './events';
import { forgetRun, rememberRun, wasDiscardedTraining } from './remembered-run';
import type { RunSession } from './run-session';
import { allSettings } from './setting-properties';

const NONE: readonly ListedRun[] = [];
/** While another trainer has a run open, the list is read again after this time. */
const LIST_AGAIN_MS = 1000;

/** The element whose runs are stored. */
export interface StorageHost extends ReactiveControllerHost, HTMLElement {
  readonly autosave: string;
  readonly settings: RunConfigInput;
  readonly renderRoot: ParentNode;
}

/**
 * The stored runs on the screen: lists them, continues and deletes them, follows what this element's worker stores, and stores the
 * run when the page is hidden or left.
 */
export class RunStorage implements ReactiveController {
  readonly #host: StorageHost;
  readonly #session: RunSession;
  readonly #applySettings: (settings: RunConfigInput) => void;
  #runs: readonly ListedRun[] = [];
  #problem: StorageProblem | null = null;
  /** The run that this element's trainer has stored last. */
  #own: string | null = null;
  /** The visitor has dismissed the offer. */
  #isDismissed = false;
  /** The tab remembers the run that is trained here. */
  #isRemembered = false;
  #listed: Promise<void> = Promise.resolve();
  #listAgain: ReturnType<typeof setTimeout> | undefined;

  /** @param applySettings gives the element the settings of the run that it continues */
  constructor(host: StorageHost, session: RunSession, applySettings: (settings: RunConfigInput) => void) {
    this.#host = host;
    this.#session = session;
    this.#applySettings = applySettings;
    host.addController(this);
    session.onStorage((detail) => this.#hear(detail));
  }

  /** The latest first. Empty if `autosave` is off. */
  get runs(): readonly ListedRun[] {
    const isTraining = isActive(this.#session.run.state);
    if (this.#host.autosave === 'off') return NONE;
    const own = this.#runs.find(({ id }) => id === this.#own);
    // The screen is drawn ten times a second, so a list that has not changed must stay the same object.
    if (own && own.isOpen !== isTraining) {
      this.#runs = this.#runs.map((run) => (run === own ? { ...run, isOpen: isTraining } : run));
    }
    return this.#runs;
  }

  /** What could not be stored or read, until the visitor dismisses it or storing succeeds. */
  get problem(): StorageProblem | null {
    return this.#problem;
  }

  /** The run that the visitor may continue: the latest that has not ended. Null once a run is trained here, unless it has failed. */
  get offer(): StoredRun | null {
    const { state } = this.#session.run;
    if (this.#isDismissed || (state !== 'idle' && state !== 'failed')) return null;
    return this.runs.find(({ ended, isOpen, isDamaged }) => !(ended || isOpen || isDamaged)) ?? null;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#saveIfHidden);
    addEventListener('pagehide', this.#save);
  }

  hostUpdate(): void {
    if (!this.#isRemembered || this.#session.run.state === 'training') return;
    this.#isRemembered = false;
    forgetRun();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#saveIfHidden);
    removeEventListener('pagehide', this.#save);
  }

  /** To be called when the element's `autosave` is set, initially or later. */
  autosaveChanged(): void {
    this.#session.autosaveChanged();
    this.#listed = this.#list();
    void this.#listed.then(() => this.#continueAfterDiscard());
  }

  /** Continues the stored run that has not ended, if it has the element's settings. Otherwise it calls `train`. */
  async autostart(train: () => void): Promise<void> {
    await this.#listed;
    const { run, actions } = this.#session;
    if (run.state !== 'idle' || actions.busy || !isInPage(this.#host)) return;
    const { offer } = this;
    const wanted = withAbsoluteData(this.#host.settings);
    const isWanted = CONFIG_KEYS.every(
      (key) => String(offer?.config[key]) === String(wanted[key] ?? DEFAULT_CONFIG[key]),
    );
    if (offer && isWanted) actions.start('continue', () => this.#continueRun(offer.id, train));
    else train();
  }

  /** A tab that the browser has discarded during training continues its run. */
  #continueAfterDiscard(): void {
    const { offer } = this;
    if (!offer || !wasDiscardedTraining(offer.id)) return;
    forgetRun();
    this.answer({ type: 'continue-run', id: offer.id });
  }

  /** Handles the visitor's request. */
  answer(request: StorageRequest): void {
    const { actions } = this.#session;
    switch (request.type) {
      case 'continue-run':
        if (actions.busy === 'continue') return;
        actions.start('continue', () => this.#continueRun(request.id));
        this.#focusControls();
        break;
      case 'delete-run':
        actions.start('delete', () => this.deleteRun(request.id));
        break;
      case 'delete-all-runs':
        actions.start('delete', () => this.#deleteAll());
        this.#focusControls();
        break;
      case 'dismiss-note':
        this.#dismiss();
        this.#focusControls();
    }
  }

  /** The button with the focus disappears, so the focus moves to the first button that stays. */
  #focusControls(): void {
    this.#host.renderRoot.querySelector('fmnist-run-controls')?.shadowRoot?.querySelector('button')?.focus();
  }

  deleteRun(id: string): Promise<void> {
    return this.#delete([id]);
  }

  #deleteAll(): Promise<void> {
    return this.#delete(this.runs.filter(({ isOpen }) => !isOpen).map(({ id }) => id));
  }

  async #delete(ids: readonly string[]): Promise<void> {
    const each = async (client: Pick<TrainerClient, 'deleteRun'>) => {
      for (const id of ids) await client.deleteRun(id);
    };
    await this.#session.call(each).finally(() => this.#list());
  }

  /**
   * Continues a run with its own settings. If another trainer has the run open, that is not an error of this one: then `otherwise` is
   * called, or a note says so.
   */
  async #continueRun(id: string, otherwise?: () => void): Promise<void> {
    const { runId } = this.#session.run;
    const before = this.#host.settings;
    this.#applySettings(this.#settingsOf(id));
    try {
      await this.#session.call((client) => client.continueRun(id));
    } catch (thrown) {
      // No run has started, so the visitor's own settings come back.
      if (this.#session.run.runId === runId) this.#applySettings(allSettings(before));
      if (TrainerError.from(thrown).code !== 'run-open-elsewhere') throw thrown;
      if (otherwise) return otherwise();
      this.#problem = 'open-elsewhere';
      await this.#list();
    }
  }

  /** The settings of a stored run as an element has them: `undefined` for the default. */
  #settingsOf(id: string): RunConfigInput {
    const config = this.#runs.find((run) => run.id === id)?.config ?? DEFAULT_CONFIG;
    const isDefault = (key: (typeof CONFIG_KEYS)[number]) =>
      String(config[key]) === String(DEFAULT_CONFIG[key]);
    return Object.fromEntries(CONFIG_KEYS.map((key) => [key, isDefault(key) ? undefined : config[key]]));
  }

  /** Removes the note: the problem, if there is one, or the offer. */
  #dismiss(): void {
    if (this.#problem) this.#problem = null;
    else this.#isDismissed = true;
    this.#host.requestUpdate();
  }

  #hear({ saved, problem }: StorageDetail): void {
    if (saved) {
      this.#own = saved.id;
      this.#isRemembered = true;
      rememberRun(saved.id);
      this.#runs = [
        { ...saved, isOpen: true, isDamaged: false },
        ...this.#runs.filter(({ id }) => id !== saved.id),
      ];
    }
    // The note about an older copy stays when the next copy is stored: it remains true.
    if (problem || this.#problem !== 'older-copy') this.#problem = problem;
    this.#host.requestUpdate();
  }

  async #list(): Promise<void> {
    if (this.#host.autosave === 'off') return;
    this.#runs = await storedRuns();
    this.#host.requestUpdate();
    // Another tab may close its run soon, for example because its page has just been left.
    clearTimeout(this.#listAgain);
    if (isInPage(this.#host) && this.#runs.some(({ id, isOpen }) => isOpen && id !== this.#own))
      this.#listAgain = setTimeout(() => this.#list(), LIST_AGAIN_MS);
  }

  readonly #saveIfHidden = (): void => {
    if (document.visibilityState === 'hidden') this.#save();
  };

  readonly #save = (): void => {
    if (!isActive(this.#session.run.state)) return;
    this.#session
      .ask((client) => client.saveRun())
      .catch(() => {
        // The trainer reports it: a storage problem as an event, a dead worker as an error.
      });
  };
}
