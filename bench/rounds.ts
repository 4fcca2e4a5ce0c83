import { ExpectedError } from '../scripts/lib/entry.mjs';
import { median } from '../worker/training/threads/median';
import type { Contender, EpochAnswer } from './contender';
import { gflops, TRAIN_IMAGES, trainingFlops } from './job';

/** A contender's times per epoch: medians, in seconds. */
export interface Row {
  readonly name: string;
  readonly epochSeconds: number;
  readonly validationSeconds: number;
  readonly threads: number;
  /** Nominal operations of a training epoch divided by its time. */
  readonly gflops: number;
}

export interface RoundsOptions {
  readonly contenders: readonly Contender[];
  readonly isQuick: boolean;
  /** Receives progress messages, one line at a time. */
  readonly say: (line: string) => void;
  /** Called between the rounds, while no contender computes. */
  readonly between: () => void;
}

/** Whether a contender that runs in `laps` of the `rounds` runs in this one (counted from 0). Its turns are spread evenly. */
export function runsIn(round: number, laps: number, rounds: number): boolean {
  return Math.floor(((round + 1) * laps) / rounds) > Math.floor((round * laps) / rounds);
}

/**
 * Lets the contenders compute in turns of a few epochs, one contender at a time, so that anything that slows the machine
 * slows all of them. The first epoch of each warms up and does not count. A peer that fails is left out and the reason
 * is reported.
 * @returns a row for each remaining contender, in their order
 * @throws ExpectedError when one of ours fails
 */
export async function runRounds({ contenders, isQuick, say, between }: RoundsOptions): Promise<readonly Row[]> {
  const laps = ({ laps: { quick, full } }: Contender) => (isQuick ? quick : full);
  const present = new Map(contenders.map((contender) => [contender, [] as EpochAnswer[]]));
  const askFor = async (contender: Contender, label: string): Promise<EpochAnswer | null> => {
    try {
      const answer = await contender.epoch();
      say(`${label}  ${lineFor(contender, answer)}`);
      return answer;
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      if (!contender.isPeer) throw new ExpectedError(`${contender.name}: ${reason}`);
      say(`${contender.name} is left out: ${firstError(reason)}`);
      present.delete(contender);
      return null;
    }
  };

  for (const contender of contenders) await askFor(contender, 'warm-up');
  const rounds = Math.max(...[...present.keys()].map(laps));
  for (let round = 0; round < rounds; round++) {
    between();
    for (const [contender, answers] of present) {
      if (!runsIn(round, laps(contender), rounds)) continue;
      for (let epoch = 1; epoch <= contender.laps.epochs && present.has(contender); epoch++) {
        const answer = await askFor(contender, `round ${round + 1}/${rounds}`);
        if (answer && (epoch > 1 || contender.laps.epochs === 1)) answers.push(answer);
      }
    }
  }
  between();
  return [...present].map(([{ name }, answers]) => rowOf(name, answers));
}

/** The line of a JavaScript or Python stack trace that names the error, or the whole text if there is none. */
export function firstError(text: string): string {
  return /^\w*Error: .*/m.exec(text)?.[0] ?? text;
}

/** @throws Error without answers */
export function rowOf(name: string, answers: readonly EpochAnswer[]): Row {
  const epochSeconds = median(answers.map((answer) => answer.epochSeconds));
  return {
    name,
    epochSeconds,
    validationSeconds: median(answers.map((answer) => answer.validationSeconds)),
    threads: Math.max(...answers.map(({ threads }) => threads)),
    gflops: gflops(trainingFlops(TRAIN_IMAGES), epochSeconds),
  };
}

function lineFor(contender: Contender, answer: EpochAnswer): string {
  const { epochSeconds, validationSeconds, trainLoss, valAccuracy } = answer;
  const times = `${epochSeconds.toFixed(3)} s an epoch, ${validationSeconds.toFixed(3)} s to validate`;
  return `${contender.name.padEnd(20)} ${times} (loss ${trainLoss.toFixed(4)}, accuracy ${valAccuracy.toFixed(4)})`;
}
