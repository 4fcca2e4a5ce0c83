import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const NETWORK = sentences('network', {
  help: 'Each square is a unit: blue-green above 0, orange below. Point at one or use the arrow keys to see its strongest connections. Dashed ones lower its sum.',
  plan: 'The network of these settings. It is not trained yet.',
  next: 'The network of the next run. The trained network has other layers.',
  noGarment: 'Draw a garment on the pad to see the output of each unit.',
  preview: 'A network trained beforehand. Train starts a new one.',
  now: 'Computed with the current weights.',
  afterEpoch: (epoch: string) => str`Computed with the weights after epoch ${epoch}.`,
  grouped: (units: string) =>
    str`A square stands for up to ${units} units and shows the one with the largest output.`,
  deadKey: (images: string) =>
    str`× marks a dead unit: its output is 0 for each of ${images} validation images.`,
  units: 'Units of the network',
  input: 'Input',
  layer: (layer: string) => str`Layer ${layer}`,
  logits: 'Logits',
  probabilities: 'Probabilities',
  unit: (layer: string, unit: string, units: string) => str`Layer ${layer}, unit ${unit} of ${units}`,
  group: (layer: string, first: string, last: string, unit: string) =>
    str`Layer ${layer}, units ${first} to ${last}. Unit ${unit} has the largest output`,
  logit: (name: string) => str`Logit of ${name}`,
  probability: (name: string, percent: string) => str`Probability of ${name}: ${percent}.`,
  dead: 'This unit is dead.',
  strongest: (connections: string) => str`Strongest connections: ${connections}.`,
  fromPixel: (row: string, column: string, share: string) =>
    str`pixel in row ${row}, column ${column} ${share}`,
  fromUnit: (unit: string, share: string) => str`unit ${unit} ${share}`,
  table: 'The network as a table',
  tableUnits: 'Units',
  tableParameters: 'Weights and biases',
  tableActive: 'Output not 0',
  tableDead: 'Dead',
  tableLargest: 'Largest output',
});
