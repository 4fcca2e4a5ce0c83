import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../worker/random';
import { expectSame, largestError } from './agreement';
import { input, output, outputWords, run, updated } from './kernel-memory';
import { always, dimension, seeds } from './random-operands';

type Matrix = Float32Array<ArrayBuffer>;

/** Logits (rows, classes), rows `width` values apart, with labels. */
interface Batch {
  readonly rows: number;
  readonly classes: number;
  readonly width: number;
  readonly z: Matrix;
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** The value between the rows. No kernel may read or change it. */
const BETWEEN = NaN;
const sizes = Array.from({ length: 33 }, (_, i) => i + 1);
const among = (columns: number, width: number) => (i: number) => i % width < columns;

function batchOf(
  rows: number,
  classes: number,
  padding: number,
  logit: () => number,
  random: RandomStream,
): Batch {
  const width = classes + padding;
  const isLogit = among(classes, width);
  const z = new Float32Array(rows * width).map((_, i) => (isLogit(i) ? logit() : BETWEEN));
  return { rows, classes, width, z, labels: new Uint8Array(rows).map(() => random.nextInt(classes)) };
}

/** Logits up to ±`spread`; every other batch holds multiples of ½, so that rows have several largest ones. */
const batches = (spread: number) =>
  fc
    .record({ rows: dimension, classes: dimension, padding: fc.nat(5), isCoarse: fc.boolean(), seed: seeds })
    .map(({ rows, classes, padding, isCoarse, seed }) => {
      const random = RandomStream.seeded(seed);
      const fine = () => spread * (2 * random.nextFloat() - 1);
      return batchOf(rows, classes, padding, isCoarse ? () => Math.round(2 * fine()) / 2 : fine, random);
    });

const oneRow = (z: number[], label: number): Batch => ({
  rows: 1,
  classes: z.length,
  width: z.length,
  z: Float32Array.from(z),
  labels: Uint8Array.of(label),
});

function softmax({ rows, classes, width, z }: Batch): Matrix {
  const p = new Float32Array(z.length).fill(BETWEEN);
  return run({ z: input(z), p: updated(p) }, (kernels, at) =>
    kernels.softmax(at.z, at.p, rows, classes, 4 * width),
  ).p;
}

function softmaxCrossEntropy({ rows, classes, width, z, labels }: Batch, scale = 1) {
  const operands = {
    z: input(z),
    labels: input(labels),
    losses: output(rows),
    hits: outputWords(rows),
    dZ: updated(new Float32Array(z.length).fill(BETWEEN)),
  };
  return run(operands, (kernels, at) =>
    kernels.softmaxCrossEntropy(at.z, at.labels, at.losses, at.hits, at.dZ, rows, classes, 4 * width, scale),
  );
}

/** In float64, with BETWEEN between the rows as before. */
function float64(batch: Batch, scale = 1) {
  const { rows, classes, width, z } = batch;
  const probabilities = new Float64Array(z.length).fill(BETWEEN);
  const dZ = new Float64Array(z.length).fill(BETWEEN);
  const losses = new Float64Array(rows);
  const hits = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const logits = Float64Array.from(z.subarray(row * width, row * width + classes));
    const label = Number(batch.labels[row]);
    const highest = Math.max(...logits);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit - highest), 0);
    losses[row] = Math.log(sum) - (Number(logits[label]) - highest);
    hits[row] = Number(logits.indexOf(highest) === label);
    logits.forEach((logit, i) => {
      const p = Math.exp(logit - highest) / sum;
      probabilities[row * width + i] = p;
      dZ[row * width + i] = scale * (p - Number(i === label));
    });
  }
  return { probabilities, dZ, losses, hits };
}

/** The largest error among the classes; Infinity if the values between the rows have changed. */
function errorOf(
  { classes, width }: Batch,
  found: Matrix,
  expected: Float64Array,
  size: (i: number) => number,
) {
  const isClass = among(classes, width);
  if (found.some((value, i) => !isClass(i) && !Number.isNaN(value))) return Infinity;
  const only = (values: Matrix | Float64Array) =>
    Array.from(values).map((value, i) => (isClass(i) ? value : 0));
  return largestError(only(found), only(expected), size);
}

describe('softmax', () => {
  test('of logits up to ±10 has a relative error below 1.3e-6', () => {
    always(
      fc.property(batches(10), (batch) => {
        const { probabilities } = float64(batch);
        expect(errorOf(batch, softmax(batch), probabilities, (i) => Number(probabilities[i]))).toBeLessThan(
          1.3e-6,
        );
      }),
    );
  });

  test('of logits up to ±1000 has an error below 2e-7', () => {
    always(
      fc.property(batches(1000), (batch) => {
        expect(errorOf(batch, softmax(batch), float64(batch).probabilities, () => 1)).toBeLessThan(2e-7);
      }),
    );
  });

  test('of every number of classes from 1 to 33 has an error below 1e-7', () => {
    const random = RandomStream.seeded(3);
    for (const classes of sizes) {
      // All negative: a 0 read from after the last class would be the largest.
      const batch = batchOf(3, classes, classes % 3, () => -5 - random.nextFloat(), random);
      expect(errorOf(batch, softmax(batch), float64(batch).probabilities, () => 1)).toBeLessThan(1e-7);
    }
  });

  test('of equal logits is 1 / classes, however large they are', () => {
    for (const logit of [0, 3e38, -3e38]) {
      expect([...softmax(oneRow([logit, logit, logit, logit], 0))]).toEqual([0.25, 0.25, 0.25, 0.25]);
    }
  });

  test('gives a logit of −Infinity probability 0', () => {
    expect([...softmax(oneRow([1, -Infinity, 1, -Infinity, -Infinity], 0))]).toEqual([0.5, 0, 0.5, 0, 0]);
  });

  test('is NaN in a row where a logit is NaN, and only there', () => {
    const batch = { ...oneRow([1, NaN, 2, 0, 0, 0], 0), rows: 2, classes: 3, width: 3 };
    expect([...softmax(batch)].map(Number.isNaN)).toEqual([true, true, true, false, false, false]);
  });

  test('may be written over the logits', () => {
    always(
      fc.property(batches(10), (batch) => {
        const { rows, classes, width, z, labels } = batch;
        const found = run({ z: updated(z), other: input(labels) }, (kernels, at) =>
          kernels.softmax(at.z, at.z, rows, classes, 4 * width),
        );
        expectSame(found.z, softmax(batch));
      }),
      30,
    );
  });
});

