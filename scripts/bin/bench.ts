import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleContenders } from '../../bench/bundle-contenders';
import { BusyProcesses } from '../../bench/busy-processes';
import { compareBusyRows, judgeBusy } from '../../bench/busy-report';
import { runBusyRounds } from '../../bench/busy-rounds';
import { type Chromium, startChromium } from '../../bench/chromium';
import { inChromium, TRAIN_IMAGES } from '../../bench/job';
import { timeKernels } from '../../bench/kernel-timings';
import { AUTOMATIC, browserRuns, busyCounts, busyLineUp, busyRuns, lineUp } from '../../bench/line-up';
import { Peak } from '../../bench/peak';
import { jsonReport, type Results, textReport } from '../../bench/report';
import { runRounds } from '../../bench/rounds';
import type { Split } from '../../worker/data/split';
import { TrainerError } from '../../worker/protocol';
import { ExpectedError, enter, projectRoot } from '../lib/entry.mjs';
import { dataFolder } from '../lib/node/data-folder';
import { loadNodeData } from '../lib/node/node-data';

const HELP = `npm run bench -- [options]

Trains the lesson's network on Fashion-MNIST with everybody who can: TensorFlow.js as published (tfjs-vanilla) and
with our kernels (tfjs), our engine on 1 thread, one a core, and one more (fused-N), and, where installed, jax-js and
PyTorch. They take turns, a few epochs at a time; the figures are medians. Then each kernel, against the peak.

  --json      print one JSON array: {name, epochSeconds, validationSeconds, threads, gflops} a row, and
              {name: "peak", gflops}
  --quick     fewer epochs: about a minute
  --browser   our engines in Chromium's worker too, as NAME (Chromium)
  --busy      only our engine, on 1 thread, one a core, and as many as it chooses itself (automatic), beside 0, 1 and one
              busy process a core in turn; with --browser in Chromium's worker instead of Node. Takes seven minutes,
              with --quick two and a half. Exits with code 1 if the automatic choice takes more than 1.1 times as long
              as the better number of threads. With --json {busy, epochSeconds, chosen, ratio} a row
  --help      show this

Environment: FMNIST_DATA, a folder with the official files; FMNIST_PYTHON, the Python that has PyTorch (python3).
The kernels' table is left out with --json. Progress goes to stderr. Everybody makes batches of 64 in a shuffled order:
ours from bytes, which become floats in each step; jax-js and PyTorch from float32 rows in memory.
`;

/** What to measure. */
interface Wanted {
  readonly isQuick: boolean;
  readonly withBrowser: boolean;
  readonly withKernels: boolean;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      busy: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { json, quick: isQuick, browser: withBrowser } = values;
  if (values.busy) {
    const comparisons = await measureBusy({ isQuick, withBrowser });
    const { report, exitCode } = judgeBusy(comparisons);
    process.stdout.write(json ? `${JSON.stringify(comparisons, null, 2)}\n` : report);
    return exitCode;
  }
  const results = await measure({ isQuick, withBrowser, withKernels: !json });
  process.stdout.write(json ? jsonReport(results) : textReport(results));
  return 0;
}

async function measureBusy({ isQuick, withBrowser }: Omit<Wanted, 'withKernels'>) {
  const root = projectRoot();
  const cores = availableParallelism();
  const dataSrc = await dataFolder(undefined);
  await trainingImages(dataSrc);
  const busy = new BusyProcesses();
  const { contenders, close, automatic } = withBrowser
    ? { ...(await startChromium(root, busyRuns(cores))), automatic: inChromium(AUTOMATIC) }
    : await startBusyNode(root, fileURLToPath(dataSrc), cores);
  try {
    const rows = await runBusyRounds({
      contenders,
      counts: busyCounts(cores),
      setBusy: (count) => busy.set(count),
      isQuick,
      say,
    });
    return compareBusyRows(rows, automatic);
  } finally {
    await Promise.all([busy.set(0), close()]);
  }
}

async function startBusyNode(root: string, folder: string, cores: number) {
  const contenders = busyLineUp({ dataFolder: folder, cores, bundles: await bundleContenders(root) });
  const close = async () => void (await Promise.all(contenders.map((contender) => contender.close())));
  return { contenders, close, automatic: AUTOMATIC };
}

async function measure({ isQuick, withBrowser, withKernels }: Wanted): Promise<Results> {
  const root = projectRoot();
  const cores = availableParallelism();
  const dataSrc = await dataFolder(undefined);
  const peak = await Peak.compile(root);
  const bundles = await bundleContenders(root);
  const { images } = await trainingImages(dataSrc);
  if (withKernels) say('each kernel …');
  const kernels = withKernels ? await timeKernels(root, images, () => peak.measure()) : [];
  const python = process.env.FMNIST_PYTHON || 'python3';
  const children = lineUp({ root, dataFolder: fileURLToPath(dataSrc), cores, python, bundles });
  let chromium: Chromium | null = null;
  try {
    if (withBrowser) chromium = await startChromium(root, browserRuns(cores));
    const contenders = [...children, ...(chromium?.contenders ?? [])];
    const rows = await runRounds({ contenders, isQuick, say, between: () => peak.measure() });
    return { rows, peakGflops: peak.gflops, kernels };
  } finally {
    await Promise.all([...children.map((child) => child.close()), chromium?.close()]);
  }
}

/** @throws ExpectedError when it is not Fashion-MNIST, on which the figures are said to be */
async function trainingImages(dataSrc: string): Promise<Split> {
  const { train } = await loadNodeData(dataSrc).catch((thrown) => {
    const { message } = TrainerError.from(thrown);
    throw new ExpectedError(`${message} FMNIST_DATA names the folder with the four official files.`);
  });
  if (train.count === TRAIN_IMAGES) return train;
  throw new ExpectedError(
    `${dataSrc} has ${train.count} training images, not the ${TRAIN_IMAGES} of Fashion-MNIST.`,
  );
}

void enter(main);
