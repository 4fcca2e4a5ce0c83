import type { EpochReport, ExportedFile } from '../../worker/protocol';
import type { RunRecord } from './run-state';

/** The parts of a run that its history files contain. */
export type RunHistory = Pick<
  RunRecord,
  'config' | 'engine' | 'data' | 'parameterCount' | 'history' | 'learningRates' | 'summary'
>;

const COLUMNS: Readonly<Record<string, keyof EpochReport>> = {
  epoch: 'epoch',
  train_loss: 'trainLoss',
  train_accuracy: 'trainAccuracy',
  val_loss: 'valLoss',
  val_accuracy: 'valAccuracy',
  seconds: 'seconds',
  images_per_second: 'imagesPerSecond',
};

/** A run's history as a file to save. */
export function historyFile(run: RunHistory, format: 'csv' | 'json'): ExportedFile {
  const text = format === 'csv' ? historyCsv(run) : historyJson(run);
  return {
    name: `fmnist-${run.config.hiddenUnits.join('-')}-history.${format}`,
    type: format === 'csv' ? 'text/csv' : 'application/json',
    bytes: new TextEncoder().encode(text),
  };
}

/**
 * CSV as in RFC 4180: a header row, then one row per epoch. Losses in nats, accuracies from 0 to 1, at full precision
 * and with a decimal point in every language. `learning_rate` is the learning rate at the end of the epoch.
 */
export function historyCsv({ history, config, learningRates }: RunHistory): string {
  const rows = history.epochs.map((epoch) => {
    const change = learningRates.findLast(({ atEpoch }) => atEpoch < epoch.epoch);
    return [...Object.values(COLUMNS).map((key) => epoch[key]), change?.learningRate ?? config.learningRate];
  });
  const names = [...Object.keys(COLUMNS), 'learning_rate'];
  return [names, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Everything known about a run: settings, engine, data, epochs, changes of the learning rate, and how it ended. */
export function historyJson(run: RunHistory): string {
  const { config, engine, data, parameterCount, history, learningRates, summary } = run;
  const { epochs } = history;
  const file = { version: 1, config, engine, data, parameterCount, epochs, learningRates, summary };
  return `${JSON.stringify(file, null, 2)}\n`;
}
