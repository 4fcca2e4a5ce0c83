import { updateWhenLocaleChanges } from '@lit/localize';
import { type CSSResultOrNative, LitElement } from 'lit';
import { LanguageOfElement } from '../language/localisation';
import { adoptStylesIn } from './styles-of-document';
import { registerTokens } from './tokens.styles';

/**
 * Base class of every view. Sets the screen's language from its `lang`, re-renders when the language changes, and provides the design
 * tokens. A page may move the element into another document, such as that of an `about:blank` frame.
 */
export class LocalizedElement extends LitElement {
  /** The document that the root's style sheets are for. */
  #styledIn: Document | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#styledIn === this.ownerDocument) return;
    this.#styledIn = this.ownerDocument;
    registerTokens(this.ownerDocument);
    this.adoptStyles();
  }

  /** Lit would also give the root its style sheets, and throw in another document than the script's. */
  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.renderOptions.renderBefore ??= root.firstChild;
    return root;
  }

  /**
   * Gives the shadow root its style sheets.
   * @internal
   */
  protected adoptStyles(more: readonly CSSResultOrNative[] = []): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    adoptStylesIn(this.ownerDocument, this.renderRoot as ShadowRoot, [...elementStyles, ...more]);
  }
}
