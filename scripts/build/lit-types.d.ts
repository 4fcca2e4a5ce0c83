/**
 * What the package's declarations name of Lit. They ship with this in place of the package `lit`: the bundles contain their own copy
 * of Lit, so an application has no use for another one. `test/types/lit-types.ts` compares it with Lit's own declarations.
 */

export type PropertyValues<T = unknown> = T extends object ? Map<keyof T | PropertyKey, unknown> : never;

export interface CSSResult {
  readonly cssText: string;
}

export interface TemplateResult {
  readonly strings: TemplateStringsArray;
  readonly values: unknown[];
}

export declare const nothing: unique symbol;

export interface ReactiveController {
  hostConnected?(): void;
  hostDisconnected?(): void;
  hostUpdate?(): void;
  hostUpdated?(): void;
}

export interface ReactiveControllerHost {
  addController(controller: ReactiveController): void;
  removeController(controller: ReactiveController): void;
  requestUpdate(): void;
  readonly updateComplete: Promise<boolean>;
}

/** The base class of the elements: an HTML element that draws itself anew, once for all changes of its properties. */
export declare class LitElement extends HTMLElement implements ReactiveControllerHost {
  static get observedAttributes(): string[];
  /** The shadow root. */
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly isUpdatePending: boolean;
  readonly hasUpdated: boolean;
  /** Resolves when all changes so far have been drawn. */
  get updateComplete(): Promise<boolean>;
  requestUpdate(name?: PropertyKey, oldValue?: unknown): void;
  addController(controller: ReactiveController): void;
  removeController(controller: ReactiveController): void;
  connectedCallback(): void;
  disconnectedCallback(): void;
  attributeChangedCallback(name: string, old: string | null, value: string | null): void;
}
