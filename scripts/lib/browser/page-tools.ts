import type { FmnistTrainer } from '../../../src/index';

/** Where an element is in the window's visible part, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a function that runs in the page is given to look around: the elements in all open shadow roots. */
export interface PageTools {
  /** The visible and hidden elements that match, in the order of the document. */
  all<E extends HTMLElement = HTMLElement>(css: string): E[];
  /** The first of them. @throws if there is none */
  one<E extends HTMLElement = HTMLElement>(css: string): E;
  /** The visible element whose name is this: its label or its whole text. @throws if there is none */
  named(css: string, name: string): HTMLElement;
  isVisible(element: Element): boolean;
  /** The text in an element and in the shadow roots below it, with single spaces. */
  text(element: Element): string;
  /** Scrolls to an element and resolves to its place on the screen, or to null while it moves, has no size or is disabled. */
  placeOf(element: Element): Promise<Place | null>;
  /** The page's trainer. */
  trainer(): FmnistTrainer;
  /** The element that has the focus. */
  focused(): Element | null;
}

/** Makes the tools. It runs in the page, so it uses nothing outside itself. */
export function pageTools(): PageTools {
  const all = <E extends HTMLElement>(css: string): E[] => {
    const collect = (root: Document | ShadowRoot): E[] =>
      [...root.querySelectorAll<E>('*')].flatMap((element) => [
        ...(element.matches(css) ? [element] : []),
        ...(element.shadowRoot ? collect(element.shadowRoot) : []),
      ]);
    return collect(document);
  };
  const one = <E extends HTMLElement>(css: string): E => {
    const [first] = all<E>(css);
    if (!first) throw new Error(`There is no ${css}.`);
    return first;
  };
  const isVisible = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const text = (element: Element): string => {
    const below = [element, ...element.querySelectorAll('*')];
    const inShadow = below.flatMap(({ shadowRoot }) => [...(shadowRoot?.children ?? [])].map(text));
    return [element.localName === 'style' ? '' : element.textContent, ...inShadow]
      .join(' ')
      .replace(/\s+/g, ' ');
  };
  const nameOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  return {
    all,
    one,
    isVisible,
    text,
    named: (css, name) => {
      const found = all(css).find((element) => isVisible(element) && nameOf(element) === name);
      if (!found) throw new Error(`There is no visible ${css} named “${name}”.`);
      return found;
    },
    placeOf: async (element) => {
      const frame = () => new Promise(requestAnimationFrame);
      element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      await frame();
      const before = element.getBoundingClientRect();
      await frame();
      await frame();
      const { x, y, width, height } = element.getBoundingClientRect();
      const rests = before.x === x && before.y === y && before.height === height;
      return rests && width > 0 && !element.matches(':disabled') ? { x, y, width, height } : null;
    },
    trainer: () => one('fmnist-trainer'),
    focused: () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    },
  };
}
