import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { TOKENS } from '../../../src/ui/tokens.styles';
import { importBuilt } from '../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => document.body.replaceChildren());

const tokenOf = (element: Element, name: string) =>
  getComputedStyle(element).getPropertyValue(`--fmnist-${name}`).trim();

/** An element of a tag inside an article with a style. */
async function inArticle(tag: 'fmnist-trainer' | 'fmnist-download-menu' | 'fmnist-metrics-chart', style = '') {
  const article = document.createElement('article');
  const view = document.createElement(tag);
  article.style.cssText = style;
  article.append(view);
  document.body.append(article);
  await view.updateComplete;
  return view;
}

describe('a design token', () => {
  it.each(['fmnist-trainer', 'fmnist-download-menu'] as const)(
    'has its default value in a single <%s>',
    async (tag) => {
      const view = await inArticle(tag);
      for (const [name, value] of Object.entries(TOKENS)) expect(tokenOf(view, name)).toBe(value);
    },
  );

  it('colours the focus ring of a single view, light or dark like the page', async () => {
    const view = await inArticle('fmnist-metrics-chart', 'color-scheme: dark');
    await userEvent.tab();
    let focused: Element | null = view;
    while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused as Element);
    expect([outlineStyle, outlineWidth, outlineColor]).toEqual(['solid', '2px', 'rgb(95, 199, 220)']);
  });

  it.each(['fmnist-trainer', 'fmnist-download-menu'] as const)(
    'is inherited by <%s> from the elements around it',
    async (tag) => {
      const view = await inArticle(tag, '--fmnist-accent: rebeccapurple');
      expect(tokenOf(view, 'accent')).toBe('rebeccapurple');
      view.style.setProperty('--fmnist-accent', 'teal');
      expect(tokenOf(view, 'accent')).toBe('teal');
      expect(tokenOf(view, 'ink')).toBe(TOKENS.ink);
    },
  );
});
