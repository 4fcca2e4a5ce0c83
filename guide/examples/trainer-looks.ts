import type { FmnistTrainer } from '../../src/index';
import { failed, interrupted, sharing, stored, trained, trainedTwice } from './states';

/** Example content for each slot. */
export const SLOTS: Readonly<Record<string, string>> = {
  title: '<h2 slot="title">Shirts and sandals</h2>',
  controls: '<p slot="controls">Press the button in the text to start.</p>',
  progress: '<p slot="progress">The progress is shown elsewhere.</p>',
  charts: '<p slot="charts">The charts are on the next slide.</p>',
  table: '<p slot="table">The figures are in the appendix.</p>',
  downloads: '<p slot="downloads"><a href="formats.html">What the files contain</a></p>',
  settings: '<p slot="settings">The settings are fixed on this page.</p>',
  share: '<p slot="share">Ask the author for a link.</p>',
  gallery: '<p slot="gallery">The gallery has ten thousand garments.</p>',
  matrix: '<p slot="matrix">Shirts are often mistaken for T-shirts.</p>',
  weights: '<p slot="weights">The first layer is on the next page.</p>',
  step: '<p slot="step">The steps are explained in the text.</p>',
  pad: '<p slot="pad">Draw on paper instead.</p>',
  network: '<p slot="network">The network is in the first figure.</p>',
};

const MARKED = 'outline: 2px dashed; outline-offset: 4px';

/** Declarations that make each part visible. */
export const PARTS: Readonly<Record<string, string>> = {
  header: 'padding-block-end: 0.75rem; border-block-end: 4px double',
  engine: 'font-style: italic',
  controls: 'justify-content: end',
  progress: MARKED,
  error: MARKED,
  charts: 'gap: 4rem',
  chart: 'padding: 0.75rem; border: 1px solid',
  time: MARKED,
  'past-runs': MARKED,
  'storage-note': MARKED,
  'stored-runs': MARKED,
  table: 'font-family: ui-monospace, monospace',
  downloads: MARKED,
  settings: 'padding-inline-start: 1rem; border-inline-start: 4px double',
  share: MARKED,
  gallery: MARKED,
  matrix: MARKED,
  weights: MARKED,
  step: MARKED,
  pad: MARKED,
  network: MARKED,
};

/** An example value for each custom property. */
export const CSS_PROPERTIES: Readonly<Record<string, string>> = {
  '--fmnist-surface': 'light-dark(#fff8e7, #2a2416)',
  '--fmnist-ink': 'light-dark(#14213d, #dfe7f5)',
  '--fmnist-muted': 'light-dark(#4a5a41, #b4c4a9)',
  '--fmnist-line': 'light-dark(#b9cfe4, #3b556e)',
  '--fmnist-edge': 'light-dark(#8a4b08, #e0a458)',
  '--fmnist-accent': 'light-dark(#7b2d8b, #e0a3ec)',
  '--fmnist-on-accent': 'light-dark(#fff3c4, #2b0a33)',
  '--fmnist-error': 'light-dark(#8a3b00, #ffb27a)',
  '--fmnist-batches': 'light-dark(#9cc5a1, #3f6b4f)',
  '--fmnist-wrong': 'light-dark(#8a3b00, #ffb27a)',
  '--fmnist-positive': 'light-dark(#1d6b37, #7fd39a)',
  '--fmnist-negative': 'light-dark(#8a3b00, #ffb27a)',
  '--fmnist-font': 'Georgia, serif',
  '--fmnist-mono': 'Georgia, serif',
  '--fmnist-radius': '999px',
  '--fmnist-size': '1.25rem',
  '--fmnist-padding': '2rem',
  '--fmnist-chart-height': '22rem',
  '--fmnist-gallery-height': '14rem',
};

type Preparations = Readonly<Record<string, (trainer: FmnistTrainer) => Promise<void>>>;

/** What to do before a slot exists. */
export const SLOT_APPEARANCES: Preparations = { share: sharing };

/** What to do before a part, or the effect of a custom property, is on the screen. */
export const APPEARANCES: Preparations = {
  engine: trained,
  error: failed,
  time: trained,
  'past-runs': trainedTwice,
  'storage-note': interrupted,
  'stored-runs': stored,
  share: sharing,
  gallery: trained,
  matrix: trained,
  weights: trained,
  step: trained,
  pad: trained,
  network: trained,
  '--fmnist-error': failed,
  '--fmnist-mono': failed,
  '--fmnist-batches': trained,
  '--fmnist-wrong': trained,
  '--fmnist-positive': trained,
  '--fmnist-negative': trained,
  '--fmnist-gallery-height': trained,
};

/** Examples that need the full view, because the compact view does not show their part. */
export const IN_FULL_VIEW: readonly string[] = [
  'table',
  'downloads',
  'settings',
  'gallery',
  'matrix',
  'weights',
  'step',
  'pad',
  'network',
  '--fmnist-wrong',
  '--fmnist-positive',
  '--fmnist-negative',
  '--fmnist-gallery-height',
];
