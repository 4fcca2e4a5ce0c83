import { enter } from '../lib/entry.mjs';
import { runVitest } from '../lib/run-vitest.mjs';

/** Packs the package. Each consumer installs, builds, serves and uses it. Arguments after `--` go to vitest. */
await enter(() => runVitest(['--project', 'consumers', ...process.argv.slice(2)], { FMNIST_CONSUMERS: 'all' }));
