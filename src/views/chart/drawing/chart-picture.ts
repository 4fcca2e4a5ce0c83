import type { EpochReport, LearningRateChange, RunConfig } from '../../../../worker/protocol';
import {
  type ChartColumns,
  EMPTY_HISTORY,
  type MetricHistory,
  type MetricName,
} from '../../../state/metric-history';
import type { RunRecord } from '../../../state/run-state';
import { PAST_RUNS, settingWords } from '../../run-words/past-runs.wording';
import { CHART_METRICS } from '../chart-metrics';
import type { AxisMark, PastLine } from './chart-marks';
import { epochRange } from './chart-range';
import type { ChartPicture } from './chart-shapes';

/** The data of a chart. */
export interface ChartSource {
  readonly metric: MetricName;
  readonly history: MetricHistory;
  /** Epochs the run plans, the end of the x axis. */
  readonly epochsPlanned: number;
  /** Changes of the step size during the run, marked on the x axis of the loss. */
  readonly learningRates: readonly LearningRateChange[];
  /** Settings of the run. */
  readonly config: RunConfig | null;
  readonly pastRuns: readonly RunRecord[];
}

/** What a chart shows. Before the first run it contains no epoch. */
export function chartSource(
  metric: MetricName,
  run: RunRecord | null,
  pastRuns: readonly RunRecord[],
): ChartSource {
  const { history = EMPTY_HISTORY, learningRates = [], config = null } = run ?? {};
  return { metric, history, learningRates, config, pastRuns, epochsPlanned: config?.epochs ?? 1 };
}

/** The curves of the current run, on a common x axis. */
export function columnsOf({ metric, history }: ChartSource): ChartColumns {
  return CHART_METRICS[metric].columns(history);
}

/** The lines of earlier runs. */
export function pastLinesOf({ metric, pastRuns }: ChartSource): readonly PastLine[] {
  const { validation } = CHART_METRICS[metric];
  return pastRuns.map(({ runId, history }) => ({ runId, values: history.epochs.map(validation) }));
}

/**
 * The picture of a chart.
 * @param shown the epoch marked by dots
 */
export function chartPicture(
  source: ChartSource,
  shown: EpochReport | undefined,
  columns = columnsOf(source),
  past = pastLinesOf(source),
): ChartPicture {
  const { range, train, validation } = CHART_METRICS[source.metric];
  return {
    columns,
    past,
    highlighted: null,
    axisMarks: axisMarksOf(source),
    x: epochRange(
      columns.x.at(-1) ?? 0,
      source.epochsPlanned,
      Math.max(0, ...past.map(({ values }) => values.length)),
    ),
    y: range(
      columns,
      past.flatMap(({ values }) => values),
    ),
    marked: shown ? { epoch: shown.epoch, train: train(shown), validation: validation(shown) } : null,
    crosshair: false,
  };
}

function axisMarksOf({ metric, learningRates }: ChartSource): readonly AxisMark[] {
  if (!CHART_METRICS[metric].hasBatches) return [];
  return learningRates.map(({ atEpoch, learningRate }, i, { length }) => {
    const rate = settingWords('learningRate', learningRate);
    return { atEpoch, label: i === length - 1 ? PAST_RUNS.rate(rate) : rate };
  });
}
