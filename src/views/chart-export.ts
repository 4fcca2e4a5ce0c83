import type { ExportedFile } from '../../worker/protocol';
import { formatCount } from '../format-numbers';
import { callFile } from '../load-file';
import { activeLanguage } from '../localisation';
import { PAST_RUNS } from '../wording/past-runs';
import { CHART } from '../wording/trainer';
import type { ChartFormat } from './chart-figure';
import { CHART_METRICS } from './chart-metrics';
import { type ChartSource, chartPicture } from './chart-picture';
import { areaOf, chartShapes } from './chart-shapes';

/**
 * A chart as a file that stands alone: with title, legend and the figures of its last epoch, in the language of the
 * screen, on white whatever the page looks like.
 * @throws TrainerError `call-refused` before the first epoch is done or for another format, `page-file`
 */
export function exportChart(source: ChartSource, format: ChartFormat): Promise<ExportedFile> {
  const metric = CHART_METRICS[source.metric];
  const picture = chartPicture(source, source.history.epochs.at(-1));
  return callFile('chart-file.js', ({ chartFile }) =>
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
