import type { ImageRange } from '../protocol';

/** The images of a file that has not arrived yet. */
export interface MissingImages extends ImageRange {
  /**
   * Loads them, unless they are already loading. Resolves when they have arrived.
   * @throws TrainerError the error of the loading, or `call-overtaken` if it was stopped
   */
  arrive(): Promise<void>;
}

/** Reports which images of a split have arrived while its files are still loading. */
export interface Arrival {
  /** The first missing images among `from` (inclusive) to `to` (exclusive); undefined if all have arrived. */
  missing(from: number, to: number): MissingImages | undefined;
}

/** A labelled set of images. Pixels are kept as bytes: 60,000 images take 47 MB, and would take 188 MB as float32. */
export interface Split {
  readonly count: number;
  /** Row-major bytes, shape (count, 784). */
  readonly images: Uint8Array;
  /** Class indices, shape (count). */
  readonly labels: Uint8Array;
  /** Which images and labels have arrived. Left out if all have. */
  readonly arrival?: Arrival;
}

/** A data set as published: a training split and a test split. */
export interface LabelledImages {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly train: Split;
  readonly test: Split;
  /** Stops loading files. They are loaded later if they are needed. Left out if all files have arrived. */
  readonly stopLoading?: () => void;
  /** Aborted, with the error, if a file cannot be loaded. Left out if all files have arrived. */
  readonly failed?: AbortSignal;
}

/** Images `from` (inclusive) to `to` (exclusive) of a split, without copying. */
export function sliceSplit(split: Split, from: number, to: number): Split {
  const { images, labels, count, arrival } = split;
  const pixels = images.length / count;
  return {
    count: to - from,
    images: images.subarray(from * pixels, to * pixels),
    labels: labels.subarray(from, to),
    ...(arrival && { arrival: laterArrival(arrival, from) }),
  };
}

/** The arrival of the same split without its first `by` images. */
function laterArrival(arrival: Arrival, by: number): Arrival {
  return {
    missing: (from, to) => arrival.missing(by + from, by + to),
  };
}

/**
 * Resolves when the images `from` (inclusive) to `to` (exclusive) have arrived.
 * @param onMissing called with the missing images when the wait begins
 * @throws TrainerError the error of the loading
 */
export async function untilArrived(
  { arrival, count }: Split,
  from = 0,
  to = count,
  onMissing: (missing: MissingImages) => void = () => {},
): Promise<void> {
  for (;;) {
    const missing = arrival?.missing(from, to);
    if (!missing) return;
    onMissing(missing);
    await missing.arrive();
  }
}

/** Resolves with the data set when all its images have arrived. @throws TrainerError the error of the loading */
export async function whole({ name, classNames, train, test }: LabelledImages): Promise<LabelledImages> {
  const plain = async (split: Split) => {
    await untilArrived(split);
    const { count, images, labels } = split;
    return { count, images, labels };
  };
  return { name, classNames, train: await plain(train), test: await plain(test) };
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
