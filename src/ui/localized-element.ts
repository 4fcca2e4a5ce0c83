import { updateWhenLocaleChanges } from '@lit/localize';
import { type CSSResultOrNative, LitElement } from 'lit';
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
  /** Whether the root has its style sheets for the document that the element belongs to. */
  #isStyled = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }

  /** An element stays disconnected in a document that is no page. Nothing would ever disconnect it. */
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

  /**
   * Delays the first drawing until the texts of the page's language have loaded. English texts would be replaced at once, and everything
   * below would move. Until then `fmnist-trainer.css` reserves the place of an element in this state.
   */
  protected override scheduleUpdate(): Promise<void> | undefined {
    const sentences = this.hasUpdated ? null : sentencesToCome();
    const states = sentences && this.#customStates();
    if (!states) {
      super.scheduleUpdate();
      return undefined;
    }
    return sentences.then(() => {
      states.delete(LOADING);
      super.scheduleUpdate();
    });
  }

  /** Adds the state `loading-language` and returns the element's custom states, or null in browsers without custom states. */
  #customStates(): CustomStateSet | null {
    try {
      const { states } = this.attachInternals();
      states.add(LOADING);
      return states;
    } catch {
      return null;
    }
  }
}
