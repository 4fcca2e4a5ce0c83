import { median } from '../worker/training/threads/median';
import type { Contender, EpochAnswer } from './contender';

/** The first seconds of a turn do not count: in this time an automatic choice notices that other processes have come or gone. */
const SETTLING_SECONDS = 4;

/** How long a contender takes beside busy processes. */
export interface BusyRow {
  /** The number of busy processes. */
  readonly busy: number;
  readonly name: string;
  /** Seconds for a training epoch: the mean of each turn, the median of all turns. */
  readonly epochSeconds: number;
  /** The numbers of threads with which its turns ended, ascending. */
  readonly threads: readonly number[];
}

export interface BusyRoundsOptions {
  readonly contenders: readonly Contender[];
  /** The numbers of busy processes, ascending. */
  readonly counts: readonly number[];
  /** Starts and ends busy processes until there are this many. */
  readonly setBusy: (count: number) => Promise<void>;
  readonly isQuick: boolean;
  /** Receives progress messages, one line at a time. */
  readonly say: (line: string) => void;
}

/**
 * Lets the contenders compute in turns, one at a time, beside 0, 1, … busy processes. Every other round has the busy processes in
 * descending order, so that cores also become free.
 * @returns a row for each contender and each number of busy processes
 */
export async function runBusyRounds(options: BusyRoundsOptions): Promise<readonly BusyRow[]> {
  const { contenders, counts, setBusy, isQuick, say } = options;
  const turns = new Map<string, readonly (readonly EpochAnswer[])[]>();
  const keyOf = (busy: number, { name }: Contender) => `${busy} ${name}`;
  for (const contender of contenders) await contender.epoch();
  const rounds = Math.max(...contenders.map(({ laps: { quick, full } }) => (isQuick ? quick : full)));
  for (let round = 0; round < rounds; round++) {
    for (const busy of round % 2 === 0 ? counts : [...counts].reverse()) {
      await setBusy(busy);
      for (const contender of contenders) {
        const answers = await turnOf(contender);
        const key = keyOf(busy, contender);
        turns.set(key, [...(turns.get(key) ?? []), answers]);
        say(`round ${round + 1}/${rounds}  ${busy} busy  ${lineFor(contender, answers)}`);
      }
    }
  }
  return counts.flatMap((busy) =>
    contenders.map((contender) => {
      const own = turns.get(keyOf(busy, contender)) ?? [];
      const threads = new Set(own.map((answers) => (answers.at(-1) as EpochAnswer).threads));
      return {
        busy,
        name: contender.name,
        epochSeconds: median(own.map(meanSeconds)),
        threads: [...threads].sort((a, b) => a - b),
      };
    }),
  );
}

/** The epochs of a turn that count. */
async function turnOf(contender: Contender): Promise<readonly EpochAnswer[]> {
  for (let seconds = 0; seconds < SETTLING_SECONDS; ) {
    const { epochSeconds, validationSeconds } = await contender.epoch();
    seconds += epochSeconds + validationSeconds;
  }
  const answers: EpochAnswer[] = [];
  while (answers.length < contender.laps.epochs) answers.push(await contender.epoch());
  return answers;
}

/** Of a turn. A mean, because only some epochs contain what an automatic choice costs. */
const meanSeconds = (answers: readonly EpochAnswer[]) =>
  answers.reduce((sum, { epochSeconds }) => sum + epochSeconds, 0) / answers.length;

function lineFor({ name }: Contender, answers: readonly EpochAnswer[]): string {
  const { threads } = answers.at(-1) as EpochAnswer;
  return `${name.padEnd(20)} ${meanSeconds(answers).toFixed(3)} s an epoch, at its end with ${threads} threads`;
}
