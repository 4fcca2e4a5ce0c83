import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const CONFUSION_MATRIX = sentences('confusion-matrix', {
  title: 'What it takes for what',
  correct: (percent: string, count: string) => str`${percent} of ${count} recognised`,
  waiting: 'Waits for the first look at the network.',
  help: 'A row is what garments are, a column what they are taken for. Choose a number to see those garments.',
  caption: 'Confusion matrix: the validation images by their class and by what they are taken for',
  actual: 'Class',
  predicted: 'Taken for',
  recall: 'Recall',
  precision: 'Precision',
  recognised: (name: string, count: string, all: string) => str`${name}, recognised: ${count} of ${all}`,
  mistaken: (name: string, predicted: string, count: string, all: string) =>
    str`${name}, taken for ${predicted}: ${count} of ${all}`,
  wholeClass: (name: string, all: string) => str`${name}: all ${all}`,
});
