import { css, html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { MODEL_FORMATS } from '../../../worker/protocol';
import { formatCount } from '../../language/format-numbers';
import { CHARTS, type DownloadName, isChart } from '../../state/download-names';
import { request } from '../../state/requests';
import { buttons } from '../../ui/button.styles';
import { fields } from '../../ui/field.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { selects } from '../../ui/select.styles';
import { viewBase } from '../../ui/tokens.styles';
import { DOWNLOADS } from './download-menu.wording';

const HISTORY: readonly DownloadName[] = ['csv', 'json'];

/**
 * Offers the network, the run's history and the charts as files. Requests `download`; the file holds what the screen
 * shows, even when that is an earlier epoch. Requests `open` with the files that the visitor chose.
 *
 * @tag fmnist-download-menu
 * @fires {RequestEvent} fmnist-request - A file was requested or chosen: `download`, `open`
 */
export class FmnistDownloadMenu extends LocalizedElement {
  static override styles = [
    viewBase,
    buttons,
    selects,
    fields,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5u 0.75u;
        margin-top: 0.5u;
        font-size: 0.875u;
      }

      .control {
        width: 13u;
        max-width: 100%;
      }

      /* Below the buttons, with room for the longest of its sentences. */
      p {
        flex: 1 1 100%;
        order: 1;
        min-height: 1.5em;
        color: var(--fmnist-muted);
        font-size: 0.8125u;
      }

      @container (width < 22u) {
        p {
          min-height: 3em;
        }
      }
    `,
  ];

  /** Whether there is a network. */
  @property({ attribute: false }) hasModel = false;
  /** Epochs in the history. */
  @property({ attribute: false }) epochs = 0;
  /** The earlier epoch that the screen shows; null means the latest weights. */
  @property({ attribute: false }) at: number | null = null;
  /** Whether a file is being created. */
  @property({ attribute: false }) isBusy = false;

  @state() private chosen: DownloadName = MODEL_FORMATS[0];

  override render(): TemplateResult {
    const can = this.#can(this.chosen) && !this.isBusy;
    return html`<div>
      <span class="control select">
        <select aria-label=${DOWNLOADS.label} aria-describedby="what" @change=${this.#choose}>
          ${this.#renderGroup('model', MODEL_FORMATS)} ${this.#renderGroup('history', HISTORY)}
          ${this.#renderGroup('charts', CHARTS)}
        </select>
      </span>
      <button
        type="button"
        aria-describedby="what"
        aria-disabled=${can ? 'false' : 'true'}
        aria-busy=${this.isBusy ? 'true' : 'false'}
        @click=${this.#download}
      >
        ${DOWNLOADS.download}
      </button>
      <p id="what">${this.#whatIsSaved()}</p>
      <button type="button" class="quiet" @click=${() => this.renderRoot.querySelector('input')?.click()}>
        ${DOWNLOADS.open}
      </button>
      <input type="file" multiple hidden @change=${this.#open} />
    </div>`;
  }

  #renderGroup(label: 'model' | 'history' | 'charts', names: readonly DownloadName[]): TemplateResult {
    return html`<optgroup label=${DOWNLOADS[label]}>
      ${names.map(
        (name) => html`<option value=${name} .selected=${name === this.chosen}>${DOWNLOADS[name]}</option>`,
      )}
    </optgroup>`;
  }

  #can(name: DownloadName): boolean {
    return isOfHistory(name) ? this.epochs > 0 : this.hasModel;
  }

  #whatIsSaved(): string {
    const can = this.#can(this.chosen);
    if (isOfHistory(this.chosen)) return can ? DOWNLOADS.wholeRun : DOWNLOADS.noEpoch;
    if (!can) return DOWNLOADS.nothingYet;
    return this.at === null ? DOWNLOADS.now : DOWNLOADS.after(formatCount(this.at));
  }

  readonly #choose = (event: Event): void => {
    this.chosen = (event.target as HTMLSelectElement).value as DownloadName;
  };

  /** Allows choosing the same files again. */
  readonly #open = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) request(this, { type: 'open', files });
  };

  readonly #download = (): void => {
    if (this.#can(this.chosen) && !this.isBusy) request(this, { type: 'download', file: this.chosen });
  };
}

/** Whether a file is made from the finished epochs rather than from the network. */
function isOfHistory(name: DownloadName): boolean {
  return HISTORY.includes(name) || isChart(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-download-menu': FmnistDownloadMenu;
  }
}
