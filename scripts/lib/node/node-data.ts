import { drawDataSet } from '../../../worker/data/drawn-garments/draw-data-set';
import { type LoadDataOptions, loadData } from '../../../worker/data/load';
import type { LabelledImages } from '../../../worker/data/split';
import { VerifiedCache } from '../../../worker/data/verified-cache';
import { fileFetch } from './file-fetch';

const cache = new VerifiedCache(undefined);

/**
 * Loads a data set with the worker's own code. Files are read from disk and never stored, and the code that draws garments is part of the bundle.
 * @throws TrainerError `data-*`
 */
export function loadNodeData(
  dataSrc: string,
  {
    signal = new AbortController().signal,
    onProgress = () => {},
    breathe = async () => {},
  }: Partial<Pick<LoadDataOptions, 'signal' | 'onProgress' | 'breathe'>> = {},
): Promise<LabelledImages> {
  const loadDrawing = async () => drawDataSet;
  return loadData(dataSrc, { fetch: fileFetch, cache, loadDrawing, signal, onProgress, breathe });
}
