import type { Plugin } from 'esbuild';

export const compactStyles: Plugin;
export function compactIn(source: string): string;
