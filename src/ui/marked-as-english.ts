import { html, type TemplateResult } from 'lit';

/** A text from the worker: its translation, or the English original marked as English if there is none. */
export function inItsLanguage(words: string, original: string): TemplateResult | string {
  return words === original ? html`<span lang="en">${words}</span>` : words;
}
