import type { RandomStream } from '../random';
import type { ImageMap } from './format-image';
import { ReadAhead } from './read-ahead';
import { ShuffleBuffer, type ShuffleState } from './shuffle-buffer';
import type { MissingImages, Split } from './split';

/** The images of one weight update. They stay bytes until `inputs()` applies the map. */
export class Batch {
  readonly split: Split;
  /** The indices of the images in the split, shape (count). */
  readonly indices: Int32Array;
  /** The function mapped over the images. An engine that has a kernel for this function can use it instead. */
  readonly map: ImageMap;

  constructor(split: Split, indices: Int32Array, map: ImageMap) {
    this.split = split;
    this.indices = indices;
    this.map = map;
  }

  get count(): number {
    return this.indices.length;
  }

  /** The mapped images, row-major, shape (count, 784). Each call makes a new array. */
  inputs(): Float32Array {
    const { images, count } = this.split;
    const pixels = images.length / count;
    const inputs = new Float32Array(this.count * pixels);
    this.indices.forEach((index, row) => {
      const image = images.subarray(index * pixels, (index + 1) * pixels);
      this.map(image, inputs.subarray(row * pixels, (row + 1) * pixels));
    });
    return inputs;
  }

  /** The class of each image, shape (count). Each call makes a new array. */
  labels(): Uint8Array {
    return Uint8Array.from(this.indices, (index) => this.split.labels[index] as number);
  }
}

/** A shuffle buffer of `size` slots that draws from `random`. */
interface Shuffle {
  readonly size: number;
  readonly random: RandomStream;
}

/**
 * The input pipeline of the course lesson *Custom Training Loops*, over a split:
 * `Dataset.of(split).map(formatImage).shuffle(1024, random).batch(64)`.
 * Nothing is computed until batches are read. Each method returns a new data set and leaves this one unchanged.
 */
export class Dataset {
  readonly #split: Split;
  readonly #map: ImageMap;
  readonly #shuffle: Shuffle | null;

  private constructor(split: Split, map: ImageMap, shuffle: Shuffle | null) {
    this.#split = split;
    this.#map = map;
    this.#shuffle = shuffle;
  }

  /** The images of a split in file order, pixel values 0 to 255. */
  static of(split: Split): Dataset {
    return new Dataset(split, castImage, null);
  }

  /** Applies `map` to each image when its batch is read, instead of only casting it to float32. */
  map(map: ImageMap): Dataset {
    return new Dataset(this.#split, map, this.#shuffle);
  }

  /** Shuffles with a buffer of `size` slots, in a new order each epoch. */
  shuffle(size: number, random: RandomStream): Dataset {
    return new Dataset(this.#split, this.#map, { size, random });
  }

  /** Groups the images in batches of `size`. The last batch of an epoch is smaller if `size` does not divide the count. */
  batch(size: number): BatchedDataset {
    return new BatchedDataset(this.#split, this.#map, this.#shuffle, size);
  }
}

/** A data set in batches. Each iteration is one epoch. */
export class BatchedDataset implements Iterable<Batch> {
  readonly #split: Split;
  readonly #map: ImageMap;
  readonly #shuffle: Shuffle | null;
  readonly #size: number;

  constructor(split: Split, map: ImageMap, shuffle: Shuffle | null, size: number) {
    this.#split = split;
    this.#map = map;
    this.#shuffle = shuffle;
    this.#size = size;
  }

  /** The number of images in an epoch. */
  get count(): number {
    return this.#split.count;
  }

  /** The number of batches in an epoch: 938 for 60,000 images in batches of 64. */
  get steps(): number {
    return Math.ceil(this.#split.count / this.#size);
  }

  [Symbol.iterator](): EpochBatches {
    return this.epoch();
  }

  /**
   * One epoch, in which every image occurs exactly once.
   * @param from a `state()` of an epoch, to continue from there. The random stream must be in the state it had then.
   */
  epoch(from?: ShuffleState): EpochBatches {
    const { count } = this.#split;
    const buffer = this.#shuffle && new ShuffleBuffer(count, this.#shuffle.size, this.#shuffle.random, from);
    return new EpochBatches(this.#split, this.#map, this.#size, buffer, from?.drawn ?? 0);
  }
}

/** The batches of one epoch. Each is drawn when it is needed. */
export class EpochBatches implements IterableIterator<Batch, undefined> {
  readonly #split: Split;
  readonly #map: ImageMap;
  readonly #size: number;
  readonly #buffer: ShuffleBuffer | null;
  readonly #readAhead: ReadAhead;
  #drawn: number;
  #upcoming: Batch | undefined;
  #last: Batch | undefined;

  constructor(split: Split, map: ImageMap, size: number, buffer: ShuffleBuffer | null, drawn: number) {
    this.#split = split;
    this.#map = map;
    this.#size = size;
    this.#buffer = buffer;
    this.#readAhead = new ReadAhead(split.images);
    this.#drawn = drawn;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Batch, undefined> {
    const value = this.upcoming();
    this.#upcoming = undefined;
    this.#last = value;
    return value ? { done: false, value } : { done: true, value };
  }

  /**
   * The first images that have to arrive before `next` or `upcoming` may be called; undefined if none is missing. While a batch is drawn,
   * the shuffle buffer is refilled, and an image that has just entered it can be drawn for the same batch.
   */
  missing(): MissingImages | undefined {
    const { arrival, count } = this.#split;
    if (!arrival || this.#upcoming || this.#drawn >= count) return undefined;
    const buffer = this.#buffer;
    if (buffer) return arrival.missing(0, Math.min(buffer.entered + this.#size, count));
    return arrival.missing(this.#drawn, Math.min(this.#drawn + this.#size, count));
  }

  /** The batch that `next` will return, so that the caller can start with it early; undefined at the end of the epoch. */
  upcoming(): Batch | undefined {
    this.#upcoming ??= this.#draw();
    return this.#upcoming;
  }

  /** Makes the batch that `next` returned last the upcoming one again, before another one is drawn. */
  returnLast(): void {
    this.#upcoming ??= this.#last;
  }

  #draw(): Batch | undefined {
    const { count } = this.#split;
    const start = this.#drawn;
    if (start >= count) return undefined;
    const indices = new Int32Array(Math.min(this.#size, count - start));
    const buffer = this.#buffer;
    if (buffer) this.#drawFrom(buffer, indices);
    else for (let i = 0; i < indices.length; i++) indices[i] = start + i;
    this.#drawn += indices.length;
    return new Batch(this.#split, indices, this.#map);
  }

  /** Draws the indices of a batch, then reads ahead the images that replaced them in the shuffle buffer. */
  #drawFrom(buffer: ShuffleBuffer, indices: Int32Array): void {
    const { images, count } = this.#split;
    const pixels = images.length / count;
    const { entered } = buffer;
    buffer.draw(indices);
    this.#readAhead.read(entered * pixels, buffer.entered * pixels);
  }

  /**
   * The position of the epoch after the batches that `next` has returned. If `upcoming` has drawn another batch, this puts it back into
   * the shuffle buffer and rewinds the random stream.
   */
  state(): ShuffleState {
    if (this.#upcoming) {
      this.#buffer?.putBack();
      this.#drawn -= this.#upcoming.count;
      this.#upcoming = undefined;
    }
    return this.#buffer?.state() ?? { drawn: this.#drawn, waiting: new Int32Array() };
  }
}

/** Casts bytes to float32 without scaling. */
function castImage(image: Uint8Array, into: Float32Array): void {
  into.set(image);
}
