import { expect, test } from 'vitest';
import { browserRuns, lineUp, threadCounts } from '../../bench/line-up';

test.each([
  [1, [1, 2]],
  [2, [1, 2, 3]],
  [8, [1, 8, 9]],
  [16, [1, 16]],
])('on %d cores there is a row for each of %j threads', (cores, expected) => {
  expect(threadCounts(cores)).toEqual(expected);
});

test('the rows on two cores, of which the last two are peers', () => {
  const contenders = lineUp({ root: '/r', dataFolder: '/d', cores: 2, python: 'python3', bundles: '/b' });
  expect(contenders.map(({ name }) => name)).toEqual([
    'tfjs-vanilla',
    'tfjs',
    'fused-1',
    'fused-2',
    'fused-3',
    'jax-js-jit',
    'pytorch-1',
  ]);
  expect(contenders.map(({ isPeer }) => isPeer)).toEqual([false, false, false, false, false, true, true]);
});

test('in the browser, as many threads as cores and no more', () => {
  expect(browserRuns(2).map(({ name, threads }) => [name, threads])).toEqual([
    ['fused-1', 1],
    ['fused-2', 2],
    ['tfjs', 1],
  ]);
});
