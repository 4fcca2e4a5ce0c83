import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const CONFUSION_MATRIX = sentences('confusion-matrix', {
  correct: (percent: string, count: string) => str`${percent} of ${count} recognised`,
  waiting: 'Appears after the first epoch.',
  help: 'Rows are actual classes, columns are predicted classes. Select a number to see those garments.',
  caption: 'Confusion matrix: validation images by actual and predicted class',
  actual: 'Actual',
  predicted: 'Predicted',
  recall: 'Recall',
  precision: 'Precision',
  recognised: (name: string, count: string, all: string) => str`${name}, recognised: ${count} of ${all}`,
  mistaken: (name: string, predicted: string, count: string, all: string) =>
    str`${name}, predicted as ${predicted}: ${count} of ${all}`,
  wholeClass: (name: string, all: string) => str`${name}: all ${all}`,
});
