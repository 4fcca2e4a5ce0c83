import type { Fetch } from '../fetch';
import { patientFetch } from '../patient-fetch';
import { DRAWN_GARMENTS, TrainerError } from '../protocol';
import { DataLoading } from './data-loading';
import type { drawDataSet } from './drawn-garments/draw-data-set';
import { CLASS_NAMES, openFashionMnist, PUBLIC_FOLDER } from './fashion-mnist';
import { type Loaded, NOTHING_LOADED } from './kept-data';
import { labelledImages } from './labelled-images';
import { isOpened, type OpenOnce } from './page-data';
import { DataSource } from './source';
import type { LabelledImages } from './split';
import type { VerifiedCache } from './verified-cache';

export interface LoadDataOptions {
  readonly fetch: Fetch;
  readonly cache: VerifiedCache;
  /** Loads what draws the garments. Called only if they are asked for. */
  readonly loadDrawing: () => Promise<typeof drawDataSet>;
  /** Opens the data set, unless another trainer of the page has opened it. */
  readonly openOnce: OpenOnce;
  /** The browser's lock manager; undefined if it has none. */
  readonly locks: LockManager | undefined;
  /** Aborts the opening, and the drawing of garments. `stopLoading` aborts the files that load later. */
  readonly signal: AbortSignal;
  readonly onProgress: (loaded: Loaded) => void;
  /** Awaited regularly while garments are drawn and files are hashed, so that the worker can handle messages. */
  readonly breathe: () => Promise<void>;
}

/**
 * Opens the data set that `dataSrc` names: drawn garments, the public copy of Fashion-MNIST (`''`), or a folder. The images of a folder
 * are loaded when the first of them is needed; see `Split.arrival`.
 * It never substitutes another data set for one that fails to load.
 * @throws TrainerError `data-*`, and what `loadDrawing` throws
 */
export async function loadData(dataSrc: string, options: LoadDataOptions): Promise<LabelledImages> {
  const { signal, cache, locks, openOnce, onProgress, breathe } = options;
  const failed = new AbortController();
  if (dataSrc === DRAWN_GARMENTS) {
    return openOnce(dataSrc, signal, () => drawGarments(options), failed.signal) as Promise<LabelledImages>;
  }
  const folder = dataSrc === '' ? PUBLIC_FOLDER : dataSrc;
  if (!URL.canParse(folder)) throw notAFolder(folder);
  let progress = NOTHING_LOADED;
  const fetch = patientFetch(options.fetch, () => onProgress({ ...progress, isHostBusy: true }));
  const source = new DataSource(cache, breathe);
  const open = () => openFashionMnist(folder, source, { fetch, signal });
  const opened = await openOnce(dataSrc, signal, open, failed.signal);
  const onBytes = (loaded: number, total: number) => {
    progress = { ...progress, loaded, total };
    onProgress(progress);
  };
  return isOpened(opened) ? new DataLoading(opened, { source, fetch, locks, onBytes, failed }).images : opened;
}

async function drawGarments(options: LoadDataOptions): Promise<LabelledImages> {
  const { loadDrawing, signal, onProgress, breathe } = options;
  const draw = await loadDrawing();
  const onDrawn = (loaded: number, total: number) =>
    onProgress({ stage: 'loading', what: 'Drawing garments', unit: 'images', loaded, total });
  const { train, test } = await draw({ signal, onDrawn, breathe });
  return {
    name: DRAWN_GARMENTS,
    classNames: CLASS_NAMES,
    train: labelledImages('train', train.images, train.labels),
    test: labelledImages('test', test.images, test.labels),
  };
}

function notAFolder(folder: string): TrainerError {
  return new TrainerError({
    code: 'data-not-found',
    message: 'The data folder is not a valid URL.',
    got: `data-src="${folder}"`,
    expected: 'an absolute URL, or the name drawn-garments',
    remedy: 'Use an absolute URL. Only the element can resolve relative ones.',
    field: 'dataSrc',
  });
}
