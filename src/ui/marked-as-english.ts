import { html, type TemplateResult } from 'lit';

/** What the worker said, as far as it is translated; what stayed as it was is marked as English. */
export function inItsLanguage(words: string, original: string): TemplateResult | string {
  return words === original ? html`<span lang="en">${words}</span>` : words;
}
