import { expect, test } from 'vitest';
import { browserRuns, busyCounts, busyLineUp, busyRuns, lineUp, threadCounts } from '../../bench/line-up';

test.each([
  [1, [1, 2]],
  [2, [1, 2, 3]],
  [8, [1, 8, 9]],
  [16, [1, 16]],
])('with %d cores there is a row for each of %j threads', (cores, expected) => {
  expect(threadCounts(cores)).toEqual(expected);
});

test('with two cores, the last two rows are peers', () => {
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

test('in the browser there are at most as many threads as cores', () => {
  expect(browserRuns(2).map(({ name, threads }) => [name, threads])).toEqual([
    ['fused-1', 1],
    ['fused-2', 2],
    ['tfjs', 1],
  ]);
});

test('beside busy processes there are one thread, one a core, and the automatic choice', () => {
  expect(busyRuns(8).map(({ name, threads }) => [name, threads])).toEqual([
    ['fused-1', 1],
    ['fused-8', 8],
    ['automatic', 0],
  ]);
  const names = ['fused-1', 'automatic'];
  expect(busyLineUp({ dataFolder: '/d', cores: 1, bundles: '/b' }).map(({ name }) => name)).toEqual(names);
});

test.each([
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [8, [0, 1, 8]],
])('with %d cores there are %j busy processes in turn', (cores, expected) => {
  expect(busyCounts(cores)).toEqual(expected);
});
