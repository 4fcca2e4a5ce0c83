import { type EpochReport, MONITORS, type Monitor } from '../protocol';

/** A condition on one metric of an epoch, such as `valAccuracy>=0.88`. */
export interface Target {
  readonly metric: Monitor;
  readonly comparison: '>=' | '<=' | '>' | '<';
  readonly value: number;
}

const TARGET = new RegExp(
  `^(${MONITORS.join('|')})\\s*(>=|<=|>|<)\\s*((?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:e[+-]?\\d+)?)$`,
  'i',
);

/** Reads a target. Returns null if the text is not one. Metric names are case-sensitive. */
export function parseTarget(text: string): Target | null {
  const [, metric, comparison, value] = TARGET.exec(text.trim()) ?? [];
  const known = MONITORS.find((candidate) => candidate === metric);
  return known ? { metric: known, comparison: comparison as Target['comparison'], value: Number(value) } : null;
}

/** Whether an epoch meets the target. */
export function meetsTarget({ metric, comparison, value }: Target, epoch: EpochReport): boolean {
  const reached = epoch[metric];
  switch (comparison) {
    case '>=':
      return reached >= value;
    case '<=':
      return reached <= value;
    case '>':
      return reached > value;
    case '<':
      return reached < value;
  }
}

/** Counts the epochs since a metric last improved, like Keras' `EarlyStopping`. A loss improves when it falls, an accuracy when it rises. */
export class Patience {
  readonly #monitor: Monitor;
  readonly #epochs: number;
  #best: number | null = null;
  #waited = 0;

  /** @param epochs the number of epochs without improvement after which to stop; 0 never stops */
  constructor(monitor: Monitor, epochs: number) {
    this.#monitor = monitor;
    this.#epochs = epochs;
  }

  /** Counts an epoch. Returns whether the patience is used up. */
  isUsedUpBy(epoch: EpochReport): boolean {
    const value = epoch[this.#monitor];
    const smallerIsBetter = this.#monitor.endsWith('Loss');
    const improved = this.#best === null || (smallerIsBetter ? value < this.#best : value > this.#best);
    if (improved) {
      this.#best = value;
      this.#waited = 0;
    } else {
      this.#waited += 1;
    }
    return this.#epochs > 0 && this.#waited >= this.#epochs;
  }
}
