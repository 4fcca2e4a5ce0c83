import { str } from '@lit/localize';
import { DRAWN_GARMENTS, type EngineInfo, type FinishReason, type Monitor } from '../../worker/protocol';
import { sentences } from './sentences';
import { wordsOfWorker } from './worker-words';

const TRAINER = sentences('trainer', {
  title: 'Fashion-MNIST trainer',
  introduction: 'A neural network, trained from scratch in this browser tab.',
});

export const TITLE = () => TRAINER.title;
export const INTRODUCTION = () => TRAINER.introduction;

export const NOTICE = sentences('notice', {
  drawnToCome: 'Set to drawn garments, the built-in practice data — not Fashion-MNIST.',
  drawn: 'Training on drawn garments, the built-in practice data — not Fashion-MNIST.',
});

export const STATUS = sentences('status', {
  idle: 'Ready. Nothing is downloaded before you start.',
  opened: 'Ready to predict. Data is downloaded only when you train.',
  opening: 'Opening the model.',
  starting: 'Starting the engine.',
  failed: 'The run failed.',
  failedBeforeKept: 'The run failed. The charts show the run before.',
  stoppedEarly: 'Stopped before training began.',
  loadingBytes: (loaded: string, total: string) => str`Downloading images: ${loaded} of ${total}.`,
  loadingImages: (loaded: string, total: string) => str`Drawing garments: ${loaded} of ${total} images.`,
  training: (epoch: string, epochs: string) => str`Training epoch ${epoch} of ${epochs}.`,
  validating: (epoch: string, epochs: string) => str`Validating epoch ${epoch} of ${epochs}.`,
  trainingStarts: 'Training.',
  paused: 'Paused. Resume goes on with the next batch.',
  stopped: (epochs: string, planned: string, time: string) =>
    str`Stopped after ${epochs} of ${planned} epochs and ${time} of training.`,
  finished: (epochs: string, time: string) => str`Finished: all ${epochs} epochs, in ${time}.`,
  reachedTarget: (epoch: string, target: string, time: string) =>
    str`Finished: epoch ${epoch} reached ${target}, after ${time}.`,
  noImprovement: (epoch: string, time: string, metric: string, patience: string) =>
    str`Finished after epoch ${epoch} and ${time}: the ${metric} had not improved for ${patience} epochs.`,
});

/** The metrics inside a sentence. */
const MONITOR_WORDS = sentences('monitor', {
  trainLoss: 'training loss',
  trainAccuracy: 'training accuracy',
  valLoss: 'validation loss',
  valAccuracy: 'validation accuracy',
});

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
      return STATUS.reachedTarget(run.epochs, run.stopAt, run.time);
    case 'patience':
      return STATUS.noImprovement(run.epochs, run.time, MONITOR_WORDS[run.monitor], run.patience);
    default:
      return STATUS.finished(run.epochs, run.time);
  }
}

export const FACTS = sentences('facts', {
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
  some: (done: string, all: string) => str`${done} of ${all}`,
  atEpoch: (accuracy: string, epoch: string) => str`${accuracy} (epoch ${epoch})`,
});

const DATA_WORDS = sentences('data', {
  fashionMnist: 'Fashion-MNIST',
  drawnGarments: 'Drawn garments',
  trainingImages: (count: string) => str`${count} training images`,
  parameters: (count: string) => str`${count} parameters`,
  trained: (network: string) => str`A trained network: ${network}`,
  because: (why: string) => str`Taken because ${why}.`,
  oneThread: (engine: string, backend: string) => str`${engine}, ${backend}, 1 thread`,
  threads: (engine: string, backend: string, threads: string) => str`${engine}, ${backend}, ${threads} threads`,
  wasm: 'WASM SIMD',
  cpu: 'plain JavaScript',
});

export const DATA = {
  name(name: string): string {
    if (name === 'fashion-mnist') return DATA_WORDS.fashionMnist;
    return name === DRAWN_GARMENTS ? DATA_WORDS.drawnGarments : name;
  },
  trainingImages: DATA_WORDS.trainingImages,
  parameters: DATA_WORDS.parameters,
  trained: DATA_WORDS.trained,
  /** `fused, WASM SIMD, 2 threads` */
  engine({ name, backend, threads }: EngineInfo): string {
    const where = DATA_WORDS[backend];
    return threads === 1 ? DATA_WORDS.oneThread(name, where) : DATA_WORDS.threads(name, where, String(threads));
  },
  /** The worker joins its reasons by semicolons. */
  because: (why: string) => DATA_WORDS.because(why.split('; ').map(wordsOfWorker).join('; ')),
};

