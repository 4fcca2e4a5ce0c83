import { updateWhenLocaleChanges } from '@lit/localize';
import { type CSSResult, LitElement } from 'lit';
import { LanguageOfElement, sentencesToCome } from '../language/localisation';
import { enterPage, isInPage, leavePage } from './in-page';
import { adoptStylesIn } from './styles-of-document';
import { registerTokens } from './tokens.styles';

/** The state of an element that waits for its sentences, see `fmnist-trainer.css`. */
const LOADING = 'loading-language';

/**
 * Base class of every view. Sets the screen's language from its `lang`, re-renders when the language changes, and provides the design
 * tokens. A page may move the element into another document, such as that of an `about:blank` frame.
 */
export class LocalizedElement extends LitElement {
  /** Every view has its style sheets as text, of which other documents get copies. Lit would also take native ones. */
  static override styles: CSSResult[] = [];

  /** Whether the root has its style sheets for the document that the element belongs to. */
  #isStyled = false;
  #internals: ElementInternals | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }

  /** An element stays disconnected in a document without a window, because nothing would disconnect it later. It is not drawn there. */
  override connectedCallback(): void {
    enterPage(this, this.#pageHidden);
    if (!isInPage(this)) return;
    super.connectedCallback();
    if (this.#isStyled) return;
    this.#isStyled = true;
    registerTokens(this.ownerDocument);
    this.adoptStyles();
  }

  /**
   * In another document the root has lost its style sheets, even if the element is never connected there.
   * @internal
   */
  protected adoptedCallback(): void {
    this.#isStyled = false;
  }

  override disconnectedCallback(): void {
    leavePage(this, this.#pageHidden);
    super.disconnectedCallback();
  }

  /** The page of a frame may come back if it is `persisted`. If not, the element may still be moved, and is then disconnected again. */
  readonly #pageHidden = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) this.disconnectedCallback();
  };

  /** Lit would also give the root its style sheets, and throw in another document than the script's. */
  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    return this.shadowRoot ?? this.attachShadow(shadowRootOptions);
  }

  /**
   * Gives the shadow root its style sheets.
   * @internal
   */
  protected adoptStyles(more: readonly CSSResult[] = []): void {
    const own = (this.constructor as typeof LitElement).elementStyles as CSSResult[];
    adoptStylesIn(this.ownerDocument, this.renderRoot as ShadowRoot, [...own, ...more]);
  }

  /**
   * Delays the first drawing until the texts of the page's language have loaded. English texts would be replaced at once, and everything
   * below would move. Until then `fmnist-trainer.css` reserves the place of an element in this state.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: Lit declares it so
  protected override scheduleUpdate(): void | Promise<unknown> {
    const sentences = this.hasUpdated ? null : sentencesToCome();
    if (!sentences || !this.#reservePlace()) return super.scheduleUpdate();
    return sentences.then(() => {
      this.#internals?.states.delete(LOADING);
      return super.scheduleUpdate();
    });
  }

  /** Adds the state `loading-language`. Returns false in browsers that cannot, and in a subclass that has taken the internals. */
  #reservePlace(): boolean {
    try {
      this.#internals ??= this.attachInternals();
      this.#internals.states.add(LOADING);
      return true;
    } catch {
      // Chromium before 125 takes only names that begin with two dashes.
      return false;
    }
  }
}
