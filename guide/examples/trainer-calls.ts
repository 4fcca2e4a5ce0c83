import type { FmnistTrainer } from '../../src/index';
import type { Example } from './example';
import { atRest, interrupted, paused, sharing, storedHalfway, trained, underWay } from './states';

type Calls = Readonly<Record<string, Example<FmnistTrainer>>>;
type Preparations = Readonly<Record<string, (trainer: FmnistTrainer) => Promise<void>>>;

/** The properties without an attribute. */
export const PROPERTIES: Calls = {
  viewedEpoch: (trainer) => {
    trainer.viewedEpoch = trainer.viewedEpoch === null ? 1 : null;
    return trainer.viewedEpoch;
  },
  state: (trainer) => trainer.state,
  history: (trainer) => trainer.history.map(({ epoch, valAccuracy }) => ({ epoch, valAccuracy })),
  settings: (trainer) => trainer.settings,
  files: (trainer) => trainer.files.worker,
  createWorker: (trainer) => trainer.createWorker ?? 'not set: the element starts its worker itself',
  'static createWorker': (_, { FmnistTrainer, log }) => {
    FmnistTrainer.createWorker = (url) => {
      log(`starts ${url.pathname.split('/').at(-1)}`);
      FmnistTrainer.createWorker = undefined;
      return new Worker(url);
    };
    const another = document.createElement('fmnist-trainer');
    document.body.append(another);
    const values = new Uint8Array(40 * 40).fill(255, 400, 1200);
    return another.formatPhoto({ width: 40, height: 40, values }).finally(() => another.remove());
  },
  'static assets': (_, { FmnistTrainer }) => FmnistTrainer.assets,
};

export const METHODS: Calls = {
  train: (trainer) => trainer.train(),
  pause: (trainer) => trainer.pause(),
  resume: (trainer) => trainer.resume(),
  step: (trainer) => trainer.step('epoch'),
  stop: (trainer) => trainer.stop(),
  reset: (trainer) => trainer.reset(),
  evaluate: (trainer) => trainer.evaluate('test'),
  predict: async (trainer) => {
    const pixels = await trainer.garments([0, 1]);
    return trainer.predict(pixels);
  },
  examine: async (trainer) => {
    const { labels, predicted } = await trainer.examine();
    const mistakes = labels.filter((label, i) => label !== predicted[i]);
    return `${mistakes.length} mistakes in ${labels.length}`;
  },
  garments: (trainer) => trainer.garments([0, 7]),
  firstLayer: (trainer) => trainer.firstLayer(16),
  excitingGarments: (trainer) => trainer.excitingGarments(3, 8),
  activations: async (trainer) => {
    const pixels = await trainer.garments([0]);
    const { hidden, probabilities } = await trainer.activations(pixels);
    const active = hidden.map((values) => values.filter((value) => value > 0).length);
    return `${active} active units, probability of a bag ${probabilities[8]?.toFixed(3)}`;
  },
  unitWeights: (trainer) => trainer.unitWeights(1, 0),
  inspectStep: async (trainer) => {
    await trainer.step('last-batch');
    const { step, steps, count, loss, optimizer } = await trainer.inspectStep();
    const largest = optimizer.update.reduce((most, change) => Math.max(most, Math.abs(change)), 0);
    return `step ${step} of ${steps}, ${count} images: loss ${loss.mean} → ${loss.meanAfter}, largest change ${largest}`;
  },
  exportChart: (trainer) => trainer.exportChart('svg', 'accuracy'),
  exportModel: (trainer) => trainer.exportModel('onnx'),
  importModel: (trainer, { FmnistTrainer }) => trainer.importModel(FmnistTrainer.assets.pretrained),
  formatPhoto: (trainer) => {
    const values = new Uint8Array(40 * 40).fill(255, 400, 1200);
    return trainer.formatPhoto({ width: 40, height: 40, values });
  },
  readPhoto: async (trainer) => {
    const canvas = new OffscreenCanvas(120, 80);
    canvas.getContext('2d')?.fillRect(40, 10, 40, 60);
    const { picture, background } = await trainer.readPhoto(await canvas.convertToBlob(), 60);
    return `${picture.width} × ${picture.height}, on ${background}`;
  },
  setLearningRate: (trainer) => trainer.setLearningRate(0.0005),
  checkpoint: (trainer) => trainer.checkpoint(),
  restore: async (trainer) => {
    const checkpoint = await trainer.checkpoint();
    await trainer.reset();
    return trainer.restore(checkpoint);
  },
  storedRuns: async (trainer) => {
    const runs = await trainer.storedRuns();
    return runs.map(({ id, epochs, valAccuracy }) => ({ id, epochs, valAccuracy }));
  },
  continueRun: async (trainer) => {
    const [run] = await trainer.storedRuns();
    return run && trainer.continueRun(run.id);
  },
  deleteRun: async (trainer) => {
    const [run] = await trainer.storedRuns();
    if (run) await trainer.deleteRun(run.id);
    return `${(await trainer.storedRuns()).length} are left`;
  },
  shareLink: (trainer) => trainer.shareLink(),
};

