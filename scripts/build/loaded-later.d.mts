import type { Plugin } from 'esbuild';

/** Keeps bundles that the page's scripts load later as files of their own; see loaded-later.mjs. */
export function loadedLater(
  root: string,
  bundles: readonly { readonly entry: string; readonly file: string }[],
): Plugin;
