import { drawDataSet } from '../../../worker/data/drawn-garments/draw-data-set';
import { type LoadDataOptions, loadData } from '../../../worker/data/load';
import type { OpenOnce } from '../../../worker/data/page-data';
import { type LabelledImages, whole } from '../../../worker/data/split';
import { VerifiedCache } from '../../../worker/data/verified-cache';
import { fileFetch } from './file-fetch';

const cache = new VerifiedCache(undefined);

/**
 * Loads a whole data set with the worker's own code. Files are read from disk and never stored, and the code that draws garments is part of the bundle.
 * @throws TrainerError `data-*`
 */
export async function loadNodeData(
  dataSrc: string,
  {
    signal = new AbortController().signal,
    onProgress = () => {},
    breathe = async () => {},
  }: Partial<Pick<LoadDataOptions, 'signal' | 'onProgress' | 'breathe'>> = {},
): Promise<LabelledImages> {
  const loadDrawing = async () => drawDataSet;
  const openOnce: OpenOnce = (_, __, open) => open();
  const images = await loadData(dataSrc, {
    fetch: fileFetch,
    cache,
    locks: undefined,
    loadDrawing,
    openOnce,
    signal,
    onProgress,
    breathe,
  });
  const stop = () => images.stopLoading?.();
  signal.addEventListener('abort', stop);
  return whole(images).finally(() => signal.removeEventListener('abort', stop));
}
