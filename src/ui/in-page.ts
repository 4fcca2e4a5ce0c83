/** The windows of the elements that are in a page. */
const windows = new WeakMap<Element, Window>();

/** Whether one of our elements is in a page. Unlike `isConnected`, this is false in a frame that was removed or has opened another page. */
export function isInPage(element: Element): boolean {
  return windows.has(element);
}

/**
 * Notes that an element is in the page of its document. A document without a window, such as that of a removed frame, is no page.
 * @param onEnd called when the page of a frame ends, which does not disconnect the elements in it
 */
export function enterPage(element: Element, onEnd: (event: PageTransitionEvent) => void): void {
  const { defaultView } = element.ownerDocument;
  if (!defaultView) return;
  windows.set(element, defaultView);
  if (defaultView !== window) defaultView.addEventListener('pagehide', onEnd);
}

/** Notes that an element is in no page any more. */
export function leavePage(element: Element, onEnd: (event: PageTransitionEvent) => void): void {
  windows.get(element)?.removeEventListener('pagehide', onEnd);
  windows.delete(element);
}
