import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserRun } from './chromium';
import { ChildContender, type Contender, type Laps } from './contender';

/**
 * Slow ones run fewer epochs, or nobody waits for the end: a quick bench has two minutes, on a slow machine too. There are
 * three values of everyone at least. Fast ones, whose threads the system has to place anew each time, run more in a row, and more often: two
 * threads differ most from turn to turn.
 */
const LAPS = {
  vanilla: { quick: 3, full: 5, epochs: 1 },
  slow: { quick: 4, full: 9, epochs: 1 },
  peer: { quick: 3, full: 11, epochs: 3 },
  fast: { quick: 5, full: 9, epochs: 7 },
} as const satisfies Record<string, Laps>;
/** More than any session takes. */
const MAX_THREADS = 16;

export interface LineUp {
  readonly root: string;
  /** Folder with the four official files. */
  readonly dataFolder: string;
  readonly cores: number;
  readonly python: string;
  /** Bundles of `bench/contenders/*.ts`. */
  readonly bundles: string;
}

/** Thread counts worth a row: one, one a core, and one more than there are cores. */
export function threadCounts(cores: number): readonly number[] {
  return [...new Set([1, cores, cores + 1].map((threads) => Math.min(threads, MAX_THREADS)))];
}

/** All who run under Node or Python, in the order of the rows. */
export function lineUp({ root, dataFolder, cores, python, bundles }: LineUp): readonly Contender[] {
  const dataSrc = `${pathToFileURL(dataFolder).href}/`;
  const node = (bundle: string, ...args: string[]) => ({
    command: process.execPath,
    args: ['--enable-source-maps', join(bundles, `${bundle}.cjs`), ...args, dataSrc],
  });
  const ours = (name: string, laps: Laps, engine: string, threads: number) =>
    new ChildContender({ name, isPeer: false, laps, ...node('ours', engine, String(threads)) });
  return [
    ours('tfjs-vanilla', LAPS.vanilla, 'tfjs-vanilla', 1),
    ours('tfjs', LAPS.slow, 'tfjs', 1),
    ...threadCounts(cores).map((threads) => ours(`fused-${threads}`, LAPS.fast, 'fused', threads)),
    new ChildContender({ name: 'jax-js-jit', isPeer: true, laps: LAPS.slow, ...node('jax-js') }),
    new ChildContender({
      name: 'pytorch-1',
      isPeer: true,
      laps: LAPS.peer,
      command: python,
      args: [join(root, 'bench/contenders/pytorch.py'), dataFolder],
      env: { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    }),
  ];
}

/** What of ours runs in the browser, too. */
export function browserRuns(cores: number): readonly BrowserRun[] {
  return [
    ...threadCounts(cores)
      .filter((threads) => threads <= cores)
      .map((threads) => ({ name: `fused-${threads}`, engine: 'fused', threads, laps: LAPS.fast }) as const),
    { name: 'tfjs', engine: 'tfjs', threads: 1, laps: LAPS.slow },
  ];
}
