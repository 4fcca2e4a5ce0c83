import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, withEpoch } from '../../../../src/state/metric-history';
import type { FmnistMetricsChart } from '../../../../src/views/chart/metrics-chart';
import { importBuilt } from '../../built';

const history = [1, 2, 3].reduce(
  (before, epoch) =>
    withEpoch(before, {
      epoch,
      epochs: 3,
      trainLoss: 0.7 / epoch,
      trainAccuracy: 0.8,
      valLoss: 0.8 / epoch,
      valAccuracy: 0.8,
      seconds: 1,
      imagesPerSecond: 60_000,
    }),
  EMPTY_HISTORY,
);

let chart: FmnistMetricsChart;

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => document.body.replaceChildren());

/** Pixels of the drawing that are opaque and of one colour. */
function count(red: number, green: number, blue: number): number {
  const canvas = chart.renderRoot.querySelector('canvas');
  const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  let found = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) found += 1;
  return found;
}

describe('<fmnist-metrics-chart>', () => {
  it('is drawn again when the page changes between light and dark', async () => {
    chart = Object.assign(document.createElement('fmnist-metrics-chart'), { history, epochsPlanned: 3 });
    chart.style.setProperty('--fmnist-ink', 'light-dark(rgb(1, 2, 3), rgb(250, 251, 252))');
    chart.style.colorScheme = 'light';
    document.body.append(chart);
    await expect.poll(() => count(1, 2, 3)).toBeGreaterThan(50);
    chart.style.colorScheme = 'dark';
    await expect.poll(() => count(250, 251, 252)).toBeGreaterThan(50);
    expect(count(1, 2, 3)).toBe(0);
  });
});
