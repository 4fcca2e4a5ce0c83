import type { CSSResult, PropertyValues, ReactiveElement, TemplateResult } from 'lit';

/**
 * The code of a view that loads later. It does what a Lit element does itself, for an element that is already in the page. The
 * element calls these methods when Lit would.
 */
export abstract class LoadedView<Host extends ReactiveElement = ReactiveElement> {
  /** Style sheets in addition to those that the element has from the start. */
  abstract readonly styles: readonly CSSResult[];
  /** Whether the view has been drawn before. The element sets it. */
  isDrawn = false;

  protected readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  abstract render(): TemplateResult;

  /** Called when the view enters the page: when its element does, or when the view is created for an element in the page. */
  connected(): void {}
  disconnected(): void {}

  shouldUpdate(_changed: PropertyValues): boolean {
    return true;
  }
  willUpdate(_changed: PropertyValues): void {}
  firstUpdated(): void {}
  updated(_changed: PropertyValues): void {}

  /** Draws the view again in the element's next update. If a change has a name, it is among the changed properties. */
  requestUpdate(name?: string): void {
    this.host.requestUpdate(name, undefined, { hasChanged: () => true });
  }

  /** The first drawn element that matches a selector. It must exist: do not call this before the first drawing. */
  protected find<E extends Element = HTMLElement>(selector: string): E {
    return this.host.renderRoot.querySelector<E>(selector) as E;
  }
}

/** A decorator for a field of a loaded view. A change of the field draws the view again, like Lit's `state`. */
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
