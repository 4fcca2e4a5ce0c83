import { expect, it, vi } from 'vitest';
import type * as Component from '../../../src/component';
import { BUILT } from '../built';

const VERSION = Symbol.for('fmnist-trainer.version');

/** Defines an element as a script of that version does; without a version, as any other script does. */
function takeName(tag: string, version?: string): CustomElementConstructor {
  const taken = class extends HTMLElement {};
  if (version) Object.defineProperty(taken, VERSION, { value: version });
  customElements.define(tag, taken);
  return taken;
}

// The order of the tests matters: a page's elements are defined once.
it('a trainer with its own name warns once if its parts are those of another version', async () => {
  const { defineTrainer }: typeof Component = await import(
    /* @vite-ignore */ new URL('fmnist-trainer.component.js', BUILT).href
  );
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const chart = takeName('fmnist-metrics-chart', '0.0.1');
  takeName('fmnist-run-controls', '0.0.1');

  defineTrainer('my-trainer');
  expect(warn.mock.calls).toEqual([
    [
      expect.stringMatching(
        /<fmnist-(metrics-chart|run-controls)> is already defined by version 0\.0\.1, which is kept; this is version \d/,
      ),
    ],
  ]);
  expect(customElements.get('fmnist-metrics-chart')).toBe(chart);
  expect(customElements.get('my-trainer')).toBeDefined();
  warn.mockRestore();
});

it('every part names the version that defined it', () => {
  const mine = customElements.get('my-trainer') as unknown as Record<symbol, string>;
  const help = customElements.get('fmnist-help-tip') as unknown as Record<symbol, string>;
  expect(help[VERSION]).toMatch(/^\d+\.\d+/);
  expect(help[VERSION]).toBe(mine[VERSION]);
});
