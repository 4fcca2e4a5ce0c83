import type { TemplateResult } from 'lit';
import type { StepInspection } from '../../../worker/protocol';
import { renderForward } from './forward-panel';
import { renderLoss } from './loss-panel';
import { renderMetric } from './metric-panel';
import { renderOptimizer } from './optimizer-panel';
import type { PanelName } from './panel-names';
import { renderPipeline } from './pipeline-panel';
import { renderTape } from './tape-panel';

/** What a panel shows. */
export interface PanelContext {
  readonly inspection: StepInspection;
  /** The position in the batch of the image in hand. */
  readonly chosen: number;
  /** Takes another image into the hand. */
  readonly choose: (position: number) => void;
  /** The ten classes, in the screen's language. */
  readonly names: readonly string[];
}

/** The panels of a step, in the order of the lesson. The first three are about the image in hand, too. */
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
