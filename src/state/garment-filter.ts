import type { Examination } from '../../worker/protocol';

/** Which validation images are shown, and in which order. */
export type GarmentFilter =
  /** All, in the order of the file. */
  | { readonly kind: 'all' }
  /** Wrong predictions, most confident first. */
  | { readonly kind: 'mistakes' }
  /** All, least confident first. */
  | { readonly kind: 'least-sure' }
  /** Images of one class, in the order of the file. */
  | { readonly kind: 'class'; readonly label: number }
  /** Images of one class predicted as one class: a cell of the confusion matrix. */
  | { readonly kind: 'cell'; readonly label: number; readonly predicted: number };

/** Indices of the images that match a filter, in its order. */
export function filterGarments(
  { labels, predicted, confidence }: Examination,
  filter: GarmentFilter,
): number[] {
  const indices = Array.from(labels.keys());
  const sureness = (index: number) => confidence[index] as number;
  switch (filter.kind) {
    case 'all':
      return indices;
    case 'mistakes':
      return indices
        .filter((index) => labels[index] !== predicted[index])
        .sort((a, b) => sureness(b) - sureness(a));
    case 'least-sure':
      return indices.sort((a, b) => sureness(a) - sureness(b));
    case 'class':
      return indices.filter((index) => labels[index] === filter.label);
    case 'cell':
      return indices.filter((index) => labels[index] === filter.label && predicted[index] === filter.predicted);
  }
}

/** Whether two examinations are of the same images. It compares the labels, since each examination has its own copy of them. */
export function haveSameLabels(a: Examination | null, b: Examination | null): boolean {
  if (!a || !b || a.labels === b.labels) return a?.labels === b?.labels;
  return a.labels.length === b.labels.length && a.labels.every((label, index) => label === b.labels[index]);
}

/** Number of wrong predictions. */
export function countMistakes({ labels, predicted }: Examination): number {
  return labels.reduce((mistakes, label, index) => mistakes + Number(label !== predicted[index]), 0);
}
