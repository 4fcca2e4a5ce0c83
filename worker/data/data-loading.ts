import type { Fetch } from '../fetch';
import { TrainerError } from '../protocol';
import { ByteProgress } from './byte-progress';
import { parseIdx } from './idx';
import { inTurn } from './in-turn';
import { checkLabels } from './labelled-images';
import { type DataFile, isImages, type OpenedData, placeOf, splitOf } from './opened-data';
import { canShareMemory } from './shared-memory';
import type { DataSource } from './source';
import type { LabelledImages, MissingImages, Split } from './split';

/** What a data set is loaded with. */
export interface LoadingParts {
  readonly source: DataSource;
  readonly fetch: Fetch;
  /** The browser's lock manager; without one (undefined), two trainers may download a file at the same time. */
  readonly locks: LockManager | undefined;
  /** Called with the bytes received and expected, summed over all files that are downloaded. */
  readonly onBytes: (received: number, total: number) => void;
  /** Aborted, with the error, if a file cannot be loaded. */
  readonly failed: AbortController;
}

/** A promise that resolves when a file has arrived, and the functions that settle it. */
interface Deferred {
  readonly arrival: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Loads the files of a data set while it is used. Loading starts when a caller needs an image that is missing. It continues until all files
 * have arrived, a file cannot be loaded, or the loading is stopped.
 *
 * The labels and the first training images come first, then the test images and the other training images. At most two files of images
 * are loaded at the same time. Files that a caller waits for come before other files.
 *
 * While a trainer loads a file, it holds a lock that is named after the file's address. If the trainers of a page share memory, the next
 * trainer that gets the lock finds the file in memory. If the previous trainer has stopped, the next one loads the file itself. If memory
 * cannot be shared, the lock is held until the file is in the cache, and the next trainer reads it from there.
 */
export class DataLoading {
  readonly #data: OpenedData;
  readonly #parts: LoadingParts;
  /** The position of each file in the list. */
  readonly #indices: ReadonlyMap<DataFile, number>;
  /** The files that a caller waits for, or that are loading. */
  readonly #awaited = new Map<DataFile, Deferred>();
  #running: AbortController | null = null;
  #isComplete = false;

  constructor(data: OpenedData, parts: LoadingParts) {
    this.#data = data;
    this.#indices = new Map(data.files.map((file, i) => [file, i]));
    this.#isComplete = data.files.every((file) => this.#has(file));
    this.#parts = parts;
  }

  /** The data set, whose images arrive while it is used. */
  get images(): LabelledImages {
    const { name, classNames, train, test } = this.#data;
    const stopLoading = () => this.#stop();
    return {
      name,
      classNames,
      train: this.#arriving('train', train),
      test: this.#arriving('test', test),
      stopLoading,
      failed: this.#parts.failed.signal,
    };
  }

  /** Ends all downloads. A file that is needed later is loaded then. */
  #stop(): void {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = null;
    this.#rejectAll(stopped());
  }

  #arriving(which: 'train' | 'test', split: Split): Split {
    return { ...split, arrival: { missing: (from, to) => this.#missing(which, from, to) } };
  }

  #missing(which: 'train' | 'test', from: number, to: number): MissingImages | undefined {
    if (this.#isComplete) return undefined;
    const isMissing = (file: DataFile) =>
      splitOf(file) === which && file.first < to && from < file.first + file.count && !this.#has(file);
    const missing = this.#data.files.filter(isMissing);
    const file = missing.find(isImages) ?? missing[0];
    if (!file) return undefined;
    const { first, count } = file;
    return { split: which, first: first + 1, last: first + count, arrive: () => this.#arrivalOf(file) };
  }

  #indexOf(file: DataFile): number {
    return this.#indices.get(file) as number;
  }

  #has(file: DataFile): boolean {
    return Atomics.load(this.#data.arrived, this.#indexOf(file)) === 1;
  }

  /** Resolves when the file has arrived. Starts the loading if necessary. */
  #arrivalOf(file: DataFile): Promise<void> {
    const found = this.#awaited.get(file);
    if (found) return found.arrival;
    let [resolve, reject] = [() => {}, (_reason: unknown) => {}];
    const arrival = new Promise<void>((...settle) => {
      [resolve, reject] = settle;
    });
    // The caller may have stopped waiting for the file. A rejection without a handler would be reported as an error.
    arrival.catch(() => {});
    const { aborted, reason } = this.#parts.failed.signal;
    if (aborted) reject(reason);
    else {
      this.#awaited.set(file, { arrival, resolve, reject });
      if (!this.#running) void this.#loadAll();
    }
    return arrival;
  }

  /** Rejects the promises of all files. */
  #rejectAll(reason: TrainerError): void {
    for (const { reject } of this.#awaited.values()) reject(reason);
    this.#awaited.clear();
  }

  async #loadAll(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      await this.#loadFiles(running.signal);
      const { manifest } = this.#data;
      // Cached only after everything has loaded, so that an incomplete upload or an unavailable host is tried again.
      if (manifest) {
        await this.#parts.source.cache.write(manifest.url, new TextEncoder().encode(manifest.text));
      }
    } catch (thrown) {
      if (running.signal.aborted) return;
      running.abort();
      const error = TrainerError.from(thrown);
      this.#rejectAll(error);
      this.#parts.failed.abort(error);
    }
    if (this.#running === running) this.#running = null;
  }

