import type { EpochReport, FmnistTrainer, ReadyDetail, TrainerErrorReport } from '../../src/index';
import type { RunRecord, RunState } from '../../src/state/run-state';
import { trained } from './states';

/** The values that the elements show. */
export type Sample = Awaited<ReturnType<typeof sampleOf>>;

/** Trains, then collects everything that the elements show from the trainer. */
export async function sampleOf(trainer: FmnistTrainer, ready: Promise<ReadyDetail>) {
  await trained(trainer);
  const { config, engine, data, parameterCount } = await ready;
  const { classNames } = data;
  const examination = await trainer.examine();
  const layer = await trainer.firstLayer(64);
  const history = { epochs: trainer.history, batches: NO_BATCHES };
  const keptEpochs = history.epochs.map(({ epoch }) => epoch);
  const known = { config, engine, data, parameterCount, history, keptEpochs };
  const run: RunRecord = { ...known, runId: 2, learningRates: [], progress: null, summary: null };
  const pastRun = earlier(run);
  const state: RunState = {
    state: 'stopped',
    runId: run.runId,
    run,
    runBefore: null,
    pastRuns: [pastRun],
    opened: null,
    loading: null,
    error: null,
  };
  const storedRun = {
    id: 'example',
    savedAt: Date.now(),
    config,
    epochs: 2,
    step: 100,
    valAccuracy: history.epochs.at(-1)?.valAccuracy ?? null,
    ended: null,
    byteLength: 700_000,
    isOpen: false,
    isDamaged: false,
  };
  return {
    trainer,
    classNames,
    examination,
    layer,
    history,
    keptEpochs,
    run,
    pastRun,
    state,
    storedRun,
    error: ERROR,
  };
}

const NO_BATCHES = { stride: 1, x: [], loss: [], rest: { count: 0, xSum: 0, lossSum: 0 } };

/** An error of the trainer, as data. */
const ERROR: TrainerErrorReport = {
  code: 'config-invalid',
  message: 'The number of epochs is not a number.',
  got: 'epochs="many"',
  expected: 'a whole number of at least 1',
  remedy: 'Write epochs="20", for example.',
  field: 'epochs',
};

/** A made-up earlier run that learned more slowly. */
function earlier(run: RunRecord): RunRecord {
  const worse = (report: EpochReport) => ({
    ...report,
    trainLoss: report.trainLoss * 1.3,
    valLoss: report.valLoss * 1.3,
    trainAccuracy: report.trainAccuracy * 0.95,
    valAccuracy: report.valAccuracy * 0.95,
  });
  const history = { ...run.history, epochs: run.history.epochs.map(worse) };
  return { ...run, runId: 1, config: { ...run.config, learningRate: 0.0003 }, history };
}
