import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RunConfigInput, TrainerError, TrainerErrorReport } from '../../worker/protocol';
import { disposed } from '../client/disposed';
import { isInPage } from '../ui/in-page';
import { LazyFile } from '../views/lazy/lazy-file';
import { dispatchTrainerEvent } from './dispatch-event';

const SHARE_LINK = new LazyFile('share-link.js', () => import('../state/settings-in-link.js'));

/** An element with settings for a link. */
export interface LinkHost extends ReactiveControllerHost, HTMLElement {
  readonly share: string | null | undefined;
  readonly settings: RunConfigInput;
}

/**
 * The link to an element's settings, allowed by the page's author with `share`. A link sets settings and never starts a run. The
 * page's address is only read, never changed.
 */
export class SettingsLink implements ReactiveController {
  readonly #host: LinkHost;
  readonly #applySettings: (settings: RunConfigInput) => void;
  #error: TrainerErrorReport | null = null;
  /** The query parameter that was read last. */
  #parameterRead: string | null = null;
  /** The settings in the address, still encoded. */
  #text: string | null = null;
  /** Resolves when the settings of the address have been applied. */
  #reading: Promise<void> | null = null;

  constructor(host: LinkHost, applySettings: (settings: RunConfigInput) => void) {
    this.#host = host;
    this.#applySettings = applySettings;
    host.addController(this);
  }

  /** The error of the opened link, or of the settings to link to. */
  get error(): TrainerErrorReport | null {
    return this.#error;
  }

  /** Whether the address has a link for this element, valid or not. */
  get isOpened(): boolean {
    this.#read();
    return this.#text !== null;
  }

  /** The page's address with the element's settings in its query. */
  link(): Promise<string> {
    return SHARE_LINK.use(({ linkTo }) => linkTo(location.href, this.#parameter, this.#host.settings));
  }

  /** Makes the link for the button. If the settings are invalid, the button shows the error. */
  readonly makeLink = async (): Promise<string> => {
    this.forgetError();
    return this.link().catch((thrown: TrainerError) => {
      this.#setError(thrown.toReport());
      throw thrown;
    });
  };

  forgetError(): void {
    this.#setError(null);
  }

  /**
   * Makes a call when the settings of the link have been applied: at once if there is no link.
   * @throws TrainerError `call-refused` if the element has left its page in the meantime
   */
  after<T>(call: () => Promise<T>): Promise<T> {
    this.#read();
    const wasInPage = isInPage(this.#host);
    if (!this.#reading) return call();
    return this.#reading.then(() => (wasInPage && !isInPage(this.#host) ? Promise.reject(disposed()) : call()));
  }

  hostUpdate(): void {
    this.#read();
  }

  /** Reads the settings of the address, once for each value of `share`. */
  #read(): void {
    const parameter = this.#parameter;
    if (parameter === this.#parameterRead) return;
    this.#parameterRead = parameter;
    const text = parameter && new URLSearchParams(location.search).get(parameter);
    this.#text = text;
    if (text === null) return;
    this.#reading = SHARE_LINK.use(({ readSettings }) => this.#applySettings(readSettings(text)))
      .catch((thrown: TrainerError) => {
        const error = thrown.toReport();
        this.#setError(error);
        dispatchTrainerEvent(this.#host, { type: 'error', runId: 0, error });
      })
      .finally(() => {
        this.#reading = null;
      });
  }

  /** The query parameter of this element: `fmnist`, or `fmnist-` and its name. */
  get #parameter(): string | null {
    const { share } = this.#host;
    return share == null ? null : `fmnist${share && `-${share}`}`;
  }

  #setError(error: TrainerErrorReport | null): void {
    if (error === this.#error) return;
    this.#error = error;
    this.#host.requestUpdate();
  }
}
