/** Flags that Chromium needs to start in a container, and that stop its background requests. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Lets a page measure its memory at once, without waiting for the next garbage collection.
  '--enable-blink-features=ForceEagerMeasureMemory',
];
