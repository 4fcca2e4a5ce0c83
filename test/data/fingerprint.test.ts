import { expect, test } from 'vitest';
import { dataFingerprint } from '../../worker/data/fingerprint';
import { tinyData } from '../fixtures/tiny-data';

test('equal data has the same fingerprint; other images, labels or a shorter split change it', async () => {
  const data = tinyData();
  const relabelled = { ...data, test: { ...data.test, labels: data.test.labels.map((label) => 9 - label) } };
  const sets = [data, tinyData(200, 50, 8), tinyData(199, 50), tinyData(200, 49), relabelled];
  const fingerprints = await Promise.all(sets.map(dataFingerprint));
  expect(await dataFingerprint(tinyData())).toBe(fingerprints[0]);
  expect(new Set(fingerprints).size).toBe(5);
});
