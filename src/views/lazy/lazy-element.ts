import {
  type CSSResult,
  html,
  nothing,
  type PropertyValues,
  type ReactiveElement,
  type TemplateResult,
} from 'lit';
import { TrainerError, type TrainerErrorReport } from '../../../worker/protocol';
import { buttons } from '../../ui/button.styles';
import { isInPage } from '../../ui/in-page';
import { LocalizedElement } from '../../ui/localized-element';
import { viewBase } from '../../ui/tokens.styles';
import { renderErrorFacts } from '../errors/error-facts';
import { errorFactsStyles } from '../errors/error-facts.styles';
import { ERROR } from '../errors/error-panel.wording';
import { lazyElementStyles } from './lazy-element.styles';
import type { LazyFile } from './lazy-file';
import type { LoadedView } from './loaded-view';

/** A view's file loads when its element is less than a screen away. */
const NEAR: IntersectionObserverInit = { rootMargin: '100% 0%' };

/** The styles of every lazy element, also before its view has loaded. */
export const lazyStyles: CSSResult[] = [viewBase, buttons, errorFactsStyles, lazyElementStyles];

/**
 * Where an element gets its view from.
 * @internal
 */
export interface ViewSource {
  /** The title shown in the view's place before it has loaded; empty for a view without a place, such as a dialog. */
  readonly title: () => string;
  readonly load: () => Promise<unknown>;
  /** Creates the view; returns nothing before its file has loaded. */
  readonly create: () => LoadedView | undefined;
}

/**
 * A source that loads a file and passes its contents to `create`, which returns the view.
 * @internal
 */
export function viewFrom<Code>(
  file: Pick<LazyFile<unknown, Code>, 'contents' | 'load'>,
  create: (code: Code) => LoadedView,
  title: () => string,
): ViewSource {
  return {
    title,
    load: () => file.load(),
    create: () => file.contents && create(file.contents),
  };
}

/**
 * An element whose view is in a file that loads when the element is first shown. Until then the element has the view's
 * properties, its title and its reserved place. If the file does not load, the element shows the error and a Retry button.
 */
export abstract class LazyElement extends LocalizedElement {
  /** @internal */
  protected abstract readonly source: ViewSource;

  #view: LoadedView | undefined;
  #isLoading = false;
  #error: TrainerErrorReport | null = null;
  #takesFocus = false;
  readonly #sight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) this.loadSoon();
  }, NEAR);

  /**
   * Whether the view loads when the element comes into view.
   * @internal
   */
  protected get isWanted(): boolean {
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!isInPage(this)) return;
    this.#takeView();
    if (this.#view) this.#view.connected();
    else if (this.isWanted) this.#sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sight.disconnect();
    this.#view?.disconnected();
  }

  /**
   * Returns the view. Loads it if necessary, wherever the element is on the page.
   * @throws TrainerError `page-file`, which the element shows as well
   * @internal
   */
  protected async loadView(): Promise<LoadedView> {
    this.#sight.disconnect();
    if (!this.#view) await this.#loadFile();
    if (this.#takeView() && isInPage(this)) this.#view?.connected();
    await this.updateComplete;
    return this.#view as LoadedView;
  }

  /**
   * Loads the view, unless it has loaded or is loading.
   * @internal
   */
  protected readonly loadSoon = (): void => {
    if (this.#isLoading || this.#view) return;
    this.loadView().catch(() => {
      // The element shows the error.
    });
  };

  async #loadFile(): Promise<void> {
    this.#isLoading = true;
    this.requestUpdate();
    try {
      await this.source.load();
    } catch (thrown) {
      this.#error = TrainerError.from(thrown).toReport();
      const detail = { ...this.#error, runId: 0 };
      this.dispatchEvent(new CustomEvent('fmnist-error', { detail, bubbles: true, composed: true }));
      throw thrown;
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  /** Creates the view if its code has loaded. Its first update treats all properties as changed, as Lit does for a new element. */
  #takeView(): boolean {
    if (this.#view) return false;
    this.#view = this.source.create();
    if (!this.#view) return false;
    // Lit calls the listeners in its templates with the view as `this`.
    this.renderOptions.host = this.#view;
    const { elementProperties } = this.constructor as typeof ReactiveElement;
    for (const name of elementProperties.keys()) this.requestUpdate(name);
    return true;
  }

  override shouldUpdate(changed: PropertyValues): boolean {
    return this.#view?.shouldUpdate(changed) ?? true;
  }

  override willUpdate(changed: PropertyValues): void {
    if (this.#view?.isDrawn === false) this.#receive();
    this.#view?.willUpdate(changed);
  }

  override render(): TemplateResult | typeof nothing {
    return this.#view?.render() ?? this.#renderPlace();
  }

  override updated(changed: PropertyValues): void {
    const view = this.#view;
    if (!view) return;
    if (!view.isDrawn) {
      view.isDrawn = true;
      view.firstUpdated();
    }
    view.updated(changed);
    if (this.#takesFocus) this.#focusTitle();
  }

  #receive(): void {
    this.adoptStyles();
    this.#takesFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
  }

  protected override adoptStyles(): void {
    super.adoptStyles(this.#view?.styles);
  }

  /** Moves the focus to the view after a retry by keyboard. Otherwise the focus would be lost with the button. */
  #focusTitle(): void {
    this.#takesFocus = false;
    const title = this.renderRoot.querySelector<HTMLElement>('h3, summary');
    if (title?.localName === 'h3') title.tabIndex = -1;
    title?.focus({ preventScroll: true });
  }

  #renderPlace(): TemplateResult {
    const error = this.#error;
    const title = this.source.title();
    return html`<section aria-labelledby=${title ? 'title' : nothing} aria-busy=${this.#isLoading || !error}>
      ${title ? html`<h3 id="title">${title}</h3>` : nothing}
      <div class=${error ? 'failure' : nothing}>
        <div role="alert">${error && !this.#isLoading ? renderErrorFacts(error) : nothing}</div>
        ${error ? this.#renderRetry(error.code) : nothing}
      </div>
    </section>`;
  }

  #renderRetry(code: string): TemplateResult {
    return html`<div class="actions">
      <button type="button" aria-disabled=${this.#isLoading} @click=${this.loadSoon}>${ERROR.retry}</button>
      <code>${code}</code>
    </div>`;
  }
}
