import { str } from '@lit/localize';
import type { Examination } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick } from '../../language/format-numbers';
import { sentences } from '../../language/sentences';

export const GALLERY = sentences('gallery', {
  about: 'Below each garment: the class the network predicts, and how sure it is.',
  nothingYet: 'Appears after the first epoch: each garment with the class the network predicts.',
  filters: 'Garments to show',
  all: 'All',
  mistakes: 'Mistakes',
  leastSure: 'Least sure',
  oneClass: 'One class',
  cell: (label: string, guess: string, count: string) => str`${label} predicted as ${guess} (${count})`,
  removeCell: 'Show all garments again',
  noneWrong: 'The network makes no mistake on these garments.',
  noneMatch: 'No garment matches after this epoch.',
  guess: (guess: string, percent: string) => str`${guess} ${percent}`,
  notLabel: (label: string) => str`is ${label}`,
  right: (label: string, percent: string) => str`${label}, recognised, ${percent} sure`,
  wrong: (label: string, guess: string, percent: string) =>
    str`${label}, predicted as ${guess}, ${percent} sure`,
  recognised: (percent: string) => str`Recognised, ${percent} sure.`,
  takenFor: (guess: string, percent: string) => str`Predicted as ${guess}, ${percent} sure.`,
  position: (position: string, count: string) => str`${position} of ${count}`,
  previous: 'Previous',
  next: 'Next',
  close: 'Close',
});

/** `Ankle boot, predicted as Sneaker, 62% sure` */
export function garmentSentence(
  { labels, predicted, confidence }: Examination,
  garment: number,
  classNames: readonly string[],
): string {
  const name = (classIndex = 0) => className(classNames[classIndex] ?? '');
  const percent = formatAccuracyTick(confidence[garment] ?? Number.NaN);
  const [label, guess] = [labels[garment], predicted[garment]];
  return label === guess
    ? GALLERY.right(name(label), percent)
    : GALLERY.wrong(name(label), name(guess), percent);
}
