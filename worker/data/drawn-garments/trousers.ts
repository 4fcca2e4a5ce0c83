import type { RandomStream } from '../../random';
import { between, happens, measure, type Range } from './chance';
import { blots, checks, pinstripes, plain, TONES, type Wardrobe, washed, weave } from './cloth';
import { bothSides, box, Outline } from './outline';
import type { Canvas } from './rasteriser';

/** Widths are measured from the middle to one side, heights from the top of the frame. */
const TROUSERS = {
  waistTop: [0.2, 1.2],
  waistWidth: [3.2, 5],
  hipWidth: [4.2, 6],
  hip: [5, 8],
  crotch: [7.5, 11.5],
  knee: [15, 19],
  kneeWidth: [2.3, 3.6],
  ankleWidth: [1.7, 3.7],
  ankle: [27, 28],
} as const satisfies Record<string, Range>;

/** How far apart the ankles are: the distance of the inside of a leg from the middle. */
const STANCE: Range = [0.2, 2.8];

const WARDROBE: Wardrobe = {
  tones: TONES,
  patterns: [
    [0.6, plain],
    [0.22, washed],
    [0.07, blots],
    [0.06, pinstripes],
    [0.05, checks],
  ],
  folds: [0.08, 0.35],
};

export function drawTrousers(canvas: Canvas, random: RandomStream): void {
  const m = measure(random, TROUSERS);
  weave(canvas.cloth, random, WARDROBE);
  const stance = between(random, STANCE);
  canvas.paint(leg(m, stance + between(random, [-0.2, 0.8]), -1), between(random, [0.8, 1]));
  canvas.paint(leg(m, stance, 1));
  canvas.shade(box(-6, m.waistTop, 6, m.waistTop + between(random, [1.2, 2])), between(random, [0.65, 1.15]));
  const fly = new Outline(0.1, m.waistTop).lineTo(0.1, m.crotch);
  canvas.shade(fly.stroke(0.8), between(random, [0.5, 0.85]));
  if (happens(random, 0.6)) {
    const pocket = new Outline(m.waistWidth * 0.5, m.waistTop + 1.6).curveTo(
      m.waistWidth * 0.6,
      4.6,
      m.hipWidth,
      4.8,
    );
    canvas.shade(bothSides(pocket.stroke(0.7)), between(random, [0.5, 0.85]));
  }
  if (happens(random, 0.35)) {
    const crease = new Outline(m.hipWidth * 0.55, m.crotch).lineTo(stance + m.ankleWidth * 0.6, m.ankle);
    canvas.shade(bothSides(crease.stroke(0.9)), between(random, [0.7, 1.3]));
  }
}

/** One leg with its half of the seat. `side` is 1 for the right one, −1 for the left one. */
function leg(m: Record<keyof typeof TROUSERS, number>, stance: number, side: 1 | -1): Outline {
  const kneeInside = stance * 0.55 + 0.3;
  const kneeOutside = Math.max(kneeInside + m.kneeWidth, m.hipWidth * 0.75);
  const outside = stance + m.ankleWidth;
  return new Outline(0, m.waistTop + 0.3)
    .lineTo(side * m.waistWidth, m.waistTop)
    .curveTo(side * m.waistWidth, m.hip - 3, side * m.hipWidth, m.hip)
    .curveTo(side * m.hipWidth, m.crotch + 2, side * kneeOutside, m.knee)
    .curveTo(side * ((kneeOutside + outside) / 2), m.knee + 4, side * outside, m.ankle)
    .lineTo(side * stance, m.ankle + 0.1)
    .curveTo(side * kneeInside, m.knee + 4, side * kneeInside, m.knee)
    .curveTo(side * 0.5, m.crotch + 2, side * 0.1, m.crotch)
    .lineTo(0, m.crotch);
}
