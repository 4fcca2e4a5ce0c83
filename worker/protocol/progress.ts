/** Bytes loaded, or images drawn, so far. */
export interface LoadingProgress {
  readonly stage: 'loading';
  /** What is being loaded, as readable text. */
  readonly what: string;
  readonly unit: 'bytes' | 'images';
  readonly loaded: number;
  readonly total: number;
  /** True while the host is busy (status 429 or 5xx) and will be asked again. */
  readonly isHostBusy?: boolean;
}

/** Where the training loop is. Sent at most ten times a second. */
export interface TrainingProgress {
  readonly stage: 'training' | 'validation';
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches finished in this stage of the epoch. */
  readonly step: number;
  /** All batches of this stage. */
  readonly steps: number;
  /** Running means over the training images of this epoch. */
  readonly loss: number;
  readonly accuracy: number;
  /** Training images per second of training time, over about the last second. */
  readonly imagesPerSecond: number;
  /** Time spent on training and validation since the run started, without pauses. */
  readonly elapsedMs: number;
  readonly remainingMs: number;
  /** Every training batch since the last report, oldest first. */
  readonly batchLosses: readonly BatchLoss[];
}

/** The mean loss of one training batch. */
export interface BatchLoss {
  /** Epochs trained by then, as a fraction: 2.5 is in the middle of the third epoch. */
  readonly atEpoch: number;
  readonly loss: number;
}
