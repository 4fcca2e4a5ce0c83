import type { ImageRange, LoadingProgress } from '../protocol';
import type { LabelledImages, MissingImages } from './split';

/** Progress is reported at most ten times per second. */
const REPORT_MS = 100;

/** What has been loaded so far. */
export type Loaded = Omit<LoadingProgress, 'elapsedMs' | 'waitingFor'>;

/** Before the first byte. */
export const NOTHING_LOADED: Loaded = {
  stage: 'loading',
  what: 'Downloading images',
  unit: 'bytes',
  loaded: 0,
  total: 0,
};

/** Opens a data set; see `loadData`. */
export type LoadData = (
  dataSrc: string,
  signal: AbortSignal,
  onProgress: (progress: Loaded) => void,
) => Promise<LabelledImages>;

/** Loads data sets and keeps the last one in memory. */
export class KeptData {
  readonly #loadData: LoadData;
  readonly #report: (progress: LoadingProgress) => void;
  #kept: { readonly dataSrc: string; readonly images: LabelledImages } | null = null;
  /** The signal of the latest `load`. Nothing is reported after it is aborted. */
  #signal = new AbortController().signal;
  #loaded: Loaded = NOTHING_LOADED;
  #startedAt = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  /** The images that a run waits for. */
  #missing: MissingImages | null = null;

  constructor(loadData: LoadData, report: (progress: LoadingProgress) => void) {
    this.#loadData = loadData;
    this.#report = report;
  }

  /**
   * Opens a data set, or returns it from memory if it was the last one opened. If its loading has failed before, it is opened again.
   * @param signal stops the loading, until this call has ended
   * @param awaitNeeded resolves when the images that are needed at first have arrived
   */
  async load(
    dataSrc: string,
    signal: AbortSignal,
    awaitNeeded: (images: LabelledImages) => Promise<void>,
  ): Promise<LabelledImages> {
    this.#signal = signal;
    const images = await this.#open(dataSrc, signal);
    signal.throwIfAborted();
    const stop = () => images.stopLoading?.();
    signal.addEventListener('abort', stop);
    try {
      await awaitNeeded(images);
    } finally {
      signal.removeEventListener('abort', stop);
    }
    return images;
  }

  /** Reports that a run waits for images, until they have arrived. */
  waitFor(missing: MissingImages): void {
    this.#missing = missing;
    this.#show(true);
    const arrived = () => {
      if (this.#missing === missing) this.#missing = null;
    };
    missing.arrive().then(arrived, arrived);
  }

  /** Stops the loading until images are needed again. */
  stop(): void {
    this.#kept?.images.stopLoading?.();
  }

  async #open(dataSrc: string, signal: AbortSignal): Promise<LabelledImages> {
    const kept = this.#kept;
    const hasFailed = kept?.images.failed?.aborted;
    if (kept?.dataSrc === dataSrc && !hasFailed) return kept.images;
    this.#loaded = NOTHING_LOADED;
    this.#startedAt = performance.now();
    this.#reportedAt = Number.NEGATIVE_INFINITY;
    const startedAt = this.#startedAt;
    const images = await this.#loadData(dataSrc, signal, (loaded) => {
      // Another data set may be loading by now.
      if (this.#startedAt !== startedAt) return;
      this.#loaded = loaded;
      this.#show(loaded.total > 0 && loaded.loaded === loaded.total);
    });
    this.#kept = { dataSrc, images };
    return images;
  }

  #show(atOnce: boolean): void {
    const now = performance.now();
    if (this.#signal.aborted || (!atOnce && now - this.#reportedAt < REPORT_MS)) return;
    this.#reportedAt = now;
    const elapsedMs = now - this.#startedAt;
    this.#report({ ...this.#loaded, elapsedMs, ...(this.#missing && { waitingFor: rangeOf(this.#missing) }) });
  }
}

const rangeOf = ({ split, first, last }: ImageRange): ImageRange => ({ split, first, last });
