/**
 * Stand-ins for the browser's globals that the element's modules use while they are evaluated. The build puts these in place of
 * the globals, so that the modules can also be imported without a browser, as on a server that renders pages.
 */
export const HTMLElement = globalThis.HTMLElement ?? class {};

const page = globalThis.document ?? { createTreeWalker: () => ({}) };

export { page as document };
