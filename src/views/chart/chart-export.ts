import type { ExportedFile } from '../../../worker/protocol';
import { formatCount } from '../../language/format-numbers';
import { activeLanguage } from '../../language/localisation';
import type { ChartFormat } from '../../state/download-names';
import { LazyFile } from '../lazy/lazy-file';
import { PAST_RUNS } from '../run-words/past-runs.wording';
import { CHART_METRICS } from './chart-metrics';
import { type ChartSource, chartPicture } from './drawing/chart-picture';
import { areaOf, chartShapes } from './drawing/chart-shapes';
import { CHART } from './metrics-chart.wording';

const CHART_FILE = new LazyFile('chart-file.js', () => import('./chart-file.js'));

/**
 * A chart as a self-contained file: title, legend and the figures of the last epoch, in the screen's language, on
 * white whatever the page's colours are.
 * @throws TrainerError `call-refused` before the first epoch is finished, or for an unknown format, `page-file`
 */
export function exportChart(source: ChartSource, format: ChartFormat): Promise<ExportedFile> {
  const metric = CHART_METRICS[source.metric];
  const picture = chartPicture(source, source.history.epochs.at(-1));
  return CHART_FILE.use(({ chartFile }) =>
    chartFile(
      {
        source,
        metric,
        words: CHART,
        pastRuns: PAST_RUNS.title,
        language: activeLanguage(),
        formatCount,
        draw: (width, height, measure) => chartShapes(areaOf(picture, metric, width, height), picture, measure),
      },
      format,
    ),
  );
}
