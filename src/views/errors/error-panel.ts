import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { TrainerErrorReport } from '../../../worker/protocol';
import { wordsOfWorker } from '../../language/worker-words';
import { request } from '../../state/requests';
import { isSettingError } from '../../state/setting-error';
import { buttons } from '../../ui/button.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { renderErrorFacts } from './error-facts';
import { errorFactsStyles } from './error-facts.styles';
import { ERROR } from './error-panel.wording';

/**
 * What failed, what was received and expected, and what to do. The alert region is always present, so that
 * assistive technology notices when its content changes.
 *
 * @tag fmnist-error-panel
 * @fires {RequestEvent} fmnist-request - What to do about the error: `retry`, `show-setting`, `dismiss-error`
 */
export class FmnistErrorPanel extends LocalizedElement {
  static override styles = [viewBase, buttons, errorFactsStyles];

  /** The error to show; null shows nothing. */
  @property({ attribute: false }) error: TrainerErrorReport | null = null;

  override render(): TemplateResult {
    return html`<div role="alert">${this.error ? this.#panel(this.error) : nothing}</div>`;
  }

  #panel(error: TrainerErrorReport): TemplateResult {
    return html`<section class="failure">
      ${renderErrorFacts(error)}
      <div class="actions">
        ${this.#offer(error)} ${this.#showSetting(error)} ${this.#retry(error)}
        <button type="button" class="quiet" @click=${() => request(this, { type: 'dismiss-error' })}
          >${ERROR.dismiss}</button
        >
        <code>${error.code}</code>
      </div>
    </section>`;
  }

  #offer({ offer }: TrainerErrorReport): TemplateResult | typeof nothing {
    if (!offer) return nothing;
    return html`<button
      type="button"
      class="primary"
      @click=${() => request(this, { type: 'retry', change: offer.config })}
    >${wordsOfWorker(offer.label)}</button>`;
  }

  #showSetting(error: TrainerErrorReport): TemplateResult | typeof nothing {
    const { field } = error;
    if (!isSettingError(error) || !field) return nothing;
    return html`<button type="button" @click=${() => request(this, { type: 'show-setting', key: field })}
      >${ERROR.showSetting}</button
    >`;
  }

  /** Training again would not help if a call was refused or a file cannot be loaded. */
  #retry({ code }: TrainerErrorReport): TemplateResult | typeof nothing {
    if (code === 'call-refused' || code === 'page-file') return nothing;
    return html`<button type="button" @click=${() => request(this, { type: 'retry' })}>${ERROR.retry}</button>`;
  }
}
