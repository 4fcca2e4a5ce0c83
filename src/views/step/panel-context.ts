import type { StepInspection } from '../../../worker/protocol';

/** What a panel shows. */
export interface PanelContext {
  readonly inspection: StepInspection;
  /** The position of the selected image in the batch. */
  readonly chosen: number;
  /** Selects another image. */
  readonly choose: (position: number) => void;
  /** The ten classes, in the screen's language. */
  readonly names: readonly string[];
}
