import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { LazyElement } from './lazy-element';

/**
 * An element whose view is behind a disclosure. The view loads when the visitor first unfolds it, so it needs no reserved place. A folded
 * view is not drawn, because a training run changes it with every epoch.
 */
export abstract class FoldedElement extends LazyElement {
  @state() private isUnfolded = false;

  /**
   * The line that unfolds the view. Without it the element takes no space.
   * @internal
   */
  protected abstract get summary(): string | undefined;

  /** @internal */
  protected override get isWanted(): boolean {
    return false;
  }

  override render(): TemplateResult | typeof nothing {
    const { summary, isUnfolded } = this;
    if (!summary) return nothing;
    return html`<details ?open=${isUnfolded} @toggle=${this.#toggled}>
      <summary>${summary}</summary>
      ${isUnfolded ? super.render() : nothing}
    </details>`;
  }

  readonly #toggled = (event: Event): void => {
    this.isUnfolded = (event.target as HTMLDetailsElement).open;
    if (this.isUnfolded) this.loadSoon();
  };
}
