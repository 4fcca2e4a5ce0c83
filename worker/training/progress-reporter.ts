import type { BatchResult } from '../engines/engine';
import type { BatchLoss, TrainingProgress } from '../protocol';

/** Progress is reported at most ten times per second. */
const REPORT_EVERY_MS = 100;
/** The speed is averaged over about this time: short enough to follow changes, long enough to be readable. */
const SPEED_WINDOW_MS = 1000;

/** What the loop knows after a batch. The reporter adds the speed, the remaining time and the batch losses. */
export type LoopPosition = Pick<
  TrainingProgress,
  'stage' | 'epoch' | 'epochs' | 'step' | 'steps' | 'loss' | 'accuracy'
> & {
  /** The time the run has computed so far, without pauses. */
  readonly elapsedMs: number;
  /** The share of the whole run that is done, from 0 to 1. */
  readonly shareDone: number;
};

/** Reduces the loop's stream of batches to a rate that a person can read. It reports the losses of all batches, also of those in between. */
export class ProgressReporter {
  readonly #send: (progress: TrainingProgress) => void;
  #losses: BatchLoss[] = [];
  #reportedAt = Number.NEGATIVE_INFINITY;
  #images = 0;
  #marks: { elapsedMs: number; images: number }[] = [];
  #imagesPerSecond = 0;
  #held: LoopPosition | null = null;

  constructor(send: (progress: TrainingProgress) => void) {
    this.#send = send;
  }

  /** Reports where an interrupted run continues. */
  goOn(position: LoopPosition): void {
    this.#report(position);
  }

  /** Starts to measure the speed of an epoch's training, which excludes the validation before it. */
  startEpoch(elapsedMs: number): void {
    this.#marks = [{ elapsedMs, images: this.#images }];
  }

  /** Called after a training batch. */
  trainingBatch(position: LoopPosition, { lossSum, count }: BatchResult): void {
    const { epoch, step, steps } = position;
    this.#losses.push({ atEpoch: epoch - 1 + step / steps, loss: lossSum / count });
    this.#images += count;
    this.#mark(position.elapsedMs);
    this.#report(position);
  }

  /** Called after a validation batch. */
  validationBatch(position: LoopPosition): void {
    this.#report(position);
  }

  /** Sends the report that was held back, if any, so that a pause or the end of the run shows the exact position. */
  flush(): void {
    if (this.#held) this.#report(this.#held, true);
  }

  #mark(elapsedMs: number): void {
    const marks = this.#marks;
    marks.push({ elapsedMs, images: this.#images });
    while (marks.length > 2 && elapsedMs - (marks[1]?.elapsedMs ?? 0) > SPEED_WINDOW_MS) marks.shift();
    const first = marks[0];
    if (first && elapsedMs > first.elapsedMs) {
      this.#imagesPerSecond = ((this.#images - first.images) / (elapsedMs - first.elapsedMs)) * 1000;
    }
  }

  #report(position: LoopPosition, now = false): void {
    this.#held = position;
    if (!now && position.elapsedMs - this.#reportedAt < REPORT_EVERY_MS) return;
    this.#held = null;
    this.#reportedAt = position.elapsedMs;
    const { shareDone, ...shown } = position;
    this.#send({
      ...shown,
      imagesPerSecond: this.#imagesPerSecond,
      remainingMs: shareDone > 0 ? (position.elapsedMs / shareDone) * (1 - shareDone) : 0,
      batchLosses: this.#losses,
    });
    this.#losses = [];
  }
}
