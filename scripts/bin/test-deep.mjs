import { enter } from '../lib/entry.mjs';
import { runVitest } from '../lib/run-vitest.mjs';

/** The tests that repeat something at random, see `test/fixtures/depth.ts`. */
const TESTS = [
  'test/checkpoint/format.test.ts',
  'test/page/killed-runs.test.ts',
  'test/page/several-trainers.test.ts',
];

/** Runs these tests with many more repetitions than `npm test`. Arguments after `--` go to vitest. */
await enter(() => runVitest([...TESTS, ...process.argv.slice(2)], { FMNIST_DEEP: '1' }));
