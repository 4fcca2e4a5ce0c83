import { enter } from '../lib/entry.mjs';
import { runVitest } from '../lib/run-vitest.mjs';

/** The tests that `npm test` runs less thoroughly, see `test/fixtures/depth.ts`. */
const TESTS = [
  'test/browser/mutants.test.ts',
  'test/edge/png/inflate.test.ts',
  'test/engines/fused/large-networks.test.ts',
  'test/page/killed-runs.test.ts',
  'test/page/reserved-place.test.ts',
  'test/page/several-trainers.test.ts',
  'test/page/starved-page.test.ts',
  'test/reference/replay.test.ts',
  'test/scripts/pretrain/check.test.ts',
];

/** Runs these tests in full. Arguments after `--` go to vitest. */
await enter(() => runVitest([...TESTS, ...process.argv.slice(2)], { FMNIST_DEEP: '1' }));
