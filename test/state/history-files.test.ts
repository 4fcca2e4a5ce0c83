import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyCsv, historyFile, historyJson, type RunHistory } from '../../src/state/history-files';
import { EMPTY_HISTORY } from '../../src/state/metric-history';
import { DEFAULT_CONFIG, type EpochReport } from '../../worker/protocol';

const epochOf = (epoch: number, change: Partial<EpochReport> = {}): EpochReport => ({
  epoch,
  epochs: 3,
  trainLoss: 0.5,
  trainAccuracy: 0.8,
  valLoss: 0.45,
  valAccuracy: 0.8375,
  seconds: 0.25,
  imagesPerSecond: 240_000.5,
  ...change,
});

const runOf = (epochs: readonly EpochReport[], change: Partial<RunHistory> = {}): RunHistory => ({
  config: DEFAULT_CONFIG,
  engine: { name: 'fused', label: 'fused', backend: 'wasm', threads: 1, why: 'it was asked for' },
  data: { name: 'tiny', classNames: ['a, "b"'], trainCount: 200, validationCount: 50, testCount: 50 },
  parameterCount: 55_050,
  history: { ...EMPTY_HISTORY, epochs },
  learningRates: [],
  summary: null,
  ...change,
});

const HEADER = 'epoch,train_loss,train_accuracy,val_loss,val_accuracy,seconds,images_per_second,learning_rate';

describe('the history as CSV', () => {
  test('is a header row and one row per epoch, with the line ends of RFC 4180', () => {
    expect(historyCsv(runOf([epochOf(1), epochOf(2, { valLoss: 0.4 })]))).toBe(
      `${HEADER}\r\n1,0.5,0.8,0.45,0.8375,0.25,240000.5,0.001\r\n2,0.5,0.8,0.4,0.8375,0.25,240000.5,0.001\r\n`,
    );
  });

  test('is only the header row before the first epoch', () => {
    expect(historyCsv(runOf([]))).toBe(`${HEADER}\r\n`);
  });

  test('has the learning rate at the end of each epoch', () => {
    const learningRates = [
      { atEpoch: 0.5, learningRate: 0.01 },
      { atEpoch: 2, learningRate: 0.0001 },
    ];
    const csv = historyCsv(runOf([epochOf(1), epochOf(2), epochOf(3)], { learningRates }));
    const rates = csv.split('\r\n').flatMap((row) => row.split(',').slice(7));
    expect(rates).toEqual(['learning_rate', '0.01', '0.01', '0.0001']);
  });

  test('keeps all digits: the same numbers are read back', () => {
    const share = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(share, share, (valLoss, trainLoss) => {
        const row = historyCsv(runOf([epochOf(1, { valLoss, trainLoss })]))
          .split('\r\n')[1]
          ?.split(',');
        expect([Number(row?.[3]), Number(row?.[1])]).toEqual([valLoss, trainLoss]);
      }),
    );
  });
});

test('the history as JSON has settings, engine, data, epochs, learning rates and how it ended', () => {
  const summary = {
    runId: 1,
    state: 'finished',
    reason: 'epochs',
    epochs: 1,
    seconds: 0.3,
    test: null,
    weightsSha256: 'ab',
  } as const;
  const learningRates = [{ atEpoch: 0.5, learningRate: 0.01 }];
  const run = runOf([epochOf(1)], { summary, learningRates });
  const { config, engine, data, parameterCount } = run;
  expect(JSON.parse(historyJson(run))).toEqual({
    version: 1,
    config,
    engine,
    data,
    parameterCount,
    epochs: [epochOf(1)],
    learningRates,
    summary,
  });
});

test.each([
  ['csv', 'text/csv'],
  ['json', 'application/json'],
] as const)('the file is named after the network: .%s', (format, type) => {
  const run = runOf([epochOf(1)]);
  const file = historyFile(run, format);
  expect(file).toMatchObject({ name: `fmnist-64-64-history.${format}`, type });
  expect(new TextDecoder().decode(file.bytes)).toBe(format === 'csv' ? historyCsv(run) : historyJson(run));
});
