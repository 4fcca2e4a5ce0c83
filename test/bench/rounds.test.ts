import { describe, expect, test } from 'vitest';
import type { Contender, EpochAnswer } from '../../bench/contender';
import { firstError, type RoundsOptions, runRounds, runsIn } from '../../bench/rounds';

const answer = (epochSeconds: number): EpochAnswer => ({
  epochSeconds,
  validationSeconds: epochSeconds / 10,
  threads: 1,
  trainLoss: 0.5,
  valAccuracy: 0.8,
});

/** A contender that returns the given seconds one after another and then fails. Each call records its name. */
function scripted(
  name: string,
  laps: number,
  seconds: readonly number[],
  calls: string[] = [],
  epochs = 1,
): Contender {
  const left = [...seconds];
  return {
    name,
    isPeer: name.startsWith('peer'),
    laps: { quick: laps, full: 100, epochs },
    epoch: async () => {
      calls.push(name);
      const next = left.shift();
      if (next === undefined) throw new Error(`Traceback …\nModuleNotFoundError: no ${name}`);
      return answer(next);
    },
    close: async () => {},
  };
}

const options = (contenders: readonly Contender[], said: string[] = []): RoundsOptions => ({
  contenders,
  isQuick: true,
  say: (line) => said.push(line),
  between: () => {},
});

describe('rounds', () => {
  test('let the contenders take turns, one at a time, after a warm-up epoch each', async () => {
    const calls: string[] = [];
    const contenders = [scripted('a', 2, [1, 1, 1], calls), scripted('b', 2, [1, 1, 1], calls)];
    await runRounds(options(contenders));
    expect(calls).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  });

  test('give medians, which exclude the first epoch', async () => {
    const [row] = await runRounds(options([scripted('a', 3, [99, 3, 1, 2])]));
    expect(row).toMatchObject({ name: 'a', epochSeconds: 2, validationSeconds: 0.2, threads: 1 });
    expect(row?.gflops).toBeCloseTo((60_000 * 2 * 114_560) / 2 / 1e9, 9);
  });

  test('drop the first epoch of a turn of several, in which threads are still spread over the cores', async () => {
    const calls: string[] = [];
    const contenders = [
      scripted('a', 2, [99, 99, 1, 2, 99, 3, 4], calls, 3),
      scripted('b', 2, [1, 1, 1], calls),
    ];
    const [row] = await runRounds(options(contenders));
    expect(calls.join('')).toBe('abaaabaaab');
    expect(row).toMatchObject({ epochSeconds: 2.5 });
  });

  test.each([
    ['is not there', []],
    ['fails in the middle', [1, 1]],
  ])('leave out a peer that %s, and give the reason in one line', async (_, seconds) => {
    const said: string[] = [];
    const rows = await runRounds(options([scripted('a', 2, [1, 1, 1]), scripted('peer', 2, seconds)], said));
    expect(rows.map(({ name }) => name)).toEqual(['a']);
    expect(said).toContain('peer is left out: ModuleNotFoundError: no peer');
  });

  test('fail if one of our contenders fails', async () => {
    await expect(runRounds(options([scripted('a', 2, [1])]))).rejects.toThrow(/^a: Traceback/);
  });

  test.each([
    [2, 6],
    [3, 7],
    [7, 21],
    [6, 6],
  ])('%d laps in %d rounds are all run, the last one included', (laps, rounds) => {
    const ran = Array.from({ length: rounds }, (_, round) => runsIn(round, laps, rounds));
    expect(ran.filter(Boolean)).toHaveLength(laps);
    expect(ran.at(-1)).toBe(true);
  });
});

describe('the reason in a stack', () => {
  test.each([
    [
      "node:internal/modules\n  throw err;\n\nError: Cannot find module 'x'\n    at a (b.js:1:2)",
      "Error: Cannot find module 'x'",
    ],
    ['spawn python3 ENOENT', 'spawn python3 ENOENT'],
  ])('%j is %j', (stack, reason) => {
    expect(firstError(stack)).toBe(reason);
  });
});
