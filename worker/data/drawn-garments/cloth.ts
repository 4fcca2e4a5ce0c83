import type { RandomStream } from '../../random';
import { between, choose, happens, type Range, type Weighted } from './chance';
import { PIXELS, SIDE } from './rasteriser';

/** Adds a pattern to a piece of cloth, shape (28, 28). */
type Pattern = (cloth: Float32Array, random: RandomStream) => void;

/** How often a garment uses each kind of cloth. */
export interface Wardrobe {
  readonly tones: Weighted<Range>;
  readonly patterns: Weighted<Pattern>;
  /** How much its folds change the brightness. */
  readonly folds: Range;
}

export const plain: Pattern = () => {};

export const TONES: Weighted<Range> = [
  [0.22, [0.2, 0.4]],
  [0.33, [0.4, 0.7]],
  [0.45, [0.68, 1]],
];

/**
 * Makes a piece of cloth with a tone, a pattern and folds.
 * @param cloth the brightness of each pixel, shape (28, 28); overwritten
 */
export function weave(cloth: Float32Array, random: RandomStream, { tones, patterns, folds }: Wardrobe): void {
  const tone = between(random, choose(random, tones));
  const shadow = tone * (1 - between(random, folds));
  smoothNoise(cloth, random, FOLD_WIDTH, FOLD_HEIGHT, [shadow, tone]);
  choose(random, patterns)(cloth, random);
}

const FOLD_WIDTH = SIDE / 6;
const FOLD_HEIGHT = SIDE / 3;

/** Stripes across the body. */
export const stripes: Pattern = (cloth, random) => {
  const contrast = contrastOf(random);
  dye(cloth, FLAT, wave(random, [2.2, 8], contrast));
};

export const pinstripes: Pattern = (cloth, random) => {
  const contrast = contrastOf(random);
  dye(cloth, wave(random, [2, 5], contrast), FLAT);
};

export const checks: Pattern = (cloth, random) => {
  const contrast = contrastOf(random) * 0.6;
  const across = wave(random, [3, 8], contrast);
  dye(cloth, across, wave(random, [3, 8], contrast));
};

/** The upper part has another tone than the lower part. */
export const halves: Pattern = (cloth, random) => {
  const border = between(random, [8, 20]);
  const contrast = contrastOf(random);
  const down = profile((y) => -contrast * clamp(y - border));
  dye(cloth, FLAT, down);
};

/** Lighter or darker around one height, like washed cloth. */
export const washed: Pattern = (cloth, random) => {
  const middle = between(random, [8, 20]);
  const contrast = contrastOf(random) * 0.8;
  const down = profile((y) => -contrast * clamp(1 - Math.abs(y - middle) / 9));
  dye(cloth, FLAT, down);
};

/** Flowers, dots, camouflage: spots 1.5 to 4 pixels wide. */
export const blots: Pattern = (cloth, random) => {
  const size = between(random, [1.5, 4]);
  const threshold = between(random, [0.45, 0.75]);
  const contrast = contrastOf(random);
  smoothNoise(noise, random, size, size, [0, 1]);
  for (let i = 0; i < PIXELS; i++) {
    if ((noise[i] as number) > threshold) cloth[i] = (cloth[i] as number) * (1 - contrast);
  }
};

const noise = new Float32Array(PIXELS);

function contrastOf(random: RandomStream): number {
  const contrast = between(random, [0.12, 0.6]);
  return happens(random, 0.3) ? -contrast : contrast;
}

/** A change of brightness for each of the 28 columns or rows. */
type Profile = readonly number[];

function profile(change: (position: number) => number): Profile {
  const changes: number[] = [];
  for (let position = 0; position < SIDE; position++) changes.push(change(position));
  return changes;
}

const FLAT = profile(() => 0);

/** Bands of another brightness at random distances, with edges blurred over one pixel. */
function wave(random: RandomStream, wavelengths: Range, contrast: number): Profile {
  const length = between(random, wavelengths);
  const start = between(random, [0, length]);
  const share = between(random, [0.25, 0.6]);
  return profile((position) => {
    const phase = (position + start) / length;
    const distance = Math.abs(phase - Math.floor(phase) - 0.5) * 2;
    return -contrast * clamp(((share - distance) * length) / 2 + 0.5);
  });
}

function dye(cloth: Float32Array, across: Profile, down: Profile): void {
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const i = y * SIDE + x;
      cloth[i] = (cloth[i] as number) * (1 + (across[x] as number) + (down[y] as number));
    }
  }
}

/**
 * Overwrites 28 × 28 values with smooth noise: random numbers in a range at the corners of cells of the given size
 * (at least 1 pixel), interpolated linearly in between.
 */
function smoothNoise(
  into: Float32Array,
  random: RandomStream,
  cellWidth: number,
  cellHeight: number,
  range: Range,
): void {
  let row = 0;
  noiseRow(upper, random, cellWidth, range);
  noiseRow(lower, random, cellWidth, range);
  for (let y = 0; y < SIDE; y++) {
    if (y >= (row + 1) * cellHeight) {
      row++;
      upper.set(lower);
      noiseRow(lower, random, cellWidth, range);
    }
    const down = y / cellHeight - row;
    for (let x = 0; x < SIDE; x++) {
      const above = upper[x] as number;
      into[y * SIDE + x] = above + down * ((lower[x] as number) - above);
    }
  }
}

/** The noise along two neighbouring lattice rows. Shape (28). */
const upper = new Float32Array(SIDE);
const lower = new Float32Array(SIDE);

function noiseRow(into: Float32Array, random: RandomStream, cellWidth: number, range: Range): void {
  let left = between(random, range);
  let right = between(random, range);
  let column = 0;
  for (let x = 0; x < SIDE; x++) {
    if (x >= (column + 1) * cellWidth) {
      column++;
      left = right;
      right = between(random, range);
    }
    into[x] = left + (x / cellWidth - column) * (right - left);
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
