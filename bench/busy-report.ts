import type { BusyRow } from './busy-rounds';

/** The automatic choice may take this many times as long as the better number of threads. */
const MOST = 1.1;

/** The rows for one number of busy processes. */
export interface BusyComparison {
  readonly busy: number;
  /** Seconds for an epoch, by contender. */
  readonly epochSeconds: Readonly<Record<string, number>>;
  /** The numbers of threads that were chosen automatically. */
  readonly chosen: readonly number[];
  /** The time of the automatic choice, relative to the better one of the others. */
  readonly ratio: number;
}

/** @param automatic the name of the contender that chooses by itself */
export function compareBusyRows(rows: readonly BusyRow[], automatic: string): readonly BusyComparison[] {
  return [...new Set(rows.map(({ busy }) => busy))].map((busy) => {
    const own = rows.filter((row) => row.busy === busy);
    const chooser = own.find(({ name }) => name === automatic) as BusyRow;
    const better = Math.min(...own.filter((row) => row !== chooser).map((row) => row.epochSeconds));
    return {
      busy,
      epochSeconds: Object.fromEntries(own.map(({ name, epochSeconds }) => [name, epochSeconds])),
      chosen: chooser.threads,
      ratio: chooser.epochSeconds / better,
    };
  });
}

/** @returns a table in Markdown for people, and exit code 1 if the automatic choice takes too long somewhere */
export function judgeBusy(comparisons: readonly BusyComparison[]): {
  readonly report: string;
  readonly exitCode: number;
} {
  const names = Object.keys(comparisons[0]?.epochSeconds ?? {});
  const lines = [
    ['busy processes', ...names, 'threads chosen', 'automatic / better'],
    ['---', ...names.map(() => '---'), '---', '---'],
    ...comparisons.map(({ busy, epochSeconds, chosen, ratio }) => [
      String(busy),
      ...names.map((name) => (epochSeconds[name] as number).toFixed(3)),
      chosen.join(' or '),
      ratio.toFixed(2),
    ]),
  ];
  const isMet = comparisons.every(({ ratio }) => ratio <= MOST);
  const verdict = `The automatic choice takes at most ${MOST} times as long as the better number of threads: ${isMet ? 'met' : 'NOT MET'}.`;
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return {
    report: `${table}\n\nSeconds for an epoch of 60,000 images, medians of turns.\n${verdict}\n`,
    exitCode: isMet ? 0 : 1,
  };
}
