import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserRun } from './chromium';
import { ChildContender, type Contender, type Laps } from './contender';

/**
 * Slow contenders run fewer epochs, so that a quick bench takes at most two minutes, even on a slow machine. Every
 * contender gets at least three values. Fast contenders run more epochs per turn and take more turns, because the system
 * places their threads again each time: the times of two threads vary most from turn to turn.
 */
const LAPS = {
  vanilla: { quick: 3, full: 5, epochs: 1 },
  slow: { quick: 4, full: 9, epochs: 1 },
  peer: { quick: 3, full: 11, epochs: 3 },
  fast: { quick: 5, full: 9, epochs: 7 },
  busy: { quick: 2, full: 6, epochs: 10 },
} as const satisfies Record<string, Laps>;
const MAX_THREADS = 16;

/** The contender that chooses its number of threads itself. */
export const AUTOMATIC = 'automatic';

export interface LineUp {
  readonly root: string;
  /** Folder with the four official files. */
  readonly dataFolder: string;
  readonly cores: number;
  readonly python: string;
  /** Bundles of `bench/contenders/*.ts`. */
  readonly bundles: string;
}

/** The thread counts measured: one, one per core, and one more than the number of cores. */
export function threadCounts(cores: number): readonly number[] {
  return [...new Set([1, cores, cores + 1].map((threads) => Math.min(threads, MAX_THREADS)))];
}

/** Contenders that run in Node. */
function nodeContenders({ dataFolder, bundles }: Pick<LineUp, 'dataFolder' | 'bundles'>) {
  const dataSrc = `${pathToFileURL(dataFolder).href}/`;
  const node = (bundle: string, ...args: string[]) => ({
    command: process.execPath,
    args: ['--enable-source-maps', join(bundles, `${bundle}.cjs`), ...args, dataSrc],
  });
  const ours = (name: string, laps: Laps, engine: string, threads: number) =>
    new ChildContender({ name, isPeer: false, laps, ...node('ours', engine, String(threads)) });
  return { node, ours };
}

/** All contenders that run in Node or Python, in the order of the rows. */
export function lineUp({ root, dataFolder, cores, python, bundles }: LineUp): readonly Contender[] {
  const { node, ours } = nodeContenders({ dataFolder, bundles });
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

/** Our contenders that also run in the browser. */
export function browserRuns(cores: number): readonly BrowserRun[] {
  return [
    ...threadCounts(cores)
      .filter((threads) => threads <= cores)
      .map((threads) => ({ name: `fused-${threads}`, engine: 'fused', threads, laps: LAPS.fast }) as const),
    { name: 'tfjs', engine: 'tfjs', threads: 1, laps: LAPS.slow },
  ];
}

/** The engine on one thread, on one per core, and with the number of threads that it chooses itself. */
export function busyRuns(cores: number): readonly BrowserRun[] {
  const run = (name: string, threads: number) => ({ name, engine: 'fused', threads, laps: LAPS.busy }) as const;
  const fixed = [...new Set([1, Math.min(cores, MAX_THREADS)])];
  return [...fixed.map((threads) => run(`fused-${threads}`, threads)), run(AUTOMATIC, 0)];
}

/** `busyRuns` in Node. */
export function busyLineUp({
  cores,
  ...rest
}: Pick<LineUp, 'dataFolder' | 'bundles' | 'cores'>): readonly Contender[] {
  const { ours } = nodeContenders(rest);
  return busyRuns(cores).map(({ name, laps, engine, threads }) => ours(name, laps, engine, threads));
}

/** The numbers of busy processes: none, one, and one for each core. */
export function busyCounts(cores: number): readonly number[] {
  return [...new Set([0, 1, cores])];
}
