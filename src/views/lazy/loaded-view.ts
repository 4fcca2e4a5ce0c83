import type { CSSResult, PropertyValues, ReactiveElement, TemplateResult } from 'lit';

/**
 * The code of a view that loads later: what an element of Lit does itself, for an element that is in the page already. The
 * element calls these methods as Lit would.
 */
export abstract class LoadedView<Host extends ReactiveElement = ReactiveElement> {
  /** Style sheets besides those that the element has had from the start. */
  abstract readonly styles: readonly CSSResult[];
  /** Whether the view has been drawn before; the element sets it. */
  isDrawn = false;

  protected readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  abstract render(): TemplateResult;

  /** The view has come into the page, with its element or to it. */
  connected(): void {}
  disconnected(): void {}

  shouldUpdate(_changed: PropertyValues): boolean {
    return true;
  }
  willUpdate(_changed: PropertyValues): void {}
  firstUpdated(): void {}
  updated(_changed: PropertyValues): void {}

  /** Draws the view anew, in the element's next update. A named change is listed among the changed properties. */
  requestUpdate(name?: string): void {
    this.host.requestUpdate(name, undefined, { hasChanged: () => true });
  }

  /** What is drawn and fits a selector, the first of several. It must exist: before the first drawing nothing does. */
  protected find<E extends Element = HTMLElement>(selector: string): E {
    return this.host.renderRoot.querySelector<E>(selector) as E;
  }
}

/** Marks a field of a loaded view: a change of it draws the view anew, as with Lit's `state`. */
export function viewState(): (view: LoadedView, name: string) => void {
  return (view, name) => {
    const key = Symbol(name);
    Object.defineProperty(view, name, {
      get(this: Record<symbol, unknown>) {
        return this[key];
      },
      set(this: Record<symbol, unknown> & LoadedView, value: unknown) {
        if (this[key] === value) return;
        this[key] = value;
        this.requestUpdate(name);
      },
    });
  };
}
