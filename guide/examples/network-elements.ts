import type { FmnistFirstLayer } from '../../src/views/first-layer/first-layer';
import type { FmnistGarmentDetail } from '../../src/views/gallery/garment-detail';
import type { FmnistSampleGallery } from '../../src/views/gallery/sample-gallery';
import type { FmnistConfusionMatrix } from '../../src/views/matrix/confusion-matrix';
import type { FmnistNetwork } from '../../src/views/network/network';
import type { FmnistGarmentPad } from '../../src/views/pad/garment-pad';
import type { FmnistProbabilityBars } from '../../src/views/probabilities/probability-bars';
import type { ElementExamples } from './element-examples';

const MARKED = 'outline: 2px dashed; outline-offset: 4px';

/** The elements that show what the network has learned. */
export const NETWORK_ELEMENTS: {
  readonly 'fmnist-sample-gallery': ElementExamples<FmnistSampleGallery>;
  readonly 'fmnist-confusion-matrix': ElementExamples<FmnistConfusionMatrix>;
  readonly 'fmnist-first-layer': ElementExamples<FmnistFirstLayer>;
  readonly 'fmnist-network': ElementExamples<FmnistNetwork>;
  readonly 'fmnist-garment-pad': ElementExamples<FmnistGarmentPad>;
  readonly 'fmnist-garment-detail': ElementExamples<FmnistGarmentDetail>;
  readonly 'fmnist-probability-bars': ElementExamples<FmnistProbabilityBars>;
} = {
  'fmnist-sample-gallery': {
    fedWith: ['examination', 'classNames', 'loadGarments', 'predict'],
    properties: {
      examination: (gallery, { examination }) => {
        gallery.examination = examination;
      },
      classNames: (gallery, { classNames }) => {
        gallery.classNames = classNames;
      },
      loadGarments: (gallery, { trainer }) => {
        gallery.loadGarments = (indices) => trainer.garments(indices);
      },
      predict: (gallery, { trainer }) => {
        gallery.predict = (images) => trainer.predict(images);
      },
      filter: (gallery) => {
        gallery.filter = { kind: 'mistakes' };
      },
      withoutData: (gallery) => {
        gallery.withoutData = !gallery.withoutData;
      },
    },
    events: {
      'fmnist-error': (gallery, { log }) => {
        gallery.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (gallery, { log }) => {
        gallery.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
    parts: { filters: MARKED, garments: MARKED },
    cssProperties: { '--fmnist-gallery-height': '14rem' },
  },
  'fmnist-confusion-matrix': {
    fedWith: ['examination', 'classNames'],
    properties: {
      examination: (matrix, { examination }) => {
        matrix.examination = examination;
      },
      classNames: (matrix, { classNames }) => {
        matrix.classNames = classNames;
      },
      filter: (matrix) => {
        matrix.filter = { kind: 'class', label: 6 };
      },
      withoutData: (matrix) => {
        matrix.withoutData = !matrix.withoutData;
      },
    },
    events: {
      'fmnist-error': (matrix, { log }) => {
        matrix.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (matrix, { log }) => {
        matrix.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
    parts: { table: MARKED },
  },
  'fmnist-first-layer': {
    fedWith: ['layer', 'exciting', 'loadGarments', 'labels', 'classNames'],
    properties: {
      layer: (view, { layer }) => {
        view.layer = layer;
      },
      exciting: (view, { trainer }) => {
        view.exciting = (unit, count) => trainer.excitingGarments(unit, count);
      },
      loadGarments: (view, { trainer }) => {
        view.loadGarments = (indices) => trainer.garments(indices);
      },
      labels: (view, { examination }) => {
        view.labels = examination.labels;
      },
      classNames: (view, { classNames }) => {
        view.classNames = classNames;
      },
      withoutData: (view) => {
        view.withoutData = !view.withoutData;
      },
    },
    events: {
      'fmnist-error': (view, { log }) => {
        view.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
    },
    parts: { units: MARKED, unit: MARKED },
  },
  'fmnist-network': {
    fedWith: ['network', 'garmentCount', 'classNames', 'loadGarments', 'activations', 'unitWeights'],
    properties: {
      network: (picture) => {
        picture.network = { hiddenUnits: [64, 64], activation: 'relu' };
      },
      settings: (picture) => {
        picture.settings = { hiddenUnits: '128,32', activation: 'tanh' };
      },
      isPreview: (picture) => {
        picture.isPreview = !picture.isPreview;
      },
      isRunning: (picture) => {
        picture.isRunning = !picture.isRunning;
      },
      garment: (picture) => {
        picture.garment = 7;
      },
      garmentCount: (picture, { examination }) => {
        picture.garmentCount = examination.labels.length;
      },
      classNames: (picture, { classNames }) => {
        picture.classNames = classNames;
      },
      loadGarments: (picture, { trainer }) => {
        picture.loadGarments = (indices) => trainer.garments(indices);
      },
      activations: (picture, { trainer }) => {
        picture.activations = (images) => trainer.activations(images);
      },
      unitWeights: (picture, { trainer }) => {
        picture.unitWeights = (layer, unit) => trainer.unitWeights(layer, unit);
      },
      weightsVersion: (picture, { trainer }) => {
        picture.weightsVersion = trainer.history.length;
      },
    },
    events: {
      'fmnist-error': (picture, { log }) => {
        picture.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
    },
    parts: { picture: MARKED },
  },
  'fmnist-garment-pad': {
    fedWith: ['classNames', 'predict', 'formatPhoto', 'readPhoto'],
    properties: {
      classNames: (pad, { classNames }) => {
        pad.classNames = classNames;
      },
      predict: (pad, { trainer }) => {
        pad.predict = (images) => trainer.predict(images);
      },
      formatPhoto: (pad, { trainer }) => {
        pad.formatPhoto = (photo) => trainer.formatPhoto(photo);
      },
      readPhoto: (pad, { trainer }) => {
        pad.readPhoto = (photo, edge) => trainer.readPhoto(photo, edge);
      },
      sample: (pad) => {
        pad.sample = 1;
      },
      hasPicture: (pad) => {
        pad.hasPicture = !pad.hasPicture;
      },
      weightsVersion: (pad, { trainer }) => {
        pad.weightsVersion = trainer.history.length;
      },
    },
    methods: {
      showPhoto: async (pad) => {
        const canvas = new OffscreenCanvas(120, 120);
        const context = canvas.getContext('2d');
        context?.fillRect(35, 10, 20, 100);
        context?.fillRect(65, 10, 20, 100);
        context?.fillRect(35, 10, 50, 30);
        return pad.showPhoto(await canvas.convertToBlob());
      },
    },
    events: {
      'fmnist-error': (pad, { log }) => {
        pad.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (pad, { log }) => {
        pad.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
    parts: { pad: MARKED, seen: MARKED },
  },
  'fmnist-garment-detail': {
    fedWith: ['classNames', 'examination', 'loadGarments', 'predict', 'count'],
    properties: {
      classNames: (detail, { classNames }) => {
        detail.classNames = classNames;
      },
      examination: (detail, { examination }) => {
        detail.examination = examination;
      },
      loadGarments: (detail, { trainer }) => {
        detail.loadGarments = (indices) => trainer.garments(indices);
      },
      predict: (detail, { trainer }) => {
        detail.predict = (images) => trainer.predict(images);
      },
      position: (detail) => {
        detail.position = 7;
      },
      count: (detail, { examination }) => {
        detail.count = examination.labels.length;
      },
      garment: (detail) => {
        detail.garment = 7;
      },
    },
    events: {
      'fmnist-error': (detail, { log }) => {
        detail.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-garment-step': (detail, { log }) => {
        detail.addEventListener('fmnist-garment-step', ({ detail }) => log(detail));
        detail.garment = 8;
      },
      'fmnist-garment-close': (detail, { log }) => {
        detail.addEventListener('fmnist-garment-close', () => log('closed'), { once: true });
        detail.garment = 9;
      },
    },
  },
  'fmnist-probability-bars': {
    fedWith: ['classNames', 'probabilities'],
    properties: {
      classNames: (bars, { classNames }) => {
        bars.classNames = classNames;
      },
      probabilities: async (bars, { trainer }) => {
        const [prediction] = await trainer.predict(await trainer.garments([7]));
        bars.probabilities = prediction?.probabilities ?? null;
      },
      label: (bars, { examination }) => {
        bars.label = examination.labels[7] ?? null;
      },
    },
  },
};
