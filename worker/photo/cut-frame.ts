import type { GreyImage } from '../protocol';
import { brightOnBlack } from './bright-on-black';
import { cropGarment } from './crop-garment';

/** A part of a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Grey levels by which the pixels of a frame or bar differ from each other, also after JPEG compression. */
const EVEN = 6;
/** Share of a line's pixels that must be even for the line to be part of a frame. */
const FRAME_SHARE = 0.98;
/** Share of the pixels beside a frame that must differ from it. A picture may have rounded corners; the edge of a garment is not that straight. */
const PICTURE_SHARE = 0.9;
/** Where a frame ends, this many lines at most are a mixture of frame and picture. */
const MIXED_LINES = 3;
/** Nested frames, such as a mount inside a frame. */
const MOST_FRAMES = 4;
/** No side may be cut to less than this share of the picture. */
const LEAST_SHARE = 0.2;

/**
 * The part of a photo without frames and without letterbox bars, or null if there are none.
 *
 * On each side, a bar is a number of lines with one grey level, followed by lines that differ from it along their whole length. A garment
 * on a plain background has such lines around it too, but the next line differs only where the garment is. If nothing is left inside that could be a garment, as with
 * a rectangular bag on a plain background, the picture has no frame.
 */
export function withoutFrame(picture: GreyImage): Box | null {
  let box: Box = { left: 0, top: 0, width: picture.width, height: picture.height };
  let found = false;
  for (let frame = 0; frame < MOST_FRAMES; frame++) {
    const inner = withoutBars(picture, box);
    if (!inner || !hasGarment(picture, inner)) break;
    box = inner;
    found = true;
  }
  return found ? box : null;
}

/** Cuts a part out of a picture. */
export function cutOut({ width, values }: GreyImage, box: Box): GreyImage {
  const cut = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (box.top + y) * width + box.left;
    cut.set(values.subarray(start, start + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, values: cut };
}

function hasGarment(picture: GreyImage, box: Box): boolean {
  try {
    cropGarment(brightOnBlack(cutOut(picture, box)));
    return true;
  } catch {
    return false;
  }
}

/** The four sides of a box, each as lines that are counted from that side inwards. */
const SIDES = ['left', 'right', 'top', 'bottom'] as const;
type Side = (typeof SIDES)[number];
type Thickness = Record<Side, number>;

/** The box without the bars at its sides; null if no side has a bar. */
function withoutBars(picture: GreyImage, box: Box): Box | null {
  const even: Thickness = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const side of SIDES) even[side] = evenLines(picture, box, side);
  const bars: Thickness = { left: 0, right: 0, top: 0, bottom: 0 };
  // Beside a bar, the picture is as long as the bars at its ends leave it. Which sides have a bar depends on each other: those that
  // have none are taken out until the others agree, at most one after the other.
  for (const _ of SIDES) {
    for (const side of SIDES) bars[side] = barAt(picture, box, side, even);
    for (const side of SIDES) if (bars[side] === 0) even[side] = 0;
  }
  const inner = {
    left: box.left + bars.left,
    top: box.top + bars.top,
    width: box.width - bars.left - bars.right,
    height: box.height - bars.top - bars.bottom,
  };
  const isCut = inner.width < box.width || inner.height < box.height;
  const isLarge = inner.width >= box.width * LEAST_SHARE && inner.height >= box.height * LEAST_SHARE;
  return isCut && isLarge ? inner : null;
}

/** The number of lines at a side that have the grey level of the outermost one. */
function evenLines(picture: GreyImage, box: Box, side: Side): number {
  const level = levelOf(lineAt(picture, box, side, 0));
  const lines = depthOf(box, side);
  let count = 0;
  while (count < lines && shareOf(lineAt(picture, box, side, count), level, EVEN) >= FRAME_SHARE) count++;
  return count === lines ? 0 : count;
}

/** The thickness of the bar at a side, with the mixed lines; 0 if the even lines there are no bar. */
function barAt(picture: GreyImage, box: Box, side: Side, even: Thickness): number {
  if (even[side] === 0) return 0;
  const level = levelOf(lineAt(picture, box, side, 0));
  const [before, after] =
    side === 'left' || side === 'right' ? [even.top, even.bottom] : [even.left, even.right];
  for (let mixed = 0; mixed <= MIXED_LINES; mixed++) {
    const line = lineAt(picture, box, side, even[side] + mixed);
    const beside = line.subarray(before, line.length - after);
    if (beside.length === 0) return 0;
    // The line that differs everywhere may be a mixture still.
    if (shareOf(beside, level, 2 * EVEN) <= 1 - PICTURE_SHARE) return even[side] + mixed + 2;
  }
  return 0;
}

function depthOf({ width, height }: Box, side: Side): number {
  return side === 'left' || side === 'right' ? width : height;
}

/** The pixels of a line of the box, from left to right or from top to bottom. */
function lineAt({ width, values }: GreyImage, box: Box, side: Side, index: number): Uint8Array {
  const isColumn = side === 'left' || side === 'right';
  const last = depthOf(box, side) - 1;
  const at = Math.max(0, side === 'left' || side === 'top' ? index : last - index);
  if (!isColumn) {
    const start = (box.top + at) * width + box.left;
    return values.subarray(start, start + box.width);
  }
  return Uint8Array.from(
    { length: box.height },
    (_, y) => values[(box.top + y) * width + box.left + at] as number,
  );
}

/** The median. */
function levelOf(line: Uint8Array): number {
  return line.slice().sort()[line.length >> 1] as number;
}

/** The share of pixels that differ from a level by at most this many grey levels. */
function shareOf(line: Uint8Array, level: number, within: number): number {
  let count = 0;
  for (const value of line) if (Math.abs(value - level) <= within) count++;
  return count / line.length;
}
