import type { Plugin } from 'esbuild';

/** Keeps the comment that tells bundlers to leave an import of an address that only a run knows alone. */
export const runTimeImports: Plugin;
