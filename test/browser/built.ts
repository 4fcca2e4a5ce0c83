import { vi } from 'vitest';
import type * as FmnistTrainerModule from '../../src/index';
import type { LazyElement } from '../../src/views/lazy/lazy-element';

/** The folder of the built files on the tests' server. */
export const BUILT = new URL('/built/', globalThis.location.href);

/** The shipped bundle of the page. Importing it defines the elements. */
export function importBuilt(): Promise<typeof FmnistTrainerModule> {
  return import(/* @vite-ignore */ new URL('fmnist-trainer.js', BUILT).href);
}

type LazyTag =
  | 'fmnist-sample-gallery'
  | 'fmnist-confusion-matrix'
  | 'fmnist-first-layer'
  | 'fmnist-garment-pad'
  | 'fmnist-network'
  | 'fmnist-step'
  | 'fmnist-settings-form';

/** Defines the elements and loads the code of a lazy view. Elements created afterwards are drawn at once. */
export async function importView(tag: LazyTag): Promise<void> {
  await importBuilt();
  const element = document.createElement(tag) as LazyElement;
  if (element.localName === 'fmnist-step') Object.assign(element, { open: true });
  document.body.append(element);
  await vi.waitUntil(() => element.renderRoot.querySelector('section:not([aria-busy])'), 20_000);
  element.remove();
}

/** A packed data set with 2,000 training images. */
export const SMALL_DATA = new URL('data/small/', BUILT).href;

/** The address of a host that fails in the given way, see `faults.ts`. */
export function fault(name: 'missing' | 'html' | 'cut' | 'silent' | 'late' | 'busy'): string {
  return new URL(`/faults/${name}/`, globalThis.location.href).href;
}
