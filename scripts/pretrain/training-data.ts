import type { LabelledImages } from '../../worker/data/split';
import { loadNodeData } from '../lib/node/node-data';

/** A loaded data set, and its address. */
export interface TrainingData {
  readonly dataSrc: string;
  readonly images: LabelledImages;
}

/** @throws TrainerError `data-*` */
export async function loadTrainingData(dataSrc: string): Promise<TrainingData> {
  return { dataSrc, images: await loadNodeData(dataSrc) };
}
