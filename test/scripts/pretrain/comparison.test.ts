import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../../scripts/pretrain/comparison';

const SUMS = { weightsSha256: 'aa', modelSha256: 'bb', optimizerSha256: 'ff' };

describe('committed files and newly trained ones', () => {
  test('are the same if weights, recipe.json and model.json are equal', () => {
    expect(differencesOf(SUMS, 'aa', SUMS)).toEqual([]);
  });

  test('differ if the training ends with other weights, whatever recipe.json says', () => {
    const made = { ...SUMS, weightsSha256: 'cc' };
    expect(differencesOf(SUMS, 'aa', made)).toEqual([
      expect.stringMatching(/The training gives other weights.*trained +cc.*in file +aa/s),
    ]);
    expect(differencesOf(SUMS, 'cc', made)).toHaveLength(2);
  });

  test('differ if recipe.json names other weights than those in the file', () => {
    expect(differencesOf(SUMS, 'dd', SUMS)).toEqual([
      expect.stringMatching(/recipe.json.*recorded +dd.*in file +aa/s),
    ]);
  });

  test('differ if the optimizer ends with other moments, or without any', () => {
    expect(differencesOf({ ...SUMS, optimizerSha256: '' }, 'aa', SUMS)).toEqual([
      expect.stringMatching(/other moments.*trained +ff.*in file/s),
    ]);
  });

  test('differ if model.json would be written differently', () => {
    expect(differencesOf(SUMS, 'aa', { ...SUMS, modelSha256: 'ee' })).toEqual([
      expect.stringMatching(/model.json.*written +ee.*in file +bb/s),
    ]);
  });
});
