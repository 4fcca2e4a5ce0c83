import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const DOWNLOADS = sentences('downloads', {
  label: 'File to download',
  model: 'The network',
  history: 'The history',
  safetensors: 'safetensors, weights',
  tfjs: 'TensorFlow.js (.zip)',
  onnx: 'ONNX',
  keras: 'Keras, Python (.zip)',
  csv: 'CSV, one row per epoch',
  json: 'JSON, with all settings',
  charts: 'The charts',
  'loss-png': 'Loss, PNG',
  'loss-svg': 'Loss, SVG',
  'accuracy-png': 'Accuracy, PNG',
  'accuracy-svg': 'Accuracy, SVG',
  download: 'Download',
  open: 'Open a model…',
  nothingYet: 'Once it is trained, the network can be downloaded.',
  noEpoch: 'The history starts with the first finished epoch.',
  now: 'The network as it is now.',
  after: (epoch: string) => str`The network after epoch ${epoch}.`,
  wholeRun: 'All epochs so far.',
});
