import { str } from '@lit/localize';
import { DRAWN_GARMENTS, type EngineInfo, type FinishReason, type Monitor } from '../../../worker/protocol';
import { sentences } from '../../language/sentences';
import { wordsOfWorker } from '../../language/worker-words';

export const STATUS = sentences('status', {
  idle: 'Ready. The images are loaded when you start.',
  opened: 'Ready to predict. Data is downloaded only when you train.',
  opening: 'Opening the model.',
  starting: 'Starting the engine.',
  failed: 'The run failed.',
  failedBeforeKept: 'The run failed. The charts show the previous run.',
  stoppedEarly: 'Stopped before training began.',
  loadingBytes: (loaded: string, total: string, time: string) =>
    str`Downloading images: ${loaded} of ${total}, ${time}.`,
  waiting: (first: string, last: string) => str`Waiting for images ${first} to ${last}.`,
  waitingForTest: (first: string, last: string) => str`Waiting for test images ${first} to ${last}.`,
  downloaded: (loaded: string, total: string, time: string) => str`${loaded} of ${total}, ${time}.`,
  hostBusy: 'The server with the images is busy. Trying again.',
  loadingImages: (loaded: string, total: string) => str`Drawing garments: ${loaded} of ${total} images.`,
  training: (epoch: string, epochs: string) => str`Training epoch ${epoch} of ${epochs}.`,
  validating: (epoch: string, epochs: string) => str`Validating epoch ${epoch} of ${epochs}.`,
  trainingStarts: 'Training.',
  paused: 'Paused. Resume continues with the next batch.',
  stopped: (epochs: string, planned: string, time: string) =>
    str`Stopped after ${epochs} of ${planned} epochs and ${time} of training.`,
  finished: (epochs: string, time: string) => str`Finished: all ${epochs} epochs, in ${time}.`,
  reachedTarget: (epoch: string, target: string, time: string) =>
    str`Finished: epoch ${epoch} reached ${target}, after ${time}.`,
  noImprovement: (epoch: string, time: string, metric: string, patience: string) =>
    str`Finished after epoch ${epoch} and ${time}: the ${metric} had not improved for ${patience} epochs.`,
});

/** Metric names for use inside a sentence. */
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
  because: (why: string) => str`Chosen because ${why}.`,
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
  /** The worker separates its reasons with semicolons. */
  because: (why: string) => DATA_WORDS.because(why.split('; ').map(wordsOfWorker).join('; ')),
};