/** Each example listens once, then does something that emits the event. */
export const EVENTS: Calls = {
  'fmnist-ready': (trainer, { log }) => {
    trainer.addEventListener(
      'fmnist-ready',
      ({ detail }) => log(`${detail.engine.label}, ${detail.parameterCount} weights`),
      { once: true },
    );
    return trainer.train();
  },
  'fmnist-progress': (trainer, { log }) => {
    trainer.addEventListener('fmnist-progress', ({ detail }) => log(detail.stage), { once: true });
    return trainer.train();
  },
  'fmnist-epoch': (trainer, { log }) => {
    trainer.addEventListener(
      'fmnist-epoch',
      ({ detail }) => log(`epoch ${detail.epoch}: ${detail.valAccuracy}`),
      { once: true },
    );
    return trainer.train();
  },
  'fmnist-engine': async (trainer, { log }) => {
    trainer.addEventListener('fmnist-engine', ({ detail }) => log(detail.label), { once: true });
    const other = document.createElement('fmnist-trainer');
    other.dataSrc = trainer.dataSrc;
    other.epochs = '2';
    other.hidden = true;
    document.body.append(other);
    await other.train().finally(() => other.remove());
  },
  'fmnist-learning-rate': (trainer, { log }) => {
    trainer.addEventListener(
      'fmnist-learning-rate',
      ({ detail }) => log(`${detail.learningRate} from epoch ${detail.atEpoch} on`),
      { once: true },
    );
    return trainer.setLearningRate(0.0005);
  },
  'fmnist-model': (trainer, { log, FmnistTrainer }) => {
    trainer.addEventListener('fmnist-model', ({ detail }) => log(`hidden units ${detail.hiddenUnits}`), {
      once: true,
    });
    return trainer.importModel(FmnistTrainer.assets.pretrained);
  },
  'fmnist-storage': (trainer, { log }) => {
    trainer.addEventListener(
      'fmnist-storage',
      ({ detail }) => log(detail.saved ? `${detail.saved.byteLength} bytes` : `${detail.problem}`),
      { once: true },
    );
    trainer.autosave = 'on';
    return trainer.train();
  },
  'fmnist-state': (trainer, { log }) => {
    trainer.addEventListener('fmnist-state', ({ detail }) => log(`${detail.previous} → ${detail.state}`), {
      once: true,
    });
    return trainer.reset();
  },
  'fmnist-summary': async (trainer, { log }) => {
    trainer.addEventListener('fmnist-summary', ({ detail }) => log(`weights ${detail.weightsSha256}`), {
      once: true,
    });
    const { hiddenUnits } = trainer;
    trainer.hiddenUnits = '1024,1024';
    const ready = new Promise((resolve) => trainer.addEventListener('fmnist-ready', resolve, { once: true }));
    const training = trainer.train();
    trainer.hiddenUnits = hiddenUnits;
    await ready;
    await trainer.stop();
    await training;
  },
  'fmnist-error': (trainer, { log }) => {
    trainer.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`), {
      once: true,
    });
    trainer.epochs = '0';
    return trainer.train().finally(() => {
      trainer.epochs = '3';
    });
  },
};

/** What to do before a property, a method or an event has anything to show. */
export const PREPARATIONS: Preparations = {
  viewedEpoch: trained,
  history: trained,
  train: atRest,
  step: atRest,
  importModel: atRest,
  pause: underWay,
  resume: paused,
  stop: underWay,
  evaluate: trained,
  predict: trained,
  examine: trained,
  garments: trained,
  firstLayer: trained,
  excitingGarments: trained,
  activations: trained,
  unitWeights: trained,
  inspectStep: paused,
  exportChart: trained,
  exportModel: trained,
  setLearningRate: underWay,
  checkpoint: trained,
  restore: paused,
  storedRuns: storedHalfway,
  continueRun: interrupted,
  deleteRun: interrupted,
  shareLink: sharing,
  'fmnist-ready': atRest,
  'fmnist-progress': atRest,
  'fmnist-epoch': atRest,
  'fmnist-model': atRest,
  'fmnist-storage': atRest,
  'fmnist-error': atRest,
  'fmnist-engine': underWay,
  'fmnist-learning-rate': underWay,
  'fmnist-state': trained,
  'fmnist-summary': atRest,
};
