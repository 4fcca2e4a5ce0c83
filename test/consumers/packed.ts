import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { emptyFolder, packInto } from '../fixtures/packed-package';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed package, which every consumer installs. */
    packed: string;
    /** Whether all consumers are tried, and not a few. */
    allConsumers: boolean;
  }
}

/** Builds and packs the package, once for all consumers. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = emptyFolder();
  project.provide('packed', await packInto(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}
