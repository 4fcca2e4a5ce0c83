import type { TemplateResult } from 'lit';
import { renderForward } from './forward-panel';
import { renderLoss } from './loss-panel';
import { renderMetric } from './metric-panel';
import { renderOptimizer } from './optimizer-panel';
import type { PanelContext } from './panel-context';
import type { PanelName } from './panel-names';
import { renderPipeline } from './pipeline-panel';
import { renderTape } from './tape-panel';

/** The panels of a step, in the order of the lesson. The first three also show the selected image. */
export const PANELS: readonly {
  readonly name: PanelName;
  readonly hasImages: boolean;
  readonly render: (context: PanelContext) => TemplateResult;
}[] = [
  { name: 'pipeline', hasImages: true, render: renderPipeline },
  { name: 'forward', hasImages: true, render: renderForward },
  { name: 'loss', hasImages: true, render: renderLoss },
  { name: 'tape', hasImages: false, render: renderTape },
  { name: 'optimizer', hasImages: false, render: renderOptimizer },
  { name: 'metric', hasImages: false, render: renderMetric },
];
