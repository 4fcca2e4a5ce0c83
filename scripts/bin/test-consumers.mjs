import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findBrowser } from '../lib/browser/find-browser.mjs';
import { enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const CONFIG = 'test/consumers/vitest.config.ts';

/** Packs the package. Each consumer installs, builds, serves and uses it. Arguments after `--` go to vitest. */
await enter(async () => {
  const root = projectRoot();
  ensureInstalled(root);
  process.env.FMNIST_BROWSER = await findBrowser({ install: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--root', root, '--config', CONFIG, ...process.argv.slice(2)];
  const { status, error } = spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
});
