import type { StepInspection } from '../../../worker/protocol';

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
