import {
  type Activation,
  type Backend,
  DRAWN_GARMENTS,
  type EngineChoice,
  type FinishReason,
  type Monitor,
  type OptimizerName,
  type SampleWeighting,
} from '../../worker/protocol';

/** The sentences of the screen, each whole, so that they can be translated as one. */

export const TITLE = 'Fashion-MNIST trainer';
export const INTRODUCTION = 'A neural network, trained from scratch in this browser tab.';
export const DRAWN_TO_COME = 'Set to drawn garments, the built-in practice data — not Fashion-MNIST.';
export const DRAWN_NOTICE = 'Training on drawn garments, the built-in practice data — not Fashion-MNIST.';

export const STATUS = {
  idle: 'Ready. Nothing is downloaded before you start.',
  starting: 'Starting the engine.',
  failed: 'The run failed.',
  failedBeforeKept: 'The run failed. The charts show the run before.',
  stoppedEarly: 'Stopped before training began.',
  loadingBytes: (what: string, loaded: string, total: string) => `${what}: ${loaded} of ${total}.`,
  loadingImages: (what: string, loaded: string, total: string) => `${what}: ${loaded} of ${total} images.`,
  training: (epoch: string, epochs: string) => `Training epoch ${epoch} of ${epochs}.`,
  validating: (epoch: string, epochs: string) => `Validating epoch ${epoch} of ${epochs}.`,
  trainingStarts: 'Training.',
  paused: 'Paused. Resume goes on with the next batch.',
  stopped: (epochs: string, planned: string, time: string) =>
    `Stopped after ${epochs} of ${planned} epochs and ${time} of training.`,
};

const MONITOR_WORDS: Readonly<Record<Monitor, string>> = {
  trainLoss: 'training loss',
  trainAccuracy: 'training accuracy',
  valLoss: 'validation loss',
  valAccuracy: 'validation accuracy',
};

/** Why a run ended, and after how long. */
export function finishedSentence(
  reason: FinishReason | null,
  run: {
    readonly epochs: string;
    readonly time: string;
    readonly stopAt: string;
    readonly monitor: Monitor;
    readonly patience: string;
  },
): string {
  switch (reason) {
    case 'stop-at':
      return `Finished: epoch ${run.epochs} reached ${run.stopAt}, after ${run.time}.`;
    case 'patience':
      return `Finished after epoch ${run.epochs} and ${run.time}: the ${MONITOR_WORDS[run.monitor]} had not improved for ${run.patience} epochs.`;
    default:
      return `Finished: all ${run.epochs} epochs, in ${run.time}.`;
  }
}

export const FACTS = {
  epoch: 'Epoch',
  step: 'Step',
  loss: 'Training loss',
  accuracy: 'Training accuracy',
  speed: 'Images per second',
  timeLeft: 'Time left',
  epochs: 'Epochs',
  time: 'Time',
  finalValidation: 'Final validation',
  bestValidation: 'Best validation',
  test: 'Test accuracy',
  some: (done: string, all: string) => `${done} of ${all}`,
  atEpoch: (accuracy: string, epoch: string) => `${accuracy} (epoch ${epoch})`,
};

export const DATA = {
  name: (name: string) => DATA_NAMES[name] ?? name,
  trainingImages: (count: string) => `${count} training images`,
  parameters: (count: string) => `${count} parameters`,
  because: (why: string) => `Taken because ${why}.`,
};

const DATA_NAMES: Readonly<Record<string, string>> = {
  'fashion-mnist': 'Fashion-MNIST',
  [DRAWN_GARMENTS]: 'Drawn garments',
};

export const CONTROLS = {
  group: 'Training',
  train: 'Train',
  loading: 'Loading',
  pause: 'Pause',
  resume: 'Resume',
  stepBatch: 'Step batch',
  stepEpoch: 'Step epoch',
  stop: 'Stop',
  reset: 'Reset',
};

export const CHART = {
  lossTitle: 'Loss',
  lossUnit: 'cross-entropy, in nats',
  accuracyTitle: 'Accuracy',
  accuracyUnit: 'share of images classified correctly',
  training: 'Training',
  validation: 'Validation',
  batches: 'Batches',
  xAxis: 'Epoch',
  atEpoch: (epoch: string) => `Epoch ${epoch}`,
  readLoss: 'Loss by epoch. The arrow keys go through the epochs.',
  readAccuracy: 'Accuracy by epoch. The arrow keys go through the epochs.',
  noEpochs: 'No epoch has been trained yet.',
  valueText: (epoch: string, training: string, validation: string) =>
    `Epoch ${epoch}: training ${training}, validation ${validation}.`,
};

export const TABLE = {
  title: 'Every epoch as a table',
  caption: 'Loss and accuracy of every epoch',
  empty: 'The first row appears after the first epoch.',
  epoch: 'Epoch',
  training: 'Training',
  validation: 'Validation',
  loss: 'Loss',
  accuracy: 'Accuracy',
  time: 'Time',
  speed: 'Images per second',
  best: 'best',
};

export const ERROR = {
  got: 'Got',
  expected: 'Expected',
  remedy: 'What to do',
  retry: 'Retry',
  showSetting: 'Show the setting',
  dismiss: 'Dismiss',
};

export const ANNOUNCEMENT = {
  loading: 'Loading.',
  training: 'Training.',
  paused: 'Paused.',
  reset: 'Reset.',
  epoch: (epoch: string, epochs: string, accuracy: string) =>
    `Epoch ${epoch} of ${epochs}: validation accuracy ${accuracy}.`,
};

export const SETTINGS = {
  title: 'Settings',
  network: 'Network',
  optimizer: 'Optimizer',
  data: 'Data',
  run: 'Run',
  end: 'Early end',
  computation: 'Computation',
  more: 'More settings',
  open: 'Changes apply to the run you start.',
  locked: 'Locked while a run is under way.',
};

export const FIELDS = {
  hiddenUnits: 'Hidden units by layer',
  activation: 'Activation',
  optimizer: 'Method',
  learningRate: 'Learning rate',
  momentum: 'Momentum',
  epochs: 'Epochs',
  batchSize: 'Batch size',
  dataSrc: 'Source',
  dataSrcHint: 'The address of a data folder, or drawn-garments for the built-in practice data.',
  dataSrcPlaceholder: 'Public copy of Fashion-MNIST',
  validationSplit: 'Share for validation',
  shuffleBuffer: 'Shuffle buffer',
  stopAt: 'Stop when',
  patience: 'Patience, in epochs',
  monitor: 'Watched metric',
  seed: 'Seed',
  engine: 'Engine',
  backend: 'Backend',
  threads: 'Threads',
  threadsHint: '0 takes as many as the machine has cores, at most 8.',
  sampleWeighting: 'Mean of the loss',
};

export const CHOICES: Readonly<
  Record<Activation | OptimizerName | EngineChoice | Backend | SampleWeighting | Monitor, string>
> = {
  relu: 'ReLU',
  tanh: 'tanh',
  sigmoid: 'Sigmoid',
  adam: 'Adam',
  sgd: 'SGD',
  momentum: 'SGD with momentum',
  rmsprop: 'RMSprop',
  auto: 'Automatic',
  fused: 'Fused (our kernels)',
  tfjs: 'TensorFlow.js',
  wasm: 'WebAssembly',
  cpu: 'JavaScript (slow)',
  example: 'Every image counts the same',
  batch: 'Every batch counts the same',
  trainLoss: 'Training loss',
  trainAccuracy: 'Training accuracy',
  valLoss: 'Validation loss',
  valAccuracy: 'Validation accuracy',
};
