import type { BatchResult } from '../engines/engine';
import type { BatchLoss, TrainingProgress } from '../protocol';

/** Reports at most ten times a second. */
const REPORT_EVERY_MS = 100;
/** Speed is measured over about so long: short enough to follow changes, long enough to read. */
const SPEED_WINDOW_MS = 1000;

/** What the loop knows when a batch is done; the reporter adds speed, time left and the batch losses. */
export type LoopPosition = Pick<
  TrainingProgress,
  'stage' | 'epoch' | 'epochs' | 'step' | 'steps' | 'loss' | 'accuracy'
> & {
  /** Time the run has computed so far, pauses left out. */
  readonly elapsedMs: number;
  /** Share of the whole run that is done, 0 to 1. */
  readonly shareDone: number;
};

/** Thins the loop's stream of batches to what a person can read. Losses of batches in between are kept, not dropped. */
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

  /** A run goes on where it was left off: the page is shown where that is. */
  goOn(position: LoopPosition): void {
    this.#report(position);
  }

  /** An epoch's training begins: the time validation took does not count against its speed. */
  startEpoch(elapsedMs: number): void {
    this.#marks = [{ elapsedMs, images: this.#images }];
  }

  /** A training batch is done. */
  trainingBatch(position: LoopPosition, { lossSum, count }: BatchResult): void {
    const { epoch, step, steps } = position;
    this.#losses.push({ atEpoch: epoch - 1 + step / steps, loss: lossSum / count });
    this.#images += count;
    this.#mark(position.elapsedMs);
    this.#report(position);
  }

  /** A validation batch is done. */
  validationBatch(position: LoopPosition): void {
    this.#report(position);
  }

  /** Sends what has been held back, so that a pause or the end of the run shows exactly where it is. */
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
