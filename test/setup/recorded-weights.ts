import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { weightsLines } from '../three-browsers/recorded-weights';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file in which each engine records the weights that it has trained. */
    weightsFile: string;
  }
}

/** Prints which engines have trained the same weights, after the tests. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'fmnist-weights-'));
  const file = join(folder, 'weights.jsonl');
  project.provide('weightsFile', file);
  return () => {
    for (const line of weightsLines(file)) console.log(line);
    rmSync(folder, { recursive: true });
  };
}
