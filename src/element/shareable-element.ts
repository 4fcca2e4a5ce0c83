import { property, state } from 'lit/decorators.js';
import type { RunConfigInput, TrainerError, TrainerErrorReport } from '../../worker/protocol';
import { disposed } from '../client/trainer-client';
import { callFile } from './load-file';
import { SettingsElement } from './settings-element';

/**
 * Settings that the page's address may carry, where the page's author allows it with `share`. A link shows settings and
 * never starts a run; the address itself is left alone.
 */
export class ShareableElement extends SettingsElement {
  /** Reads settings from the page's address, and offers links to them. A name tells several elements of a page apart. */
  @property() share: string | null | undefined = null;

  /** What is wrong with the link that was opened or asked for. */
  @state() protected linkError: TrainerErrorReport | null = null;

  #read: string | null = null;
  #reading: Promise<void> | null = null;
  #text: string | null = null;

  /**
   * The page's address with the element's settings in its query.
   * @throws TrainerError `call-refused` without `share`, `config-invalid`, `page-file`
   */
  shareLink(): Promise<string> {
    return callFile('share-link.js', ({ linkTo }) => linkTo(location.href, this.#parameter, this.settings));
  }

  /** Reads the settings of the address, once for each value of `share`. To be called before each drawing. */
  protected readLink(): void {
    const parameter = this.#parameter;
    if (parameter === this.#read) return;
    this.#read = parameter;
    const text = parameter && new URLSearchParams(location.search).get(parameter);
    this.#text = text;
    if (text === null) return;
    this.#reading = callFile('share-link.js', ({ readSettings }) => this.applySettings(readSettings(text)))
      .catch((thrown: TrainerError) => {
        this.linkError = thrown.toReport();
        const detail = { ...this.linkError, runId: 0 };
        this.dispatchEvent(new CustomEvent('fmnist-error', { detail, bubbles: true, composed: true }));
      })
      .finally(() => {
        this.#reading = null;
      });
  }

  /** Whether the address had a link for this element, one that cannot be read included. */
  protected get isOpenedByLink(): boolean {
    this.readLink();
    return this.#text !== null;
  }

  /** Calls at once, or when the settings of the link are there; no more when the element has left its page meanwhile. */
  protected afterLink<T>(call: () => Promise<T>): Promise<T> {
    this.readLink();
    const { isConnected } = this;
    return this.#reading
      ? this.#reading.then(() => (isConnected && !this.isConnected ? Promise.reject(disposed()) : call()))
      : call();
  }

  /** For the button: what is wrong with the settings is told beside it. */
  protected readonly makeLink = async (): Promise<string> => {
    this.linkError = null;
    return this.shareLink().catch((thrown: TrainerError) => {
      this.linkError = thrown.toReport();
      throw thrown;
    });
  };

  /** Settings that are chosen now leave the link behind. */
  protected override applySettings(change: RunConfigInput): void {
    this.linkError = null;
    super.applySettings(change);
  }

  get #parameter(): string | null {
    const { share } = this;
    return share == null ? null : `fmnist${share && `-${share}`}`;
  }
}
