import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordWeights, weightsLines } from './recorded-weights';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fmnist-recorded-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('equal weights are one line, which names every engine and number of threads', () => {
  const file = join(folder, 'weights');
  recordWeights(file, { by: 'Firefox 153.8', threads: 2, sha256: 'aa' });
  recordWeights(file, { by: 'Firefox 153.8', threads: 1, sha256: 'aa' });
  recordWeights(file, { by: 'WebKit 2.50.6', threads: 1, sha256: 'aa' });
  expect(weightsLines(file)).toEqual([
    'One epoch of Fashion-MNIST: weights aa in Firefox 153.8 (1 and 2 threads), WebKit 2.50.6 (1 thread)',
  ]);
});

test('different weights are different lines, and none are recorded without data', () => {
  const file = join(folder, 'weights');
  expect(weightsLines(file)).toEqual([]);
  recordWeights(file, { by: 'Firefox 153.8', threads: 2, sha256: 'aa' });
  recordWeights(file, { by: 'WebKit 2.50.6', threads: 1, sha256: 'bb' });
  expect(weightsLines(file)).toHaveLength(2);
});
