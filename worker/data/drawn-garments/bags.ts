import type { RandomStream } from '../../random';
import { between, choose, happens, measure, type Range } from './chance';
import { blots, checks, halves, pinstripes, plain, stripes, TONES, type Wardrobe, weave } from './cloth';
import { bothSides, box, Outline, oval } from './outline';
import type { Canvas } from './rasteriser';

/** Widths are measured from the middle to one side, heights from the top of the frame. */
const BAG = {
  bottom: [25.5, 27.6],
  height: [11, 20],
  topWidth: [7.5, 13],
  bottomWidth: [11.4, 13.8],
  corner: [0.3, 4],
  /** How much the upper edge sags (below 0) or bulges (above 0). */
  bulge: [-1.6, 1.6],
} as const satisfies Record<string, Range>;

type BagMeasures = Record<keyof typeof BAG, number> & { top: number };
type Part = (canvas: Canvas, bag: BagMeasures, random: RandomStream) => void;

const WARDROBE: Wardrobe = {
  tones: TONES,
  patterns: [
    [0.62, plain],
    [0.08, blots],
    [0.08, stripes],
    [0.08, pinstripes],
    [0.06, checks],
    [0.08, halves],
  ],
  folds: [0.08, 0.32],
};

/** Two short handles, the far one darker and a little higher. */
const handles: Part = (canvas, bag, random) => {
  const foot = bag.topWidth * between(random, [0.35, 0.7]);
  const rise = Math.min(bag.top - 0.8, between(random, [6, 12]));
  const width = between(random, [1, 2]);
  if (happens(random, 0.5)) canvas.paint(arch(foot * 0.92, bag.top + 1, rise).stroke(width), 0.6);
  canvas.paint(arch(foot, bag.top + 1.5, rise).stroke(width), between(random, [0.75, 1.1]));
  if (happens(random, 0.4)) {
    const mount = box(foot - 0.9, bag.top + 0.5, foot + 0.9, bag.top + between(random, [3, 6]));
    canvas.shade(bothSides(mount), between(random, [0.5, 0.8]));
  }
};

/** A long strap that rises from both corners to a point. */
const shoulderStrap: Part = (canvas, bag, random) => {
  const peak = between(random, [0.7, 2]);
  const foot = bag.topWidth - 0.8;
  const bow = between(random, [0.55, 0.95]);
  const strap = new Outline(-foot, bag.top + 2)
    .curveTo(-foot * bow, bag.top * 0.45, 0, peak)
    .curveTo(foot * bow, bag.top * 0.45, foot, bag.top + 2);
  canvas.paint(strap.stroke(between(random, [0.8, 1.5])), between(random, [0.7, 1.1]));
};

/** A stiff handle in the middle of the lid, as on satchels and boxes. */
const gripHandle: Part = (canvas, bag, random) => {
  const foot = between(random, [2.4, 4.4]);
  canvas.paint(arch(foot, bag.top + 1, between(random, [3, 4.5])).stroke(between(random, [1.1, 1.8])), 0.85);
};

const flap: Part = (canvas, bag, random) => {
  const reach = bag.top + (bag.bottom - bag.top) * between(random, [0.35, 0.65]);
  const point = reach + between(random, [0, 2.5]);
  const edge = new Outline(bag.topWidth + 1, bag.top - 2).lineTo(bag.topWidth + 0.6, reach - 1.5);
  canvas.shade(
    edge.curveTo(bag.topWidth * 0.8, reach, 0, point).closedByMirror(),
    between(random, [0.7, 1.15]),
  );
  const hem = new Outline(bag.topWidth + 0.6, reach - 1.5).curveTo(bag.topWidth * 0.8, reach, 0, point);
  canvas.shade(bothSides(hem.stroke(0.8)), between(random, [0.4, 0.75]));
};

const clasp: Part = (canvas, bag, random) => {
  const y = bag.top + (bag.bottom - bag.top) * between(random, [0.3, 0.6]);
  const radius = between(random, [0.8, 1.6]);
  const factor = happens(random, 0.5) ? between(random, [0.2, 0.6]) : between(random, [1.3, 2.2]);
  canvas.shade(oval(0, y, radius * 1.2, radius), factor);
};

const frontPocket: Part = (canvas, bag, random) => {
  const width = bag.topWidth * between(random, [0.5, 0.8]);
  const top = bag.bottom - (bag.bottom - bag.top) * between(random, [0.4, 0.65]);
  const seam = new Outline(0, top)
    .lineTo(width, top)
    .lineTo(width, bag.bottom - 1.2)
    .lineTo(0, bag.bottom - 1.2);
  canvas.shade(bothSides(seam.stroke(0.6)), between(random, [0.5, 0.8]));
};

const zip: Part = (canvas, bag, random) => {
  const y = bag.top + between(random, [1.2, 2.6]);
  canvas.shade(box(-bag.topWidth * 0.9, y, bag.topWidth * 0.9, y + 0.8), between(random, [0.4, 1.6]));
};

const sideSeams: Part = (canvas, bag, random) => {
  const inset = between(random, [1.4, 3]);
  const seam = new Outline(bag.topWidth - inset, bag.top).lineTo(bag.bottomWidth - inset, bag.bottom);
  canvas.shade(bothSides(seam.stroke(0.7)), between(random, [0.5, 0.85]));
};

const CARRIERS = [
  [0.55, handles],
  [0.3, shoulderStrap],
  [0.15, gripHandle],
] as const;

const DETAILS = [
  [0.4, flap],
  [0.45, clasp],
  [0.3, frontPocket],
  [0.3, zip],
  [0.35, sideSeams],
] as const;

export function drawBag(canvas: Canvas, random: RandomStream): void {
  const measures = measure(random, BAG);
  const bag = { ...measures, top: measures.bottom - measures.height };
  weave(canvas.cloth, random, WARDROBE);
  choose(random, CARRIERS)(canvas, bag, random);
  canvas.paint(body(bag));
  for (const [probability, detail] of DETAILS) {
    if (happens(random, probability)) detail(canvas, bag, random);
  }
}

function body(bag: BagMeasures) {
  const { top, bottom, corner } = bag;
  return new Outline(0, top - bag.bulge)
    .curveTo(bag.topWidth / 2, top - bag.bulge, bag.topWidth - corner, top)
    .curveTo(bag.topWidth, top, bag.topWidth + 0.1, top + corner)
    .lineTo(bag.bottomWidth, bottom - corner)
    .curveTo(bag.bottomWidth, bottom, bag.bottomWidth - corner, bottom)
    .lineTo(0, bottom)
    .closedByMirror();
}

/** An arch over the middle on two feet. */
function arch(foot: number, bottom: number, rise: number): Outline {
  const top = bottom - 1.2 - rise;
  return new Outline(-foot, bottom).curveTo(-foot, top, 0, top).curveTo(foot, top, foot, bottom);
}
