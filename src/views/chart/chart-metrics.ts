import type { EpochReport } from '../../../worker/protocol';
import { formatAccuracy, formatAccuracyTick, formatLoss, formatLossTick } from '../../language/format-numbers';
import {
  accuracyColumns,
  type ChartColumns,
  lossColumns,
  type MetricHistory,
  type MetricName,
} from '../../state/metric-history';
import { HELP } from '../../ui/help-tip.wording';
import { type AxisRange, accuracyRange, lossRange } from './drawing/chart-range';
import { CHART } from './metrics-chart.wording';

/** The differences between the two charts. */
export interface ChartMetric {
  readonly title: string;
  readonly unit: string;
  /** Explains the metric. */
  readonly help: string;
  /** The chart's name for screen readers. */
  readonly label: string;
  readonly hasBatches: boolean;
  readonly columns: (history: MetricHistory) => ChartColumns;
  /** The range of the y axis, with the values of earlier runs taken into account. */
  readonly range: (columns: ChartColumns, past: readonly number[]) => AxisRange;
  readonly train: (epoch: EpochReport) => number;
  readonly validation: (epoch: EpochReport) => number;
  readonly format: (value: number) => string;
  readonly formatTick: (value: number) => string;
  /** Possible distances between ticks of the y axis. */
  readonly tickSteps: number[];
}

export const CHART_METRICS: Readonly<Record<MetricName, ChartMetric>> = {
  loss: {
    get title() {
      return CHART.lossTitle;
    },
    get unit() {
      return CHART.lossUnit;
    },
    get help() {
      return HELP.loss;
    },
    get label() {
      return CHART.readLoss;
    },
    hasBatches: true,
    columns: lossColumns,
    range: lossRange,
    train: ({ trainLoss }) => trainLoss,
    validation: ({ valLoss }) => valLoss,
    format: formatLoss,
    formatTick: formatLossTick,
    tickSteps: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
  },
  accuracy: {
    get title() {
      return CHART.accuracyTitle;
    },
    get unit() {
      return CHART.accuracyUnit;
    },
    get help() {
      return HELP.accuracy;
    },
    get label() {
      return CHART.readAccuracy;
    },
    hasBatches: false,
    columns: accuracyColumns,
    range: accuracyRange,
    train: ({ trainAccuracy }) => trainAccuracy,
    validation: ({ valAccuracy }) => valAccuracy,
    format: formatAccuracy,
    formatTick: formatAccuracyTick,
    tickSteps: [0.01, 0.02, 0.05, 0.1, 0.2],
  },
};
