import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { HELP } from './help-tip.wording';
import { LocalizedElement } from './localized-element';
import { viewBase } from './tokens.styles';

/**
 * A question mark that opens an explanation on top of the page, so nothing moves. Escape, a press elsewhere or on the
 * mark closes it.
 *
 * @tag fmnist-help-tip
 */
export class FmnistHelpTip extends LocalizedElement {
  static override styles = [
    viewBase,
    css`
      :host {
        display: inline-block;
        /* The target is larger than a line of small text but does not make the line taller. */
        margin-block: -0.25u;
        line-height: 1;
        vertical-align: middle;
      }

      button {
        width: 1.5u;
        height: 1.5u;
        padding: 0;
        border: 0;
        background: none;
        color: var(--fmnist-muted);
        font: inherit;
        cursor: help;
      }

      button::before {
        content: '?';
        display: grid;
        place-items: center;
        width: 1u;
        height: 1u;
        margin: auto;
        border: 1px solid var(--fmnist-edge);
        border-radius: 50%;
        font-size: 0.6875u;
      }

      button:hover,
      button:has(+ :popover-open) {
        color: var(--fmnist-ink);
      }

      p {
        inset: auto;
        width: max-content;
        max-width: min(17u, 100vw - 2u);
        padding: 0.5u 0.75u;
        border: 1px solid var(--fmnist-edge);
        border-radius: var(--fmnist-radius);
        background: var(--fmnist-surface);
        color: var(--fmnist-ink);
        font-size: 0.8125u;
        line-height: 1.5;
        position-area: block-end span-inline-end;
        position-try-fallbacks: flip-inline, flip-block, flip-block flip-inline;
      }
    `,
  ];

  /** The term to explain. */
  @property({ attribute: false }) about = '';
  /** The explanation, one sentence. */
  @property({ attribute: false }) text = '';

  override render(): TemplateResult {
    return html`<button type="button" popovertarget="text" aria-label=${HELP.about(this.about)}></button
      ><p id="text" popover>${this.text}</p>`;
  }
}
