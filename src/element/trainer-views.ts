/** The views: everything, what fits into the column of an article, the charts only, or the predictions. */
const TRAINER_VIEWS = ['full', 'compact', 'charts', 'predict'] as const;
export type TrainerViewName = (typeof TRAINER_VIEWS)[number];

export type Part =
  | 'header'
  | 'controls'
  | 'pad'
  | 'picture'
  | 'charts'
  | 'step'
  | 'settings'
  | 'table'
  | 'network';

/** The parts of each view. */
export const PARTS: Readonly<Record<TrainerViewName, readonly Part[]>> = {
  full: ['header', 'controls', 'pad', 'picture', 'charts', 'step', 'settings', 'table', 'network'],
  compact: ['header', 'controls', 'charts'],
  charts: ['charts'],
  predict: ['header', 'controls', 'pad', 'picture'],
};

/** The view with a name; `full` for anything else. */
export function viewOf(name: string): TrainerViewName {
  return TRAINER_VIEWS.find((view) => view === name) ?? 'full';
}

/** Whether a view shows weights or predictions. */
export function looksIntoNetwork(view: TrainerViewName): boolean {
  return PARTS[view].includes('network') || PARTS[view].includes('pad');
}
