import { spawnSync } from 'node:child_process';
import { browsersForTests } from './browser/browsers-for-tests.mjs';
import { projectRoot } from './entry.mjs';
import { ensureInstalled } from './install.mjs';

/**
 * Runs vitest in this terminal. Installs the dependencies and a browser first, if needed.
 * @param {readonly string[]} args of `vitest run`
 * @param {Record<string, string>} env variables for the tests
 * @returns {Promise<number>} vitest's exit code
 */
export async function runVitest(args, env) {
  const root = projectRoot();
  ensureInstalled(root);
  const { status, error } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(await browsersForTests()), ...env },
  });
  if (error) throw error;
  return status ?? 1;
}
