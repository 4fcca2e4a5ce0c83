import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { once } from './once';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed package, which every consumer installs. */
    packed: string;
    /** The output of the command that packed it. */
    packingOutput: string;
    /** Whether to test more consumers than the few that need no registry. */
    allConsumers: boolean;
  }
}

/** Provides the package that `npm run package` packs to a project's tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { folder, output } = await once('package', async () => pack());
  const [file = ''] = readdirSync(folder);
  project.provide('packed', join(folder, file));
  project.provide('packingOutput', output);
  return () => rmSync(folder, { recursive: true, force: true });
}

function pack(): { folder: string; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fmnist-packed-'));
  const command = ['run', 'package', '--', '--out', folder];
  return { folder, output: execFileSync('npm', command, { cwd: projectRoot(), encoding: 'utf8' }) };
}