export const CONTROLS = sentences('controls', {
  group: 'Training',
  train: 'Train',
  trainOn: 'Continue from here',
  loading: 'Loading',
  pause: 'Pause',
  resume: 'Resume',
  stepBatch: 'Step batch',
  stepEpoch: 'Step epoch',
  stop: 'Stop',
  reset: 'Reset',
});

export const CHART = sentences('chart', {
  lossTitle: 'Loss',
  lossUnit: 'cross-entropy, in nats',
  accuracyTitle: 'Accuracy',
  accuracyUnit: 'share of images classified correctly',
  training: 'Training',
  validation: 'Validation',
  batches: 'Batches',
  xAxis: 'Epoch',
  atEpoch: (epoch: string) => str`Epoch ${epoch}`,
  readLoss: 'Loss by epoch. The arrow keys go through the epochs.',
  readAccuracy: 'Accuracy by epoch. The arrow keys go through the epochs.',
  noEpochs: 'No epoch has been trained yet.',
  valueText: (epoch: string, training: string, validation: string) =>
    str`Epoch ${epoch}: training ${training}, validation ${validation}.`,
});

export const TABLE = sentences('table', {
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
});

export const ERROR = sentences('error', {
  got: 'Got',
  expected: 'Expected',
  remedy: 'What to do',
  original: 'Details',
  retry: 'Retry',
  showSetting: 'Show the setting',
  dismiss: 'Dismiss',
});

export const ANNOUNCEMENT = sentences('announcement', {
  loading: 'Loading.',
  training: 'Training.',
  paused: 'Paused.',
  reset: 'Reset.',
  epoch: (epoch: string, epochs: string, accuracy: string) =>
    str`Epoch ${epoch} of ${epochs}: validation accuracy ${accuracy}.`,
});

export const SETTINGS = sentences('settings', {
  title: 'Settings',
  network: 'Network',
  optimizer: 'Optimizer',
  data: 'Data',
  run: 'Run',
  end: 'Early end',
  computation: 'Computation',
  more: 'More settings',
  open: 'Changes apply to the run you start. The learning rate can also be changed while it trains.',
  locked: 'Locked while a run is under way. A new learning rate takes effect from the next batch.',
});

export const FIELDS = sentences('fields', {
  hiddenUnits: 'Hidden units',
  activation: 'Activation',
  optimizer: 'Method',
  learningRate: 'Learning rate',
  momentum: 'Momentum',
  epochs: 'Epochs',
  batchSize: 'Batch size',
  dataSrc: 'Source',
  dataSrcHint: 'The address of a data folder, or drawn-garments for the built-in practice data.',
  dataSrcPlaceholder: 'Public copy of Fashion-MNIST',
  trainImages: 'Training images',
  trainImagesHint: '0 uses all of them.',
  validationSplit: 'Share for validation',
  shuffleBuffer: 'Shuffle buffer',
  stopAt: 'Stop when',
  patience: 'Patience',
  monitor: 'Watched metric',
  seed: 'Seed',
  engine: 'Engine',
  backend: 'Backend',
  threads: 'Threads',
  sampleWeighting: 'Mean of the loss',
});

export const CHOICES = sentences('choices', {
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
});

export const PRESETS = sentences('presets', {
  label: 'Preset',
  lesson: 'The lesson',
  lessonWatch: 'Watch validation accuracy climb to about 88% within twenty epochs.',
  fastLook: 'Fast look',
  fastLookWatch: 'Three epochs: watch how much of it the first one learns.',
  wide: 'Wide',
  wideWatch: 'More units: training loss keeps falling, validation loss turns up after some epochs.',
  tooHighRate: 'Too high a learning rate',
  tooHighRateWatch: 'Steps too large: watch the loss jump up and down instead of falling.',
  overfit: 'Overfit',
  overfitWatch:
    'Only 1,000 images, learned by heart: training accuracy nears 100%, validation stalls near 80%.',
  own: 'Your own',
  ownWatch: 'A preset sets everything but source, seed and computation.',
});
