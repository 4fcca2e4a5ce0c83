import type * as lit from 'lit';
import type * as shipped from '../../scripts/build/lit-types';

/**
 * The shipped stand-in for Lit's declarations says nothing that Lit's own do not: each of its members is one of Lit's, of a type that
 * Lit's fits. `npm run typecheck` reads this file, and nothing runs it.
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

/** Controllers are passed the other way, too: an application's is given to our element. */
export const controller: lit.ReactiveController = {} as shipped.ReactiveController;
export const host: lit.ReactiveControllerHost = {} as shipped.ReactiveControllerHost;
