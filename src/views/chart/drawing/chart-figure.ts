import type { ChartMetric } from '../chart-metrics';
import type { CHART } from '../metrics-chart.wording';
import type { ChartSource } from './chart-picture';
import type { Measure, SeriesName, Shape } from './shapes';

/** A chart and its texts. The bundle that draws it has no texts of its own. */
export interface ChartToExport {
  readonly source: ChartSource;
  readonly metric: ChartMetric;
  readonly words: typeof CHART;
  /** The legend's name for the earlier runs' lines. */
  readonly pastRuns: string;
  readonly language: string;
  readonly formatCount: (count: number) => string;
  /** The lines between their axes, in a rectangle of this size. */
  readonly draw: (width: number, height: number, measure: Measure) => readonly Shape[];
}

/** One entry of a legend: a line, its name and its value. */
interface FigureKey {
  /** Absent for an entry without a line. */
  readonly series?: SeriesName;
  readonly words: string;
  readonly value?: string;
}

/** A chart with everything needed to read it without the page. */
export interface ChartFigure {
  /** Name of the file, without the extension. */
  readonly name: string;
  readonly language: string;
  readonly title: string;
  readonly unit: string;
  /** The picture described in one sentence. */
  readonly description: string;
  readonly keys: readonly FigureKey[];
  readonly xAxis: string;
  readonly draw: ChartToExport['draw'];
}

/** The figure of a chart; null before its first epoch is finished. */
export function figureOf({ source, metric, words, ...chart }: ChartToExport): ChartFigure | null {
  const { history, config, pastRuns } = source;
  const last = history.epochs.at(-1);
  if (!last) return null;
  const epoch = chart.formatCount(last.epoch);
  const train = metric.format(metric.train(last));
  const validation = metric.format(metric.validation(last));
  return {
    name: ['fmnist', ...(config?.hiddenUnits ?? []), source.metric].join('-'),
    language: chart.language,
    title: metric.title,
    unit: metric.unit,
    description: words.valueText(epoch, train, validation),
    keys: [
      { words: words.atEpoch(epoch) },
      { series: 'train', words: words.training, value: train },
      { series: 'validation', words: words.validation, value: validation },
      ...(metric.hasBatches ? [{ series: 'batch', words: words.batches } as const] : []),
      ...(pastRuns.length > 0 ? [{ series: 'past', words: chart.pastRuns } as const] : []),
    ],
    xAxis: words.xAxis,
    draw: chart.draw,
  };
}
