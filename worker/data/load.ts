import type { Fetch } from '../fetch';
import { patientFetch } from '../patient-fetch';
import { DRAWN_GARMENTS, type LoadingProgress, TrainerError } from '../protocol';
import type { drawDataSet } from './drawn-garments/draw-data-set';
import { CLASS_NAMES, loadFashionMnist, PUBLIC_FOLDER } from './fashion-mnist';
import { labelledImages } from './labelled-images';
import { DataSource } from './source';
import type { LabelledImages } from './split';
import type { VerifiedCache } from './verified-cache';

export interface LoadDataOptions {
  readonly fetch: Fetch;
  readonly cache: VerifiedCache;
  /** Loads what draws the garments. Called only if they are asked for. */
  readonly loadDrawing: () => Promise<typeof drawDataSet>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadingProgress) => void;
  /** Awaited regularly while garments are drawn and files are hashed, so that the worker can handle messages. */
  readonly breathe: () => Promise<void>;
}

const WHAT = 'Downloading images';

/**
 * Loads the data set that `dataSrc` names: drawn garments, the public copy of Fashion-MNIST (`''`), or a folder.
 * It never substitutes another data set for one that fails to load.
 * @throws TrainerError `data-*`, and what `loadDrawing` throws
 */
export async function loadData(dataSrc: string, options: LoadDataOptions): Promise<LabelledImages> {
  if (dataSrc === DRAWN_GARMENTS) return drawGarments(options);
  const { fetch, signal, cache, onProgress, breathe } = options;
  const folder = dataSrc === '' ? PUBLIC_FOLDER : dataSrc;
  if (!URL.canParse(folder)) throw notAFolder(folder);
  let progress: LoadingProgress = { stage: 'loading', what: WHAT, unit: 'bytes', loaded: 0, total: 0 };
  return loadFashionMnist(folder, new DataSource(cache, breathe), {
    fetch: patientFetch(fetch, () => onProgress({ ...progress, isHostBusy: true })),
    signal,
    onBytes: (loaded, total) => {
      progress = { ...progress, loaded, total };
      onProgress(progress);
    },
  });
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
