import type { RandomStream } from '../../random';
import { between, happens } from './chance';
import { blots, halves, plain, TONES, type Wardrobe, washed } from './cloth';
import { Outline } from './outline';
import type { Canvas } from './rasteriser';

/** The parts that sneakers, boots and sandals share. All point to the left: the toe is near x = −13.6, the heel near x = 13.4. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const SHOE_WARDROBE: Wardrobe = {
  tones: TONES,
  patterns: [
    [0.7, plain],
    [0.1, blots],
    [0.1, washed],
    [0.1, halves],
  ],
  folds: [0.08, 0.4],
};

/** A factor that makes a detail stand out from its surroundings: darker in two cases of three. */
export function contrast(random: RandomStream): number {
  return happens(random, 0.65) ? between(random, [0.3, 0.8]) : between(random, [1.25, 2.2]);
}

export function soleTone(random: RandomStream): number {
  return happens(random, 0.5) ? between(random, [0.7, 1]) : between(random, [0.15, 0.5]);
}

/** Sometimes draws a toe cap, which ends a little before the instep. */
export function toeCap(canvas: Canvas, random: RandomStream, welt: number): void {
  if (!happens(random, 0.4)) return;
  const end = between(random, [-10.5, -7.5]);
  const cap = new Outline(-14.5, welt + 0.5).lineTo(-14.5, welt - 6).lineTo(end - 1, welt - 6);
  canvas.shade(cap.curveTo(end + 1.4, welt - 3, end, welt + 0.5), contrast(random));
}

/** Bars across the line from `from` up to `to`, on the side facing the viewer. */
export function laces(canvas: Canvas, random: RandomStream, from: Point, to: Point): void {
  const factor = happens(random, 0.5) ? between(random, [1.4, 2.4]) : between(random, [0.25, 0.6]);
  const count = 3 + random.nextInt(2);
  for (let i = 0; i < count; i++) {
    const share = (i + 0.5) / count;
    const x = from.x + (to.x - from.x) * share;
    const y = from.y + (to.y - from.y) * share;
    canvas.shade(new Outline(x - 0.4, y - 0.4).lineTo(x + 2.4, y + 1.5).stroke(0.8), factor);
  }
}
