import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { buttons } from '../../ui/button.styles';
import { fields } from '../../ui/field.styles';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { SHARE } from './share-link.wording';

/**
 * Copies a text and confirms it. If the browser does not allow copying, shows the text selected in a field.
 *
 * @tag fmnist-copy-button
 */
export class FmnistCopyButton extends LocalizedElement {
  static override styles = [
    viewBase,
    buttons,
    fields,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.75u;
        color: var(--fmnist-muted);
      }

      span {
        font-size: 0.8125u;
      }

      input {
        margin-block: 0.5u;
      }

      :host(.small) button {
        min-height: 1.5u;
        padding: 0 0.25u;
      }
    `,
  ];

  /** The button's label. */
  @property({ attribute: false }) label = '';
  /** Describes what is copied. */
  @property({ attribute: false }) about = '';
  /** Returns the text. If it rejects, the caller reports why. */
  @property({ attribute: false }) source: () => Promise<string> = async () => '';

  /** The text to copy by hand; empty after it was copied. */
  @state() private text: string | null = null;

  override render(): TemplateResult {
    const { text } = this;
    return html`<button type="button" title=${this.about || nothing} @click=${this.#copy}>${this.label}</button
      ><span role="status">${text === null ? nothing : text ? SHARE.byHand : SHARE.copied}</span
      >${text ? html`<input readonly aria-label=${SHARE.text} .value=${text} />` : nothing}`;
  }

  override updated(changed: PropertyValues): void {
    const input = changed.has('text') ? this.renderRoot.querySelector('input') : null;
    input?.focus();
    input?.select();
  }

  readonly #copy = async (): Promise<void> => {
    this.text = null;
    const text = await this.source().catch(() => null);
    if (text === null) return;
    try {
      if (!(await isForbidden())) {
        await navigator.clipboard.writeText(text);
        this.text = '';
        return;
      }
    } catch {
      // The browser does not allow copying. The text is shown instead.
    }
    this.text = text;
  };
}

/** Whether the page is in a frame that may not copy. Trying it there would write a message to the console. */
async function isForbidden(): Promise<boolean> {
  const permission = { name: 'clipboard-write' as PermissionName };
  // Firefox and WebKit have no such permission, and write no message.
  const status = await navigator.permissions?.query(permission).catch(() => null);
  return status?.state === 'denied';
}

declare global {
  interface HTMLElementTagNameMap {
    'fmnist-copy-button': FmnistCopyButton;
  }
}
