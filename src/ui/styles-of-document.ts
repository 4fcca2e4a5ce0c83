import { adoptStyles, type CSSResultOrNative } from 'lit';

/** Copies of the style sheets for documents other than the script's own. */
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/**
 * Gives a shadow root in a document its style sheets. A sheet can be used only in the document whose window has made it, and a root that
 * is moved into another document loses its sheets. There it gets copies.
 */
export function adoptStylesIn(
  ownerDocument: Document,
  root: ShadowRoot,
  styles: readonly CSSResultOrNative[],
): void {
  if (ownerDocument === document) {
    adoptStyles(root, [...styles]);
    return;
  }
  // A document that is not in a window is not drawn.
  const view = ownerDocument.defaultView;
  if (!view) return;
  const made = copies.get(ownerDocument) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  copies.set(ownerDocument, made);
  root.adoptedStyleSheets = styles.map((style) => {
    const copy = made.get(style) ?? new view.CSSStyleSheet();
    if (!made.has(style)) copy.replaceSync(textOf(style));
    made.set(style, copy);
    return copy;
  });
}

/** Our own styles are available as they were written. What a browser writes for a parsed sheet lacks shorthands that contain `var()`. */
function textOf(style: CSSResultOrNative): string {
  return style instanceof CSSStyleSheet
    ? Array.from(style.cssRules, ({ cssText }) => cssText).join('\n')
    : style.cssText;
}
