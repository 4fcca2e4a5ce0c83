import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browsersForTests } from '../lib/browser/browsers-for-tests.mjs';
import { otherEngines } from '../lib/browser/other-engines.mjs';
import { prepareData, remedyForNoData } from '../lib/data/prepare-data.mjs';
import { ExpectedError, enter, projectRoot } from '../lib/entry.mjs';
import { ensureInstalled } from '../lib/install.mjs';

const root = projectRoot();
const results = join(root, '.cache/test-results.json');

/** Makes the tests try every consumer, except the frameworks, which only `npm run test:consumers` tries. */
const ALL_CONSUMERS = '--all-consumers';
/** Makes a missing Firefox or WebKit an error. Without it, their tests are skipped. */
const ALL_BROWSERS = '--all-browsers';

/** Runs all checks, the fastest first. Arguments after `--` go to vitest, except the two above. */
await enter(async () => {
  /** @type {[string, number][]} */
  const durations = [];
  /**
   * @template T
   * @param {string} name
   * @param {() => T | Promise<T>} work
   */
  const timed = async (name, work) => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      durations.push([name, (performance.now() - start) / 1000]);
    }
  };
  const args = process.argv.slice(2).filter((arg) => ![ALL_CONSUMERS, ALL_BROWSERS].includes(arg));
  if (process.argv.includes(ALL_CONSUMERS)) process.env.FMNIST_CONSUMERS = 'bundlers';
  try {
    await timed('install', () => ensureInstalled(root));
    const browsers = await timed('browser', () => browsersForTests());
    Object.assign(process.env, browsers, await timed('other engines', announceEngines));
    console.log(`Tests run in ${browsers.FMNIST_HEADLESS_SHELL}.`);
    await timed('data', announceData);

    mkdirSync(join(root, '.cache'), { recursive: true });
    rmSync(results, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
    /** @type {[string, string[]][]} */
    const stages = [
      ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']],
      ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
      ['build', ['esbuild.config.mjs']],
      ['tests', ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]],
    ];
    // The tests use the build of the stage before them.
    process.env.FMNIST_DIST = join(root, 'dist');
    for (const [name, program] of stages) {
      const code = await timed(name, () => runNode(name, program));
      if (code !== 0) {
        if (name === 'tests') summarize();
        console.error(`\nnpm test stopped: ${name} failed with exit code ${code}.`);
        return 1;
      }
    }
    return summarize() ? 0 : 1;
  } finally {
    console.log(
      `\n${durations.map(([name, seconds]) => `${name.padEnd(16)}${seconds.toFixed(1).padStart(8)} s`).join('\n')}`,
    );
  }
});

/** Gives the tests the data's folders, or prints that the tests on real data will be skipped. */
async function announceData() {
  const data = await prepareData();
  if (data.kind === 'fashion-mnist') {
    process.env.FMNIST_IDX_DATA = data.source;
    process.env.FMNIST_PACKED_DATA = data.packed;
    return;
  }
  announce([
    'TESTS ON REAL DATA WILL BE SKIPPED: Fashion-MNIST was not found.',
    '',
    ...data.reason.split('\n'),
    '',
    ...remedyForNoData(root).split('\n'),
  ]);
}

/**
 * Finds Firefox and WebKit, or prints that their tests will be skipped.
 * @returns their paths, as environment variables
 * @throws {ExpectedError} when one is missing and `--all-browsers` was given
 */
async function announceEngines() {
  const { env, missing } = await otherEngines();
  if (missing.length > 0 && process.argv.includes(ALL_BROWSERS)) throw new ExpectedError(missing.join('\n'));
  if (missing.length > 0) announce(['TESTS IN THESE BROWSERS WILL BE SKIPPED:', '', ...missing]);
  return env;
}

/**
 * Prints lines in a frame.
 * @param {readonly string[]} lines
 */
function announce(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = '═'.repeat(width + 2);
  console.error([`╔${edge}╗`, ...lines.map((line) => `║ ${line.padEnd(width)} ║`), `╚${edge}╝`].join('\n'));
}

/**
 * Runs a Node program. Its output goes to the terminal.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns its exit code
 */
function runNode(name, args) {
  console.log(`\n── ${name}`);
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/**
 * Prints the counts as one line.
 * @returns whether tests were run and none failed
 */
function summarize() {
  if (!existsSync(results)) {
    console.error('vitest exited without a report.');
    return false;
  }
  const counts = JSON.parse(readFileSync(results, 'utf8'));
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = counts;
  console.log(`\ntests: ${passed} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
  if (passed + failed === 0) console.error('No test was run. Check the name after `npm test --`.');
  return passed > 0 && failed === 0;
}
