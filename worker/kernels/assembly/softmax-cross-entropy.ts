// The end of the network: probabilities, the loss and its gradient.

import { exp4, log4 } from './elementary';
import { lanesBelow, largestOfLanes, loadTail, storeTail, sumOfLanes } from './lanes';

/** Lanes after the last class hold it, so they never are the largest. */
const NOTHING: f32 = f32.NEGATIVE_INFINITY;

/** The largest logit of a row. */
function largest(z: usize, classes: i32): f32 {
  let found = f32x4.splat(NOTHING);
  let i = 0;
  for (; i + 4 <= classes; i += 4) found = f32x4.max(found, v128.load(z + ((<usize>i) << 2)));
  const rest = classes - i;
  if (rest > 0) {
    const tail = v128.bitselect(loadTail(z + ((<usize>i) << 2), rest), f32x4.splat(NOTHING), lanesBelow(rest));
    found = f32x4.max(found, tail);
  }
  return largestOfLanes(found);
}

/** Writes exp(z − shift) of a row and returns their sum. */
function exponentialsOfRow(z: usize, classes: i32, shift: f32, to: usize): f32 {
  const shifts = f32x4.splat(shift);
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= classes; i += 4) {
    const powers = exp4(f32x4.sub(v128.load(z + ((<usize>i) << 2)), shifts));
    v128.store(to + ((<usize>i) << 2), powers);
    sums = f32x4.add(sums, powers);
  }
  const rest = classes - i;
  if (rest > 0) {
    const powers = exp4(f32x4.sub(loadTail(z + ((<usize>i) << 2), rest), shifts));
    storeTail(to + ((<usize>i) << 2), powers, rest);
    sums = f32x4.add(sums, v128.and(powers, lanesBelow(rest)));
  }
  return sumOfLanes(sums);
}

function scaleRow(row: usize, classes: i32, by: f32): void {
  for (let i = 0; i < classes; i++, row += 4) store<f32>(row, load<f32>(row) * by);
}

/**
 * Class probabilities from logits: exp(z − max z) / Σ exp(z − max z), row by row.
 * @param z logits, shape (rows, classes), rows `stride` bytes apart
 * @param probabilities laid out like z; may be z
 */
export function softmax(z: usize, probabilities: usize, rows: i32, classes: i32, stride: usize): void {
  for (let row = 0; row < rows; row++, z += stride, probabilities += stride) {
    const sum = exponentialsOfRow(z, classes, largest(z, classes), probabilities);
    scaleRow(probabilities, classes, 1 / sum);
  }
}

/**
 * Softmax with sparse categorical cross-entropy. The loss of a row is log Σ exp(z − max z) − (z[label] − max z) in
 * nats, and the gradient with respect to its logits scale · (softmax(z) − oneHot(label)). Subtracting the largest
 * logit keeps exp from overflowing.
 * @param z logits, shape (rows, classes), rows `stride` bytes apart
 * @param labels bytes, shape (rows), each below classes
 * @param losses shape (rows)
 * @param hits int32, shape (rows): 1 where the label is the first class with the largest logit, else 0
 * @param dZ the gradient, laid out like z; may be z
 */
export function softmaxCrossEntropy(
  z: usize,
  labels: usize,
  losses: usize,
  hits: usize,
  dZ: usize,
  rows: i32,
  classes: i32,
  stride: usize,
  scale: f32,
): void {
  for (let row = 0; row < rows; row++, z += stride, dZ += stride) {
    const label = <usize>load<u8>(labels + row);
    const highest = largest(z, classes);
    const atLabel = load<f32>(z + (label << 2));
    store<i32>(hits + ((<usize>row) << 2), i32(atLabel === highest && isFirst(z, label, highest)));
    const sum = exponentialsOfRow(z, classes, highest, dZ);
    const logSum = f32x4.extract_lane(log4(f32x4.splat(sum)), 0);
    store<f32>(losses + ((<usize>row) << 2), logSum - (atLabel - highest));
    scaleRow(dZ, classes, scale / sum);
    const at = dZ + (label << 2);
    store<f32>(at, load<f32>(at) - scale);
  }
}

/** Whether no class before the label has the label's logit. */
function isFirst(z: usize, label: usize, highest: f32): bool {
  for (let i: usize = 0; i < label; i++) {
    if (load<f32>(z + (i << 2)) === highest) return false;
  }
  return true;
}
