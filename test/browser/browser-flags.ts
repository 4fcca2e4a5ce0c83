/** Flags without which Chromium in a container does not start, or calls home. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // A page may ask what memory it holds, and does not wait for the next garbage collection.
  '--enable-blink-features=ForceEagerMeasureMemory',
];