  /** Loads all files that have not arrived. Resolves when they are also in the cache. Rejects with the first error. */
  #loadFiles(signal: AbortSignal): Promise<void> {
    // An awaited file may just have been loaded by another trainer. It is received like the others.
    const isLeft = (file: DataFile) => this.#awaited.has(file) || !this.#has(file);
    const queue = this.#data.files.filter(isLeft).sort((a, b) => rankOf(a) - rankOf(b));
    const byteLength = queue.reduce((sum, file) => sum + file.byteLength, 0);
    const progress = new ByteProgress(byteLength, this.#parts.onBytes);
    const stored: Promise<void>[] = [];
    return new Promise((resolve, reject) => {
      /** Resolves when the file has arrived. */
      const load = (file: DataFile): Promise<void> => {
        // The loading may have been stopped when the previous file arrived.
        signal.throwIfAborted();
        const arrival = this.#arrivalOf(file);
        const storing = this.#load(file, signal, progress);
        storing.catch(reject);
        stored.push(storing);
        return arrival;
      };
      /** Loads files of images, one after another, until none is left. */
      const loadInSequence = async () => {
        for (let file = this.#takeNext(queue); file; file = this.#takeNext(queue)) await load(file);
      };
      const loadImages = async () => {
        const first = this.#takeNext(queue);
        // Training waits for this file, so no other file of images shares the connection or this thread with it.
        if (first) await load(first);
        await Promise.all([loadInSequence(), loadInSequence()]);
      };
      while (queue[0] && !isImages(queue[0])) load(queue.shift() as DataFile);
      loadImages()
        .then(() => Promise.all(stored))
        .then(() => resolve(), reject);
    });
  }

  /** The next file of images: one that a caller waits for, or else the first of the queue. */
  #takeNext(queue: DataFile[]): DataFile | undefined {
    const awaited = queue.findIndex((file) => this.#awaited.has(file));
    return queue.splice(Math.max(awaited, 0), 1)[0];
  }

  /** Loads a file. Resolves when it has been stored in the cache. */
  async #load(file: DataFile, signal: AbortSignal, progress: ByteProgress): Promise<void> {
    const { source, fetch, locks } = this.#parts;
    const place = placeOf(file, this.#data);
    const hasHeader = file.contentByteLength > place.length;
    const onKept = () => progress.subtract(file.byteLength);
    let store = async () => {};
    await inTurn(locks, `fmnist-trainer file ${file.url}`, signal, async () => {
      if (this.#has(file)) onKept();
      else {
        store = await source.readInto(place, file, {
          fetch,
          signal,
          onBytes: progress.forFile(),
          onKept,
          check: (content) => void (hasHeader && parseIdx(content, file.name, isImages(file) ? 3 : 1)),
        });
        if (!isImages(file)) checkLabels(splitOf(file), place, file.first);
      }
      this.#receive(file);
      if (!canShareMemory()) await store();
    });
    if (canShareMemory()) await store();
  }

  /** Marks a file as arrived. */
  #receive(file: DataFile): void {
    const { arrived, files } = this.#data;
    Atomics.store(arrived, this.#indexOf(file), 1);
    this.#isComplete = files.every((each) => this.#has(each));
    this.#awaited.get(file)?.resolve();
    this.#awaited.delete(file);
  }
}

function stopped(): TrainerError {
  return new TrainerError({
    code: 'call-overtaken',
    message: 'The images are no longer being loaded.',
    got: 'stop() or reset()',
    expected: 'all images of the data set',
    remedy: 'Train again, then repeat the call.',
  });
}

/** The rank of a file in the order of loading: labels, the first training images, test images, the other training images. */
function rankOf(file: DataFile): number {
  if (!isImages(file)) return -1;
  if (splitOf(file) === 'train') return file.first;
  // Between the first and the second file of training images.
  return (file.first + 1) / (file.first + 2);
}
