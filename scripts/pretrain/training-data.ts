import { loadData } from '../../worker/data/load';
import type { LabelledImages } from '../../worker/data/split';
import { VerifiedCache } from '../../worker/data/verified-cache';
import { fileFetch } from '../lib/node/file-fetch';

/** A data set in this process, and where it came from. */
export interface TrainingData {
  readonly dataSrc: string;
  readonly images: LabelledImages;
}

/** @throws TrainerError `data-*` */
export async function loadTrainingData(dataSrc: string): Promise<TrainingData> {
  const images = await loadData(dataSrc, {
    fetch: fileFetch,
    cache: new VerifiedCache(undefined),
    signal: new AbortController().signal,
    onProgress: () => {},
    breathe: async () => {},
  });
  return { dataSrc, images };
}
