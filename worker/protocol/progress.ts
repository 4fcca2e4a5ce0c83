/** A part of a data set. */
export interface ImageRange {
  readonly split: 'train' | 'test';
  /** The positions of the first and the last image in the split, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/**
 * Bytes loaded, or images drawn, so far. Sent at most ten times a second while the data set loads, even if the run already trains with the images
 * that have arrived.
 */
export interface LoadingProgress {
  readonly stage: 'loading';
  /** What is being loaded, as readable text. */
  readonly what: string;
  readonly unit: 'bytes' | 'images';
  readonly loaded: number;
  readonly total: number;
  /** True while the host is busy (status 429 or 5xx) and will be asked again. */
  readonly isHostBusy?: boolean;
  /** The time since the loading started. */
  readonly elapsedMs: number;
  /** The images that the run waits for. Left out if it can continue with those that have arrived. */
  readonly waitingFor?: ImageRange;
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
