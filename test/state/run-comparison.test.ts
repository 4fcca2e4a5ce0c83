import { describe, expect, test } from 'vitest';
import { differences } from '../../src/state/run-comparison';
import { ATTRIBUTES, type ConfigKey, DEFAULT_CONFIG, type RunConfig } from '../../worker/protocol';

/** The lesson's settings with some changed. */
const lesson = (change: Partial<RunConfig> = {}): RunConfig => ({ ...DEFAULT_CONFIG, ...change });

describe('the differences of two runs', () => {
  test('are none if their settings are the same, lists included', () => {
    expect(differences(lesson(), lesson({ hiddenUnits: [64, 64] }))).toEqual([]);
  });

  test('have the setting’s own value first, in their usual order', () => {
    const run = lesson({ epochs: 3, learningRate: 0.01, hiddenUnits: [128] });
    expect(differences(run, lesson())).toEqual([
      { key: 'hiddenUnits', value: [128], otherValue: [64, 64] },
      { key: 'learningRate', value: 0.01, otherValue: 0.001 },
      { key: 'epochs', value: 3, otherValue: 20 },
    ]);
  });

  const changes: Readonly<Record<Exclude<ConfigKey, 'momentum' | 'monitor'>, Partial<RunConfig>>> = {
    dataSrc: { dataSrc: 'drawn-garments' },
    hiddenUnits: { hiddenUnits: [64] },
    activation: { activation: 'tanh' },
    optimizer: { optimizer: 'sgd' },
    learningRate: { learningRate: 0.1 },
    batchSize: { batchSize: 32 },
    shuffleBuffer: { shuffleBuffer: 1 },
    epochs: { epochs: 3 },
    seed: { seed: 2 },
    validationSplit: { validationSplit: 0.1 },
    trainImages: { trainImages: 1000 },
    sampleWeighting: { sampleWeighting: 'batch' },
    stopAt: { stopAt: 'valAccuracy>=0.88' },
    patience: { patience: 2 },
    engine: { engine: 'tfjs' },
    backend: { backend: 'cpu' },
    threads: { threads: 2 },
  };

  test.each(Object.entries(changes))('see a change of %s', (key, change) => {
    expect(differences(lesson(change), lesson()).map((difference) => difference.key)).toEqual([key]);
  });

  test('cover every setting', () => {
    expect([...Object.keys(changes), 'momentum', 'monitor'].sort()).toEqual(Object.keys(ATTRIBUTES).sort());
  });

  test('exclude the momentum unless one of the optimizers uses it', () => {
    const keys = (change: Partial<RunConfig>, other: Partial<RunConfig>) =>
      differences(lesson(change), lesson(other)).map(({ key }) => key);
    expect(keys({ momentum: 0.5 }, {})).toEqual([]);
    expect(keys({ momentum: 0.5, optimizer: 'momentum' }, {})).toEqual(['optimizer', 'momentum']);
  });

  test('exclude the monitored metric unless one of the runs has patience', () => {
    const keys = (change: Partial<RunConfig>, other: Partial<RunConfig>) =>
      differences(lesson(change), lesson(other)).map(({ key }) => key);
    expect(keys({ monitor: 'trainLoss' }, {})).toEqual([]);
    expect(keys({ monitor: 'trainLoss', patience: 1 }, { patience: 1 })).toEqual(['monitor']);
  });
});
