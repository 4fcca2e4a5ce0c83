import type { LoadingProgress } from '../protocol';
import type { LabelledImages } from './split';

/** Progress is reported at most ten times per second. */
const REPORT_MS = 100;

/** Loads a data set; see `loadData`. */
export type LoadData = (
  dataSrc: string,
  signal: AbortSignal,
  onProgress: (progress: LoadingProgress) => void,
) => Promise<LabelledImages>;

/** Loads data sets and keeps the last one in memory. */
export class KeptData {
  readonly #loadData: LoadData;
  readonly #report: (progress: LoadingProgress) => void;
  #kept: { readonly dataSrc: string; readonly images: LabelledImages } | null = null;

  constructor(loadData: LoadData, report: (progress: LoadingProgress) => void) {
    this.#loadData = loadData;
    this.#report = report;
  }

  /** Loads a data set, or returns it from memory if it was the last one loaded. */
  async load(dataSrc: string, signal: AbortSignal): Promise<LabelledImages> {
    if (this.#kept?.dataSrc === dataSrc) return this.#kept.images;
    let reportedAt = Number.NEGATIVE_INFINITY;
    const images = await this.#loadData(dataSrc, signal, (progress) => {
      const now = performance.now();
      if (signal.aborted || now - reportedAt < REPORT_MS) return;
      reportedAt = now;
      this.#report(progress);
    });
    this.#kept = { dataSrc, images };
    return images;
  }
}
