import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Component from '../../../src/component';
import { BUILT, importBuilt } from '../built';

const importComponent = (query = ''): Promise<typeof Component> =>
  import(/* @vite-ignore */ new URL(`fmnist-trainer.component.js${query}`, BUILT).href);

let component: typeof Component;
beforeAll(async () => {
  component = await importComponent();
});

/** The console's warnings while `act` ran. */
async function warnings(act: () => unknown): Promise<string[]> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  await act();
  const words = warn.mock.calls.map(([text]) => String(text));
  warn.mockRestore();
  return words;
}

// The order of the tests matters: a page's elements are defined once.
describe('defining the elements', () => {
  it('is up to the page with fmnist-trainer.component.js', () => {
    expect(customElements.get('fmnist-trainer')).toBeUndefined();
    expect(component.FmnistTrainer.prototype).toBeInstanceOf(HTMLElement);
  });

  it('defines the parts and a name that the page chooses, whose class extends the trainer’s', () => {
    component.defineTrainer('my-trainer');
    const mine = document.createElement('my-trainer');
    expect(mine).toBeInstanceOf(component.FmnistTrainer);
    expect(customElements.get('fmnist-metrics-chart')).toBeDefined();
    expect(customElements.get('fmnist-trainer')).toBeUndefined();
  });

  it('keeps the existing elements without a warning when the same version is loaded twice', async () => {
    component.defineTrainer();
    const again = await importComponent('?again');
    expect(again.FmnistTrainer).not.toBe(component.FmnistTrainer);
    expect(await warnings(() => again.defineTrainer())).toEqual([]);
    expect(customElements.get('fmnist-trainer')).toBe(component.FmnistTrainer);
    expect(await warnings(importBuilt)).toEqual([]);
  });

  it('keeps the existing element and warns when another version or another script has defined the name', async () => {
    class Older extends HTMLElement {}
    Object.defineProperty(Older, Symbol.for('fmnist-trainer.version'), { value: '0.0.1' });
    customElements.define('older-trainer', Older);
    customElements.define('foreign-trainer', class extends HTMLElement {});
    const [older] = await warnings(() => component.defineTrainer('older-trainer'));
    expect(older).toMatch(
      /<older-trainer> is already defined by version 0\.0\.1, which is kept; this is version \d/,
    );
    const [foreign] = await warnings(() => component.defineTrainer('foreign-trainer'));
    expect(foreign).toContain('by another script');
    expect(customElements.get('older-trainer')).toBe(Older);
  });

  it('refuses a name that is not valid for an element', () => {
    expect(() => component.defineTrainer('trainer')).toThrow(DOMException);
  });
});
