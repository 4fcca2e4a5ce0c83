import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../../scripts/pretrain/comparison';

const SUMS = { weightsSha256: 'aa', modelSha256: 'bb', optimizerSha256: 'ff' };

describe('files and what was made again', () => {
  test('are the same when weights, record and model.json agree', () => {
    expect(differencesOf(SUMS, 'aa', SUMS)).toEqual([]);
  });

  test('differ when the training ends in other weights, whatever the record says', () => {
    const made = { ...SUMS, weightsSha256: 'cc' };
    expect(differencesOf(SUMS, 'aa', made)).toEqual([
      expect.stringMatching(/The training ends in other weights.*trained +cc.*held +aa/s),
    ]);
    expect(differencesOf(SUMS, 'cc', made)).toHaveLength(2);
  });

  test('differ when the record names other weights than the file holds', () => {
    expect(differencesOf(SUMS, 'dd', SUMS)).toEqual([
      expect.stringMatching(/recipe.json.*recorded +dd.*held +aa/s),
    ]);
  });

  test('differ when the optimizer ends in other moments, or has left none', () => {
    expect(differencesOf({ ...SUMS, optimizerSha256: '' }, 'aa', SUMS)).toEqual([
      expect.stringMatching(/other moments.*trained +ff.*held/s),
    ]);
  });

  test('differ when model.json would be written otherwise', () => {
    expect(differencesOf(SUMS, 'aa', { ...SUMS, modelSha256: 'ee' })).toEqual([
      expect.stringMatching(/model.json.*written +ee.*held +bb/s),
    ]);
  });
});
