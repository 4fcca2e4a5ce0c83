/**
 * What the element's classes ask a browser for while their module is read. Where there is none, as on a server that
 * renders pages, a module can be imported all the same: the build puts these in place of the globals.
 */
export const HTMLElement = globalThis.HTMLElement ?? class {};

const page = globalThis.document ?? { createTreeWalker: () => ({}) };

export { page as document };
