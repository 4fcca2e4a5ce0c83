import type { FmnistMetricsChart } from '../../src/views/chart/metrics-chart';
import type { FmnistProgressLine } from '../../src/views/controls/progress-line';
import type { FmnistRunControls } from '../../src/views/controls/run-controls';
import type { FmnistEpochSlider } from '../../src/views/epochs/epoch-slider';
import type { FmnistEpochTable } from '../../src/views/epochs/epoch-table';
import type { FmnistPastRuns } from '../../src/views/runs/past-runs';
import type { FmnistStorageNote } from '../../src/views/runs/storage-note';
import type { FmnistStoredRuns } from '../../src/views/runs/stored-runs';
import type { FmnistStep } from '../../src/views/step/step';
import type { ElementExamples } from './element-examples';
import { paused } from './states';

/** The elements that show a run. */
export const RUN_ELEMENTS: {
  readonly 'fmnist-run-controls': ElementExamples<FmnistRunControls>;
  readonly 'fmnist-progress-line': ElementExamples<FmnistProgressLine>;
  readonly 'fmnist-metrics-chart': ElementExamples<FmnistMetricsChart>;
  readonly 'fmnist-epoch-slider': ElementExamples<FmnistEpochSlider>;
  readonly 'fmnist-epoch-table': ElementExamples<FmnistEpochTable>;
  readonly 'fmnist-past-runs': ElementExamples<FmnistPastRuns>;
  readonly 'fmnist-stored-runs': ElementExamples<FmnistStoredRuns>;
  readonly 'fmnist-storage-note': ElementExamples<FmnistStorageNote>;
  readonly 'fmnist-step': ElementExamples<FmnistStep>;
} = {
  'fmnist-run-controls': {
    properties: {
      session: (controls) => {
        controls.session = controls.session === 'training' ? 'paused' : 'training';
      },
      hasModel: (controls) => {
        controls.session = 'idle';
        controls.hasModel = !controls.hasModel;
      },
      busy: (controls) => {
        controls.busy = controls.busy === 'train' ? null : 'train';
      },
    },
    events: {
      'fmnist-request': (controls, { log }) => {
        controls.session = 'idle';
        controls.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-progress-line': {
    fedWith: ['run'],
    properties: {
      run: (line, { state }) => {
        line.run = state;
      },
      isOpening: (line, { state }) => {
        line.run = { ...state, state: 'idle', run: null };
        line.isOpening = !line.isOpening;
      },
    },
  },
  'fmnist-metrics-chart': {
    fedWith: ['history', 'keptEpochs', 'config', 'pastRuns'],
    properties: {
      history: (chart, { history }) => {
        chart.history = history;
      },
      metric: (chart) => {
        chart.metric = chart.metric === 'loss' ? 'accuracy' : 'loss';
      },
      epochsPlanned: (chart, { history }) => {
        chart.epochsPlanned = history.epochs.length + 1;
      },
      keptEpochs: (chart, { keptEpochs }) => {
        chart.keptEpochs = keptEpochs;
      },
      inspected: (chart) => {
        chart.inspected = chart.inspected === 1 ? null : 1;
      },
      learningRates: (chart) => {
        chart.metric = 'loss';
        chart.learningRates = [{ atEpoch: 1.5, learningRate: 0.0005 }];
      },
      config: (chart, { run }) => {
        chart.config = run.config;
      },
      pastRuns: (chart, { pastRun }) => {
        chart.pastRuns = [pastRun];
      },
      highlighted: (chart, { pastRun }) => {
        chart.highlighted = chart.highlighted === null ? pastRun.runId : null;
      },
    },
    methods: { exportChart: (chart) => chart.exportChart('png') },
    events: {
      'fmnist-request': (chart, { log }) => {
        chart.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-epoch-slider': {
    fedWith: ['keptEpochs', 'latest'],
    properties: {
      keptEpochs: (slider, { keptEpochs }) => {
        slider.keptEpochs = keptEpochs;
      },
      latest: (slider, { history }) => {
        slider.latest = history.epochs.length;
      },
      at: (slider) => {
        slider.at = slider.at === 1 ? null : 1;
      },
      isTraining: (slider) => {
        slider.isTraining = !slider.isTraining;
      },
    },
    events: {
      'fmnist-request': (slider, { log }) => {
        slider.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-epoch-table': {
    fedWith: ['epochs'],
    properties: {
      epochs: (table, { history }) => {
        table.epochs = history.epochs;
      },
    },
    events: {
      'fmnist-error': (table, { log }) => {
        table.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
    },
  },
  'fmnist-past-runs': {
    fedWith: ['pastRuns', 'run'],
    properties: {
      pastRuns: (runs, { pastRun }) => {
        runs.pastRuns = [pastRun];
      },
      run: (runs, { run }) => {
        runs.run = run;
      },
      highlighted: (runs, { pastRun }) => {
        runs.highlighted = runs.highlighted === null ? pastRun.runId : null;
      },
    },
    events: {
      'fmnist-error': (runs, { log }) => {
        runs.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (runs, { log }) => {
        runs.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-stored-runs': {
    fedWith: ['runs'],
    properties: {
      runs: (list, { storedRun }) => {
        list.runs = [storedRun];
      },
      canContinue: (list) => {
        list.canContinue = !list.canContinue;
      },
    },
    events: {
      'fmnist-error': (list, { log }) => {
        list.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (list, { log }) => {
        list.canContinue = true;
        list.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-storage-note': {
    fedWith: ['offer'],
    properties: {
      offer: (note, { storedRun }) => {
        note.problem = null;
        note.offer = storedRun;
      },
      problem: (note) => {
        note.problem = note.problem === 'full' ? 'unavailable' : 'full';
      },
    },
    events: {
      'fmnist-request': (note, { log }) => {
        note.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
  },
  'fmnist-step': {
    fedWith: ['inspect', 'classNames', 'open', 'stepVersion'],
    attributes: {
      stage: { oneOf: ['pipeline', 'forward', 'loss', 'tape', 'optimizer', 'metric'] },
      guide: { such: ['./', 'https://example.org/guide/'] },
    },
    properties: {
      inspect: async (view, { trainer }) => {
        await paused(trainer);
        view.inspect = () => trainer.inspectStep();
      },
      stepVersion: async (view, { trainer }) => {
        await paused(trainer);
        await trainer.step('batch');
        view.stepVersion = `${Number(view.stepVersion) + 1}`;
      },
      classNames: (view, { classNames }) => {
        view.classNames = classNames;
      },
      open: (view) => {
        view.open = true;
      },
    },
    events: {
      'fmnist-error': (view, { log }) => {
        view.addEventListener('fmnist-error', ({ detail }) => log(`${detail.code}: ${detail.remedy}`));
      },
      'fmnist-request': (view, { log }) => {
        view.addEventListener('fmnist-request', ({ detail }) => log(detail));
      },
    },
    parts: {
      stages: 'outline: 2px dashed; outline-offset: 4px',
      panel: 'outline: 2px dashed; outline-offset: 4px',
    },
  },
};
