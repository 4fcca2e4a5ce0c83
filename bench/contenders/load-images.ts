import { fileFetch } from '../../scripts/lib/node/file-fetch';
import { loadData } from '../../worker/data/load';
import type { LabelledImages } from '../../worker/data/split';
import { VerifiedCache } from '../../worker/data/verified-cache';

/** Loads the data set in Node with the worker's own code. */
export function loadImages(dataSrc: string, signal = new AbortController().signal): Promise<LabelledImages> {
  return loadData(dataSrc, {
    fetch: fileFetch,
    cache: new VerifiedCache(undefined),
    signal,
    onProgress: () => {},
    breathe: async () => {},
  });
}
