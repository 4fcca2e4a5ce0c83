import { beforeEach, expect, test } from 'vitest';
import { runBusyRounds } from '../../bench/busy-rounds';
import type { Contender } from '../../bench/contender';

let busy: number;
let calls: string[];
beforeEach(() => {
  busy = 0;
  calls = [];
});

/** @param secondsFor seconds for an epoch beside this many busy processes, in the given call (counted from 1 in each turn) */
function contender(name: string, secondsFor: (busy: number, call: number) => number): Contender {
  let before = '';
  let call = 0;
  return {
    name,
    isPeer: false,
    laps: { quick: 2, full: 3, epochs: 4 },
    epoch: async () => {
      const turn = `${name} ${busy}`;
      call = calls.at(-1) === turn && before === turn ? call + 1 : 1;
      before = turn;
      calls.push(turn);
      const epochSeconds = secondsFor(busy, call);
      return { epochSeconds, validationSeconds: 0, threads: 1 + busy, trainLoss: 0.5, valAccuracy: 0.8 };
    },
    close: async () => {},
  };
}

const run = (contenders: readonly Contender[], isQuick = true) =>
  runBusyRounds({
    contenders,
    counts: [0, 1, 2],
    setBusy: async (count) => {
      busy = count;
    },
    isQuick,
    say: () => {},
  });

test('contenders take turns beside each number of busy processes, in descending order in every other round', async () => {
  await run([contender('a', () => 2), contender('b', () => 4)]);
  const turns = calls.slice(2).filter((turn, i, all) => turn !== all[i - 1]);
  const ascending = ['a 0', 'b 0', 'a 1', 'b 1', 'a 2', 'b 2'];
  expect(turns).toEqual([...ascending, 'a 2', 'b 2', 'a 1', 'b 1', 'a 0', 'b 0']);
});

test('the first four seconds of a turn do not count, then as many epochs as it has', async () => {
  const rows = await run([contender('a', (_, call) => (call <= 4 ? 1 : 0.25))]);
  expect(rows.map(({ epochSeconds }) => epochSeconds)).toEqual([0.25, 0.25, 0.25]);
  const ofATurn = calls.slice(1).filter((turn) => turn === 'a 1');
  expect(ofATurn).toHaveLength(2 * (4 + 4));
});

test('a row has the mean of a turn’s epochs, so that a trial in one of them counts', async () => {
  // Between two turns of this contender comes one of the other.
  const other = contender('b', () => 4);
  const [row] = await run([contender('a', (_, call) => (call <= 4 ? 1 : call === 6 ? 0.9 : 0.1)), other]);
  expect(row?.epochSeconds).toBeCloseTo(0.3, 9);
});

test('a row has the median of its turns', async () => {
  const other = contender('b', () => 4);
  const seconds = [4, 9, 5];
  let turns = -1;
  const slow = (beside: number, call: number) => {
    // The warm-up is the first call, and no turn.
    if (beside === 0 && call === 1) turns += 1;
    return beside === 0 ? (seconds[turns - 1] ?? 0) : 4;
  };
  const [row] = await run([contender('a', slow), other], false);
  expect(row?.epochSeconds).toBe(5);
});

test('a row has the numbers of threads that were chosen at the end of its turns', async () => {
  const rows = await run([contender('a', () => 2)], false);
  expect(rows).toMatchObject([
    { busy: 0, name: 'a', threads: [1] },
    { busy: 1, name: 'a', threads: [2] },
    { busy: 2, name: 'a', threads: [3] },
  ]);
});
