import type * as lit from 'lit';
import type * as shipped from '../../scripts/build/lit-types';

/**
 * The shipped stand-in for Lit's declarations has only members that Lit's own have, with compatible types. `npm run typecheck` reads this
 * file, and nothing runs it.
 */

type Shipped = typeof shipped;

declare const lits: {
  element: lit.LitElement;
  elementClass: Pick<typeof lit.LitElement, keyof Shipped['LitElement']>;
  template: lit.TemplateResult;
  styles: lit.CSSResult;
  host: lit.ReactiveControllerHost;
  controller: lit.ReactiveController;
  changed: lit.PropertyValues<HTMLElement>;
};

export const standIns: {
  element: shipped.LitElement;
  elementClass: Pick<Shipped['LitElement'], keyof Shipped['LitElement']>;
  template: shipped.TemplateResult;
  styles: shipped.CSSResult;
  host: shipped.ReactiveControllerHost;
  controller: shipped.ReactiveController;
  changed: shipped.PropertyValues<HTMLElement>;
} = lits;

/** Controllers are also passed in the other direction: an application adds its own to our element. */
export const controller: lit.ReactiveController = {} as shipped.ReactiveController;
export const host: lit.ReactiveControllerHost = {} as shipped.ReactiveControllerHost;
