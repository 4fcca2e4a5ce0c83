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

/** Opens data sets and keeps the last one in memory. */
export class KeptData {
  readonly #loadData: LoadData;
  readonly #report: (progress: LoadingProgress) => void;
  /** The data set opened last, and the signal with which it was opened. */
  #kept: {
    readonly dataSrc: string;
    readonly images: LabelledImages;
    readonly openedWith: AbortSignal;
  } | null = null;
  /** The signal of the latest `load`. Nothing is reported after it is aborted. */
  #signal = new AbortController().signal;
  /** The signal with which the data set of the latest `load` was opened. The loading of other data sets is not reported. */
  #reported: AbortSignal | null = null;
  /** Whether the next `load` starts the loading, or restarts it. */
  #isStopped = true;
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
   * Opens a data set, or returns it from memory if it was the last one opened. If its loading has failed, it is opened again.
   * @param signal stops the opening. To stop the files that load afterwards, call `stop`
   */
  async load(dataSrc: string, signal: AbortSignal): Promise<LabelledImages> {
    this.#signal = signal;
    this.#missing = null;
    const kept = this.#kept;
    const isOpen = kept?.dataSrc === dataSrc && !kept.images.failed?.aborted;
    if (!isOpen) this.stop();
    if (this.#isStopped) {
      this.#isStopped = false;
      this.#loaded = NOTHING_LOADED;
      this.#startedAt = performance.now();
      this.#reportedAt = Number.NEGATIVE_INFINITY;
    }
    this.#reported = isOpen ? kept.openedWith : signal;
    if (isOpen) return kept.images;
    const images = await this.#loadData(dataSrc, signal, (loaded) => {
      if (this.#reported !== signal) return;
      this.#loaded = loaded;
      this.#show(loaded.total > 0 && loaded.loaded === loaded.total);
    });
    signal.throwIfAborted();
    this.#kept = { dataSrc, images, openedWith: signal };
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
    this.#isStopped = true;
    this.#kept?.images.stopLoading?.();
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
