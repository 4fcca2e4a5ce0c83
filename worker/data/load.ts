import { DRAWN_GARMENTS, type LoadingProgress, TrainerError } from '../protocol';
import type { Fetch } from './download';
import { DRAWN_TEST_COUNT, DRAWN_TRAIN_COUNT, drawSplit, type GarmentSheet } from './drawn-garments';
import { CLASS_NAMES, loadFashionMnist, PUBLIC_FOLDER } from './fashion-mnist';
import { labelledImages } from './labelled-images';
import { DataSource } from './source';
import type { LabelledImages } from './split';
import type { VerifiedCache } from './verified-cache';

export interface LoadDataOptions {
  readonly fetch: Fetch;
  readonly cache: VerifiedCache;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadingProgress) => void;
  /** Awaited regularly while garments are drawn and files are hashed, so that the worker can handle messages. */
  readonly breathe: () => Promise<void>;
}

/**
 * Loads the data set that `dataSrc` names: drawn garments, the public copy of Fashion-MNIST (`''`), or a folder.
 * It never substitutes another data set for one that fails to load.
 * @throws TrainerError `data-*`
 */
export async function loadData(dataSrc: string, options: LoadDataOptions): Promise<LabelledImages> {
  if (dataSrc === DRAWN_GARMENTS) return drawGarments(options);
  const { fetch, signal, cache, onProgress, breathe } = options;
  const folder = dataSrc === '' ? PUBLIC_FOLDER : dataSrc;
  if (!URL.canParse(folder)) throw notAFolder(folder);
  return loadFashionMnist(folder, new DataSource(cache, breathe), {
    fetch,
    signal,
    onBytes: (loaded, total) =>
      onProgress({ stage: 'loading', what: 'Downloading images', unit: 'bytes', loaded, total }),
  });
}

async function drawGarments(options: LoadDataOptions): Promise<LabelledImages> {
  const train = await drawSheet('train', 0, options);
  const test = await drawSheet('test', DRAWN_TRAIN_COUNT, options);
  return {
    name: DRAWN_GARMENTS,
    classNames: CLASS_NAMES,
    train: labelledImages('train', train.images, train.labels),
    test: labelledImages('test', test.images, test.labels),
  };
}

async function drawSheet(
  split: 'train' | 'test',
  before: number,
  options: LoadDataOptions,
): Promise<GarmentSheet> {
  const drawing = drawSplit(split);
  const total = DRAWN_TRAIN_COUNT + DRAWN_TEST_COUNT;
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
    const loaded = before + value;
    options.onProgress({ stage: 'loading', what: 'Drawing garments', unit: 'images', loaded, total });
    await options.breathe();
    options.signal.throwIfAborted();
  }
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
