import { dataFingerprint } from '../data/fingerprint';
import { type LabelledImages, splitForRun } from '../data/split';
import type { Checkpoint } from './checkpoint';
import { mismatch } from './errors';

/**
 * Checks that a data set is the one that the run of a checkpoint was trained on.
 * @throws TrainerError `checkpoint-mismatch`
 */
export async function checkData({ config, data }: Checkpoint, images: LabelledImages): Promise<void> {
  const { train, validation, test } = splitForRun(images, config.validationSplit, config.trainImages);
  const fingerprint = await dataFingerprint(images);
  const loaded = [images.name, train.count, validation.count, test.count, fingerprint].join(', ');
  const expected = Object.values(data).join(', ');
  if (loaded !== expected) throw mismatch('data set', loaded, expected);
}
