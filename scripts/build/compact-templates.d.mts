import type { Plugin } from 'esbuild';

export const compactTemplates: Plugin;
