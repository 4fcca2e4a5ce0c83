/** A labelled set of images. Pixels are kept as bytes: 60,000 images take 47 MB, and would take 188 MB as float32. */
export interface Split {
  readonly count: number;
  /** Row-major bytes, shape (count, 784). */
  readonly images: Uint8Array;
  /** Class indices, shape (count). */
  readonly labels: Uint8Array;
}

/** A data set as published: a training split and a test split. */
export interface LabelledImages {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly train: Split;
  readonly test: Split;
}

/** Images `from` (inclusive) to `to` (exclusive) of a split, without copying. */
export function sliceSplit(split: Split, from: number, to: number): Split {
  const pixels = split.images.length / split.count;
  return {
    count: to - from,
    images: split.images.subarray(from * pixels, to * pixels),
    labels: split.labels.subarray(from, to),
  };
}

/** The parts a run uses. */
export interface RunSplits {
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
}

/**
 * Divides the data for a run.
 * @param validationSplit the share of the training images that is held out for validation, taken from their end; 0 validates on the
 *   test split, as the lesson does
 * @param trainImages how many of the remaining images are used for training, starting with the first; 0 uses all
 */
export function splitForRun(
  { train, test }: LabelledImages,
  validationSplit: number,
  trainImages = 0,
): RunSplits {
  const held = Math.round(train.count * validationSplit);
  const boundary = train.count - held;
  const used = trainImages > 0 ? Math.min(trainImages, boundary) : boundary;
  if (validationSplit === 0) return { train: sliceSplit(train, 0, used), validation: test, test };
  return {
    train: sliceSplit(train, 0, used),
    validation: sliceSplit(train, boundary, train.count),
    test,
  };
}
