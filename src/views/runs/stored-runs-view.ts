import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { ListedRun } from '../../client/list-stored-runs';
import { formatMegabytes } from '../../language/format-numbers';
import { request } from '../../state/requests';
import { LoadedView, viewState } from '../lazy/loaded-view';
import { runFigures } from '../run-words/run-figures';
import { STORED_RUN, settingsInWords } from './stored-run.wording';
import { storedRunsStyles } from './stored-runs.styles';

/** The element that the view draws, with the properties of `FmnistStoredRuns`. */
interface StoredRunsHost extends ReactiveElement {
  readonly runs: readonly ListedRun[];
  readonly canContinue: boolean;
}

/** The unfolded list. This part of `FmnistStoredRuns` loads when the visitor first unfolds it. */
export class StoredRunsView extends LoadedView<StoredRunsHost> {
  override readonly styles = [storedRunsStyles];

  /** The run whose deletion was requested once and awaits confirmation. */
  @viewState() private leaving: string | null = null;
  /** Whether the deletion of all runs was requested once and awaits confirmation. */
  @viewState() private areLeaving = false;

  override render(): TemplateResult {
    const { runs } = this.host;
    return html`<section>
      <ul>
        ${runs.map((run) => html`<li>${this.#renderRun(run)}</li>`)}
      </ul>
      ${runs.filter(({ isOpen }) => !isOpen).length > 1 ? this.#renderDeleteAll() : nothing}
    </section>`;
  }

  #renderDeleteAll(): TemplateResult {
    const { areLeaving } = this;
    return html`<button
      type="button"
      class=${areLeaving ? 'all' : 'all quiet'}
      @click=${this.#deleteAll}
      @blur=${this.#keep}
    >
      ${areLeaving ? STORED_RUN.confirmAll : STORED_RUN.deleteAll}
    </button>`;
  }

  /** The run's text describes its buttons. */
  #renderRun(run: ListedRun): TemplateResult {
    const { id, config, ended, isOpen, isDamaged } = run;
    const isLeaving = id === this.leaving;
    const goOn = () => request(this.host, { type: 'continue-run', id });
    return html`<p id=${id}>
        ${
          isDamaged
            ? STORED_RUN.damaged
            : html`${STORED_RUN.about(...runFigures(run), formatMegabytes(run.byteLength))}
                <span class="settings">${settingsInWords(config)}</span>`
        }
      </p>
      ${
        isOpen || isDamaged || !this.host.canContinue
          ? nothing
          : html`<button type="button" class="quiet" aria-describedby=${id} @click=${goOn}>
              ${ended ? STORED_RUN.show : STORED_RUN.continue}
            </button>`
      }
      ${
        isOpen
          ? STORED_RUN.isOpen
          : html`<button
              type="button"
              class=${isLeaving ? '' : 'quiet'}
              aria-describedby=${id}
              @click=${() => this.#delete(id)}
              @blur=${this.#keep}
            >
              ${isLeaving ? STORED_RUN.confirm : STORED_RUN.delete}
            </button>`
      }`;
  }

  /** After a deletion, focus stays in the list. */
  #delete(id: string): void {
    if (id !== this.leaving) {
      this.leaving = id;
      return;
    }
    this.find('summary').focus();
    request(this.host, { type: 'delete-run', id });
  }

  readonly #deleteAll = (): void => {
    if (this.areLeaving) request(this.host, { type: 'delete-all-runs' });
    this.areLeaving = !this.areLeaving;
  };

  readonly #keep = (): void => {
    this.leaving = null;
    this.areLeaving = false;
  };
}
