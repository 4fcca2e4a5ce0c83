import { type RunConfigInput, type RunSettings, TrainerClient } from '../../src/client';
import type { FmnistTrainer } from '../../src/component';
import type { FmnistElements } from '../../src/element/react-types';
import type { FmnistTrainerProps } from '../../src/react';

/**
 * What the compiler allows as settings, and what it refuses. `npm run typecheck` reads this file, and nothing runs it: a line below
 * `@ts-expect-error` that compiles is an error.
 */

declare const trainer: FmnistTrainer;
const client = new TrainerClient();

export const allowed = [
  client.train(),
  client.train({ optimizer: 'rmsprop', learningRate: 0.01, hiddenUnits: [64, 64], engine: 'auto' }),
  client.train({ hiddenUnits: 64, patience: null, monitor: undefined, stopAt: 'valAccuracy>=0.88' }),
  client.train({ epochs: 2 }, { fromModel: true, optimizer: 'restored' }),
  client.step('batch', { activation: 'tanh', sampleWeighting: 'batch', backend: 'cpu' }),
  trainer.train({ fromModel: true, optimizer: 'fresh' }),
];

export const refused = [
  // @ts-expect-error an optimizer that does not exist
  client.train({ optimizer: 'adamw' }),
  // @ts-expect-error an activation that does not exist
  client.step('epoch', { activation: 'gelu' }),
  // @ts-expect-error a number as text, which only attributes have
  client.train({ learningRate: '0.01' }),
  // @ts-expect-error a list as text, which only attributes have
  client.train({ hiddenUnits: '64,64' }),
  // @ts-expect-error a setting that does not exist
  client.train({ dropout: 0.5 }),
  // @ts-expect-error an engine that does not exist
  client.train({ engine: 'webgpu' }),
  // @ts-expect-error a metric that does not exist
  client.train({ monitor: 'valPrecision' }),
  // @ts-expect-error how the optimizer starts, not which one it is
  client.train({}, { optimizer: 'adamw' }),
  // @ts-expect-error how the optimizer starts, not which one it is
  trainer.train({ optimizer: 'adamw' }),
  // @ts-expect-error settings are the element's attributes and properties
  trainer.train({ epochs: 2 }),
  // @ts-expect-error a split that does not exist
  trainer.evaluate('dev'),
  // @ts-expect-error a file format that does not exist
  trainer.exportModel('pickle'),
];

export function setProperties(): void {
  trainer.optimizer = 'momentum';
  trainer.optimizer = null;
  trainer.epochs = 3;
  trainer.learningRate = '0.01';
  trainer.hiddenUnits = '128,64';
  trainer.hiddenUnits = [128, 64];
  // @ts-expect-error an optimizer that does not exist
  trainer.optimizer = 'adamw';
  // @ts-expect-error a backend that does not exist
  trainer.backend = 'webgl';
  // @ts-expect-error neither a number nor a text
  trainer.epochs = true;
}

/** The values of attributes are unchecked texts, and have a separate type. */
export const settings: RunConfigInput = trainer.settings;
// @ts-expect-error unchecked texts are not settings for `train`
export const checked: RunSettings = trainer.settings;
export const asText: RunConfigInput = { optimizer: 'adamw', epochs: '3' };
// @ts-expect-error a setting that does not exist
export const unknownText: RunConfigInput = { dropout: '0.5' };

export const props: readonly FmnistTrainerProps[] = [
  { optimizer: 'sgd', epochs: 3, hiddenUnits: '64,64', learningRate: '0.01' },
  // @ts-expect-error an optimizer that does not exist
  { optimizer: 'adamw' },
];
export const attributes: readonly FmnistElements['fmnist-trainer'][] = [
  { 'learning-rate': '0.01', 'sample-weighting': 'batch', batch: 32 },
  // @ts-expect-error a weighting that does not exist
  { 'sample-weighting': 'sum' },
];

type Option<K extends keyof RunSettings> = Extract<RunSettings[K], string>;
/** The names that an editor offers: the list is closed, and `string` does not swallow it. */
export const offered: {
  readonly [K in keyof RunSettings]: string extends Option<K> ? 'any text' : Option<K>;
} = {
  optimizer: 'adam',
  activation: 'relu',
  engine: 'fused',
  backend: 'wasm',
  sampleWeighting: 'example',
  monitor: 'valLoss',
  dataSrc: 'any text',
  stopAt: 'any text',
};
