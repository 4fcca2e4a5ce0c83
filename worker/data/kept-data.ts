import type { LoadingProgress } from '../protocol';
import type { LabelledImages } from './split';

/** Loading is reported at most ten times a second. */
const REPORT_MS = 100;

/** How a data set is loaded; see `loadData`. */
export type LoadData = (
  dataSrc: string,
  signal: AbortSignal,
  onProgress: (progress: LoadingProgress) => void,
) => Promise<LabelledImages>;

/** Loads data sets, and keeps the one that was loaded last. */
export class KeptData {
  readonly #loadData: LoadData;
  readonly #report: (progress: LoadingProgress) => void;
  #kept: { readonly dataSrc: string; readonly images: LabelledImages } | null = null;

  constructor(loadData: LoadData, report: (progress: LoadingProgress) => void) {
    this.#loadData = loadData;
    this.#report = report;
  }

  /** The data set, from memory when it is the one loaded last. */
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
