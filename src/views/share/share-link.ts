import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { TrainerErrorReport } from '../../../worker/protocol';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { renderErrorFacts } from '../errors/error-facts';
import { SHARE } from './share-link.wording';

/**
 * A button that copies a link to the settings, and a message if the link that was opened is invalid. The message stays
 * calm: the visitor did nothing wrong.
 *
 * @tag fmnist-share-link
 */
export class FmnistShareLink extends LocalizedElement {
  static override styles = [
    viewBase,
    css`
      :host {
        margin-top: 0.875u;
        overflow-wrap: anywhere;
      }

      div,
      .about {
        font-size: 0.8125u;
      }

      .about,
      dt {
        margin-top: 0.25u;
        color: var(--fmnist-muted);
      }

      section {
        margin-bottom: 0.875u;
        padding-inline-start: 0.75u;
        border-inline-start: 3px solid var(--fmnist-edge);
      }
    `,
  ];

  /** Makes the link. */
  @property({ attribute: false }) makeLink: () => Promise<string> = async () => location.href;
  /** The problem with the opened or requested link. */
  @property({ attribute: false }) error: TrainerErrorReport | null = null;

  override render(): TemplateResult {
    return html`<div role="status">${this.error ? html`<section>${renderErrorFacts(this.error)}</section>` : nothing}</div>
      <fmnist-copy-button .label=${SHARE.link} .source=${this.makeLink}></fmnist-copy-button>
      <p class="about">${SHARE.about}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-share-link': FmnistShareLink;
  }
}
