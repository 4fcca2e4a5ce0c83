import { adoptStyles, type CSSResult } from 'lit';

/** Copies of the style sheets for documents other than the script's own. */
const copies = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/**
 * Gives a shadow root in a document its style sheets. A sheet can be used only in the document whose window has made it, and a root that
 * is moved into another document loses its sheets. There it gets copies, made from our own text: what a browser writes for a parsed sheet
 * lacks shorthands that contain `var()`.
 */
export function adoptStylesIn(ownerDocument: Document, root: ShadowRoot, styles: readonly CSSResult[]): void {
  if (ownerDocument === document) {
    adoptStyles(root, [...styles]);
    return;
  }
  // A document that is not in a window is not drawn.
  const view = ownerDocument.defaultView;
  if (!view) return;
  const made = copies.get(ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>();
  copies.set(ownerDocument, made);
  root.adoptedStyleSheets = styles.map((style) => {
    const copy = made.get(style) ?? new view.CSSStyleSheet();
    if (!made.has(style)) copy.replaceSync(style.cssText);
    made.set(style, copy);
    return copy;
  });
}
