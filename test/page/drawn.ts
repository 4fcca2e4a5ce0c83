import type { Frame, Page } from 'playwright';

/**
 * Everything that is drawn in an element: each element's place, font and inherited styles, and where each text begins and ends, in pixels.
 * @param selector the first element that matches it; by default the place of the elements
 */
export function drawn(page: Page | Frame, selector = '.place'): Promise<string[]> {
  return page.evaluate((matching) => {
    const lines: string[] = [];
    const rectangle = ({ x, y, width, height }: DOMRect) =>
      [x, y, width, height].map((length) => Math.round(4 * length) / 4).join(' ');
    const ofText = (text: Text) => {
      const range = document.createRange();
      return [0, text.length - 1].map((at) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return rectangle(range.getBoundingClientRect());
      });
    };
    const ofElement = (element: Element) => {
      const style = getComputedStyle(element);
      const { color, backgroundColor, fontSize, fontWeight, fontFamily, letterSpacing } = style;
      const { textTransform, textShadow, webkitTextFillColor } = style;
      return [element.localName, rectangle(element.getBoundingClientRect()), fontSize, fontWeight]
        .concat(fontFamily.slice(0, 20), letterSpacing, textTransform, textShadow)
        .concat(color, backgroundColor, webkitTextFillColor)
        .join(' ');
    };
    // A node that was moved here from another document is no instance of this document's classes.
    const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;
    const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
    const walk = (parent: ParentNode) => {
      for (const child of parent.childNodes) {
        if (isText(child) && child.data.trim())
          lines.push(`“${child.data.trim()}” ${ofText(child).join(', ')}`);
        if (!isElement(child)) continue;
        lines.push(ofElement(child));
        if (child.shadowRoot) walk(child.shadowRoot);
        walk(child);
      }
    };
    walk(document.querySelector(matching) as Element);
    return lines;
  }, selector);
}
