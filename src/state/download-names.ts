import type { ModelFormat } from '../../worker/protocol';
import type { MetricName } from './metric-history';

/** File formats of an exported chart. */
export type ChartFormat = 'png' | 'svg';

/** Each chart in each format. */
export const CHARTS = [
  'loss-png',
  'loss-svg',
  'accuracy-png',
  'accuracy-svg',
] as const satisfies readonly ChartName[];
type ChartName = `${MetricName}-${ChartFormat}`;

/** The available files: the network in each format, the run's history, and its charts. */
export type DownloadName = ModelFormat | 'csv' | 'json' | ChartName;

export function isChart(file: DownloadName): file is ChartName {
  return CHARTS.some((chart) => chart === file);
}

/** The metric and format of a chart file's name. */
export function chartOf(file: ChartName): [ChartFormat, MetricName] {
  return file.split('-').reverse() as [ChartFormat, MetricName];
}
