import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../worker/checkpoint/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from '../../worker/checkpoint/format';
import { sha256 } from '../../worker/data/sha256';
import { python, pythonWith } from '../fixtures/python';
import { RecordedSession } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';

// A file written when version 1 of the format was new, of a run paused after two batches of epoch 2. Never regenerate it:
// a change of the layout, or of what the reader accepts, needs a new version.

const PATH = fileURLToPath(new URL('../fixtures/version-1.checkpoint', import.meta.url));
const FILE = new Uint8Array(readFileSync(PATH));
const DATA = tinyData(30, 10);

const sumOf = (array: Uint8Array | Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex');

const HEADER: Pick<Checkpoint, 'config' | 'engine' | 'data' | 'position' | 'random'> = {
  config: {
    dataSrc: '',
    hiddenUnits: [1, 2],
    activation: 'tanh',
    optimizer: 'adam',
    learningRate: 0.01,
    momentum: 0.9,
    batchSize: 4,
    shuffleBuffer: 5,
    epochs: 3,
    seed: 42,
    validationSplit: 0,
    trainImages: 0,
    sampleWeighting: 'example',
    stopAt: '',
    patience: 0,
    monitor: 'valLoss',
    engine: 'fused',
    backend: 'wasm',
    threads: 1,
  },
  engine: 'fused',
  data: {
    name: 'tiny',
    trainCount: 30,
    validationCount: 10,
    testCount: 10,
    fingerprint: 'a5da7bc57717e4f9150d670c3a1224e864f1b4636dcac305d39f2e1c9fe2d466',
  },
  position: {
    epochs: [
      {
        epoch: 1,
        epochs: 3,
        trainLoss: 2.366261839866638,
        trainAccuracy: 2 / 30,
        valLoss: 2.4369253396987913,
        valAccuracy: 0,
        seconds: 0.007999936999999591,
        imagesPerSecond: 4045.270350811241,
      },
    ],
    learningRates: [{ learningRate: 0.003, atEpoch: 1.125 }],
    step: 2,
    metrics: { lossSum: 17.146198391914368, lossWeight: 8, correct: 1, count: 8 },
    elapsedMs: 8.85705199999984,
    epochStartedMs: 7.999936999999591,
    ended: null,
  },
  random: [-1595348750, 1242498624, 1457993868, -1320927011, 1974191222],
};
const POWERS = [0.34867844010000015, 0.9900448802097482];
const WAITING = [5, 12, 10, 7, 9];
const LAST_BIASES = [0.018315855413675308, -0.029479850083589554];
/** SHA-256 of the weights and of Adam's two moments. */
const SUMS = [
  '36a8256559d686d0ae3f4dbd71578711db6b4eeeae728f5e6648b659552e3d8c',
  '072edad4a8c97a00e5970fff31b10885ad533033b6ce9ff920db063f81607937',
  'c44b147f3df55c1985bb7af481d19bb9f6b4af852c40a624cb54f6ae3ab1a1f7',
];

describe('a file of version 1', () => {
  test('has not changed', () => {
    expect(sumOf(FILE)).toBe('600549a8b4d0e9af49150ae613f3e7c981c02d16db4305fca492ae2eb400fa40');
  });

  test('is read as the original run', async () => {
    const { parameters, optimizer, shuffle, ...rest } = await decodeCheckpoint(FILE, sha256);
    expect(rest).toEqual(HEADER);
    expect(optimizer.powers).toEqual(POWERS);
    expect(shuffle).toEqual({ drawn: 8, waiting: Int32Array.from(WAITING) });
    expect([...parameters.slice(-2)]).toEqual(LAST_BIASES);
    expect([parameters, ...optimizer.moments].map(sumOf)).toEqual(SUMS);
  });

  test('is encoded to the same bytes again', async () => {
    const again = await encodeCheckpoint(await decodeCheckpoint(FILE, sha256), sha256);
    expect(Buffer.compare(again, FILE)).toBe(0);
  });

  test.each([1, 2])('resumes to the same final weights as at the time, with %i threads', async (threads) => {
    const { session } = new RecordedSession(DATA);
    expect(await session.restore(FILE, { threads })).toMatchObject({
      state: 'finished',
      epochs: 3,
      weightsSha256: 'f51a539efde7bb62288c184320f58ffcd5caf663d2af8e44bf37caa2292b4ed2',
    });
    await session.reset();
  });
});

const NUMPY = pythonWith('numpy');

test.skipIf(!NUMPY)('the Python code in docs/checkpoint-format.md reads the same values from the file', () => {
  const docs = readFileSync(new URL('../../docs/checkpoint-format.md', import.meta.url), 'utf8');
  const [, reader = ''] = /```python\n([\s\S]*?)```/.exec(docs) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  try {
    copyFileSync(PATH, join(folder, 'run.checkpoint'));
    const { arrays, powers, ...rest } = JSON.parse(python(`${reader}\n${PRINT}`, folder, NUMPY as string));
    expect(rest).toEqual({ version: 1, length: FILE.length, header: HEADER });
    expect(powers).toEqual(POWERS);
    const layers = { dense_1: [784, 1], dense_2: [1, 2], predictions: [2, 10] };
    const shapes = ['parameters', 'first-moment', 'second-moment'].flatMap((group) =>
      Object.entries(layers).flatMap(([layer, kernel]) => [
        [`${group}/${layer}/kernel`, 'float32', kernel],
        [`${group}/${layer}/bias`, 'float32', kernel.slice(1)],
      ]),
    );
    expect(arrays.shapes).toEqual([...shapes, ['shuffle-buffer', 'int32', [5]]]);
    expect(arrays.sums).toEqual(SUMS);
    expect(arrays.lastBiases).toEqual(LAST_BIASES);
    expect(arrays.waiting).toEqual(WAITING);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const PRINT = `
import hashlib
groups = {}
for name, array in arrays.items():
    groups[name.split("/")[0]] = groups.get(name.split("/")[0], b"") + array.tobytes()
print(json.dumps({
    "version": version,
    "length": length,
    "powers": header.pop("powers"),
    "header": {name: value for name, value in header.items() if name != "arrays"},
    "arrays": {
        "shapes": [[name, array.dtype.name, array.shape] for name, array in arrays.items()],
        "sums": [hashlib.sha256(groups[name]).hexdigest() for name in ("parameters", "first-moment", "second-moment")],
        "lastBiases": arrays["parameters/predictions/bias"][-2:].tolist(),
        "waiting": arrays["shuffle-buffer"].tolist(),
    },
}))`;
