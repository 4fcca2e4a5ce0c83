import type { Plugin } from 'esbuild';

/** What the page's scripts load later stays a file of its own: the import of it is left as it is. */
export const loadedLater: Plugin;