describe('softmaxCrossEntropy', () => {
  test('of logits up to ±10 has losses within 2e-7 of the larger of the loss and 1', () => {
    always(
      fc.property(batches(10), (batch) => {
        const { losses } = float64(batch);
        const size = (i: number) => Math.max(1, Number(losses[i]));
        expect(largestError(softmaxCrossEntropy(batch).losses, losses, size)).toBeLessThan(2e-7);
      }),
    );
  });

  test('of logits up to ±1000 has losses within 1.2e-7 of the larger of the loss and 1', () => {
    always(
      fc.property(batches(1000), (batch) => {
        const { losses } = float64(batch);
        const size = (i: number) => Math.max(1, Number(losses[i]));
        expect(largestError(softmaxCrossEntropy(batch).losses, losses, size)).toBeLessThan(1.2e-7);
      }),
    );
  });

  test('has the gradient scale · (softmax − oneHot) within 2e-7 of the scale', () => {
    const scales = fc.constantFrom(1, 1 / 64, 1 / 60_000, 3);
    always(
      fc.property(batches(10), scales, (batch, scale) => {
        const { dZ } = softmaxCrossEntropy(batch, scale);
        expect(errorOf(batch, dZ, float64(batch, scale).dZ, () => scale)).toBeLessThan(2e-7);
      }),
    );
  });

  test('hits exactly where the first of the largest logits is the label’s', () => {
    let hits = 0;
    always(
      fc.property(batches(2), (batch) => {
        const expected = float64(batch).hits;
        hits += expected.reduce((sum, hit) => sum + hit, 0);
        expect(softmaxCrossEntropy(batch).hits).toEqual(expected);
      }),
    );
    expect(hits).toBeGreaterThan(100);
    const hitOf = (label: number) => softmaxCrossEntropy(oneRow([0, 7, 7, 1, 7], label)).hits[0];
    expect([0, 1, 2, 3, 4].map(hitOf)).toEqual([0, 1, 0, 0, 0]);
  });

  test('of every number of classes from 1 to 33, with every label, has losses and gradients within 1.5e-7', () => {
    const random = RandomStream.seeded(4);
    for (const classes of sizes) {
      const negative = batchOf(classes, classes, classes % 3, () => -1 - random.nextFloat(), random);
      const batch = { ...negative, labels: negative.labels.map((_, row) => row) };
      const [found, expected] = [softmaxCrossEntropy(batch), float64(batch)];
      const size = (i: number) => Math.max(1, Number(expected.losses[i]));
      expect(largestError(found.losses, expected.losses, size)).toBeLessThan(1.5e-7);
      expect(errorOf(batch, found.dZ, expected.dZ, () => 1)).toBeLessThan(1.5e-7);
      expect(found.hits).toEqual(expected.hits);
    }
  });

  test('of one class has a loss and a gradient of 0', () => {
    const { losses, hits, dZ } = softmaxCrossEntropy(oneRow([-40], 0));
    expect([losses[0], hits[0], dZ[0]]).toEqual([0, 1, 0]);
  });

  test('of a probability too small for float32 is still the distance of the logits', () => {
    expect([...softmaxCrossEntropy(oneRow([500, 0, -500], 2)).losses]).toEqual([1000]);
  });

  test.each([
    ['NaN for the label', [NaN, 1, 2], 0],
    ['NaN for another class', [NaN, 1, 2], 1],
    ['NaN behind the last whole vector', [0, 1, 2, 3, 4, NaN], 1],
    ['Infinity for the label', [Infinity, 1, 2], 0],
    ['Infinity for another class', [Infinity, 1, 2], 1],
    ['−Infinity for all', [-Infinity, -Infinity], 0],
  ])('of a logit of %s is no finite number and no gradient is', (_, z, label) => {
    const { losses, dZ } = softmaxCrossEntropy(oneRow(z, label));
    expect(Number.isFinite(losses[0])).toBe(false);
    expect(dZ.some(Number.isNaN)).toBe(true);
  });

  test('may write the gradient over the logits', () => {
    always(
      fc.property(batches(10), (batch) => {
        const { rows, classes, width, z, labels } = batch;
        const operands = {
          z: updated(z),
          labels: input(labels),
          losses: output(rows),
          hits: outputWords(rows),
        };
        const found = run(operands, (kernels, at) =>
          kernels.softmaxCrossEntropy(at.z, at.labels, at.losses, at.hits, at.z, rows, classes, 4 * width, 0.5),
        );
        const { dZ, losses, hits } = softmaxCrossEntropy(batch, 0.5);
        expect(found).toEqual({ z: dZ, labels, losses, hits });
      }),
      30,
    );
  });
});
