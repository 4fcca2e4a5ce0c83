import { otherEngines } from '../lib/browser/other-engines.mjs';
import { enter } from '../lib/entry.mjs';
import { runVitest } from '../lib/run-vitest.mjs';

/**
 * Packs the package. Each consumer installs, builds, serves and uses it. Without Firefox, the consumers in it are skipped, and it says
 * so. Arguments after `--` go to vitest.
 */
await enter(async () => {
  const { env, missing } = await otherEngines({ names: ['Firefox'] });
  if (!env.FMNIST_FIREFOX) console.warn(['The tests in Firefox will be skipped.', ...missing].join('\n'));
  return runVitest(['--project', 'consumers', ...process.argv.slice(2)], { ...env, FMNIST_CONSUMERS: 'all' });
});
