import type { RandomStream } from '../../random';
import { between, happens } from './chance';
import { bothSides, box, Outline, oval } from './outline';
import type { Canvas } from './rasteriser';
import type { TopMeasures } from './top-outline';

/** Draws a detail onto a finished body with sleeves. `sleeve` is the length of the sleeves as a share of the arm. */
export type TopDetail = (canvas: Canvas, measures: TopMeasures, random: RandomStream, sleeve: number) => void;

/** The inside of the back, seen through the neckline. */
export const backOfNeck: TopDetail = (canvas, m, random) => {
  const rise = between(random, [0.3, 1]);
  const back = new Outline(0, m.neckTop + m.neckDepth + 0.2)
    .curveTo(m.neckWidth * 0.8, m.neckTop + m.neckDepth, m.neckWidth, m.neckTop)
    .curveTo(m.neckWidth / 2, m.neckTop + rise, 0, m.neckTop + rise)
    .closedByMirror();
  canvas.paint(back, between(random, [0.35, 0.8]));
};

export const neckBand: TopDetail = (canvas, m, random) => {
  const band = new Outline(0, m.neckTop + m.neckDepth + 0.4).curveTo(
    m.neckWidth * 0.9,
    m.neckTop + m.neckDepth + 0.4,
    m.neckWidth + 0.4,
    m.neckTop,
  );
  canvas.shade(bothSides(band.stroke(0.9)), contrast(random));
};

export const vNeck: TopDetail = (canvas, m, random) => {
  const depth = m.neckTop + m.neckDepth + between(random, [1, 4]);
  const opening = new Outline(0, depth).lineTo(m.neckWidth, m.neckTop).closedByMirror();
  canvas.shade(opening, happens(random, 0.5) ? 0 : between(random, [0.3, 0.7]));
};

export const turtleneck: TopDetail = (canvas, m, random) => {
  canvas.paint(box(-m.neckWidth, 0, m.neckWidth, m.neckTop + m.neckDepth + 0.6), between(random, [0.75, 1]));
  canvas.shade(box(-m.neckWidth, m.neckTop + m.neckDepth, m.neckWidth, m.neckTop + m.neckDepth + 0.7), 0.75);
};

export const hood: TopDetail = (canvas, m, random) => {
  const depth = m.neckTop + m.neckDepth + between(random, [1.4, 3]);
  const width = m.neckWidth + between(random, [0.8, 2]);
  const outside = new Outline(0, depth)
    .curveTo(width, depth, width, m.neckTop + 1)
    .curveTo(width * 0.8, 0, 0, 0);
  canvas.paint(outside.closedByMirror(), between(random, [0.7, 0.95]));
  const inside = new Outline(0, depth - 1.2).curveTo(width * 0.6, 2.6, width * 0.55, 1).lineTo(0, 0.6);
  canvas.shade(inside.closedByMirror(), between(random, [0.35, 0.7]));
};

export const collar: TopDetail = (canvas, m, random) => {
  const tip = m.neckTop + m.neckDepth + between(random, [1, 2.4]);
  const wing = new Outline(0, m.neckTop + m.neckDepth - 0.2)
    .lineTo(m.neckWidth * 0.9, m.neckTop - 0.7)
    .lineTo(m.neckWidth + 0.9, m.neckTop + 0.6)
    .lineTo(m.neckWidth * between(random, [0.7, 1]), tip);
  canvas.paint(bothSides(wing), between(random, [0.9, 1.15]));
  const edge = new Outline(m.neckWidth + 0.9, m.neckTop + 0.6)
    .lineTo(m.neckWidth * 0.85, tip + 0.2)
    .lineTo(0, m.neckTop + m.neckDepth);
  canvas.shade(bothSides(edge.stroke(0.6)), between(random, [0.45, 0.95]));
};

export const lapels: TopDetail = (canvas, m, random) => {
  const end = between(random, [9, 15]);
  const notch = between(random, [4, 6]);
  const width = m.neckWidth + between(random, [0.2, 1.2]);
  const wing = new Outline(0.2, end)
    .lineTo(m.neckWidth * 0.7, m.neckTop)
    .lineTo(m.neckWidth + 0.8, m.neckTop + 0.4)
    .lineTo(width, notch);
  canvas.shade(bothSides(wing), between(random, [0.8, 1.2]));
  const edge = new Outline(m.neckWidth + 0.8, m.neckTop + 0.4).lineTo(width, notch).lineTo(0.2, end);
  canvas.shade(bothSides(edge.stroke(0.7)), between(random, [0.4, 0.75]));
  canvas.shade(
    new Outline(0, end - 2).lineTo(m.neckWidth * 0.7, m.neckTop).closedByMirror(),
    between(random, [0, 0.6]),
  );
};

/** The line down the front of a coat, from a barely visible zip to an open coat. */
export const frontOpening: TopDetail = (canvas, m, random) => {
  const middle = between(random, [-0.5, 0.5]);
  const open = happens(random, 0.15) ? between(random, [0.6, 2]) : 0;
  const top = m.neckTop + m.neckDepth;
  const gap = new Outline(middle - 0.4, top)
    .lineTo(middle + 0.4, top)
    .lineTo(middle + 0.4 + open, m.hem + 1)
    .lineTo(middle - 0.4 - open, m.hem + 1);
  canvas.shade(gap, open > 0 ? between(random, [0, 0.4]) : between(random, [0.35, 0.95]));
};

/** The doubled strip of cloth that carries a shirt's buttons. */
export const placket: TopDetail = (canvas, m, random) => {
  const middle = between(random, [-0.3, 0.3]);
  const top = m.neckTop + m.neckDepth;
  canvas.shade(box(middle - 0.9, top, middle + 0.9, m.hem + 1), between(random, [0.95, 1.12]));
  canvas.shade(box(middle + 0.7, top, middle + 1.2, m.hem + 1), between(random, [0.5, 0.97]));
};

export const shortPlacket: TopDetail = (canvas, m, random) => {
  const top = m.neckTop + m.neckDepth;
  canvas.shade(box(-0.5, top, 0.5, top + between(random, [3, 6])), between(random, [0.4, 0.75]));
};

export const buttons: TopDetail = (canvas, m, random) => {
  const distance = between(random, [2.6, 4.6]);
  const radius = between(random, [0.45, 0.75]);
  const factor = happens(random, 0.65) ? between(random, [0.25, 0.9]) : between(random, [1.1, 1.9]);
  const middle = between(random, [-0.3, 0.3]);
  for (let y = m.neckTop + m.neckDepth + 1.6; y < m.hem - 1.5; y += distance) {
    canvas.shade(oval(middle, y, radius, radius), factor);
  }
};

/** Two or three bars or blocks, which is how lettering looks at this size. */
export const chestPrint: TopDetail = (canvas, m, random) => {
  const factor = contrast(random);
  let y = m.neckTop + m.neckDepth + between(random, [2, 5]);
  for (let row = 0; row < 3; row++) {
    const height = between(random, [0.8, 3]);
    const left = between(random, [-4.8, -1]);
    const right = between(random, [1, 4.8]);
    const gap = between(random, [left, right]);
    canvas.shade(box(left, y, gap - 0.4, y + height), factor);
    canvas.shade(box(gap + 0.4, y, right, y + height), factor);
    y += height + between(random, [0.6, 1.4]);
    if (happens(random, 0.35)) return;
  }
};

export const chestPocket: TopDetail = (canvas, m, random) => {
  const top = m.neckTop + between(random, [6.5, 9]);
  const left = between(random, [1.8, 2.6]);
  canvas.shade(box(left, top, left + 3.2, top + 3.6), between(random, [0.84, 1.1]));
  canvas.shade(box(left, top, left + 3.2, top + 0.6), between(random, [0.5, 0.85]));
};

export const sidePockets: TopDetail = (canvas, m, random) => {
  const top = m.waist + between(random, [1, 3.5]);
  const slant = between(random, [0, 1.6]);
  const slit = new Outline(2.4, top + slant).lineTo(5.6, top);
  canvas.shade(bothSides(slit.stroke(between(random, [0.6, 1.2]))), between(random, [0.45, 0.85]));
};

export const pouch: TopDetail = (canvas, m, random) => {
  const top = m.hem - between(random, [7.5, 10]);
  const edge = new Outline(0, top)
    .lineTo(3.2, top)
    .lineTo(4.8, top + 3)
    .lineTo(4.8, m.hem - 2);
  canvas.shade(bothSides(edge.stroke(0.7)), between(random, [0.5, 0.8]));
};

export const belt: TopDetail = (canvas, m, random) => {
  const width = m.waistWidth + 0.2;
  canvas.shade(box(-width, m.waist - 0.8, width, m.waist + 0.8), contrast(random));
};

export const waistSeam: TopDetail = (canvas, m, random) => {
  const height = between(random, [0.4, 1.2]);
  canvas.shade(box(-m.waistWidth - 0.3, m.waist - height, m.waistWidth + 0.3, m.waist + 0.2), contrast(random));
};

/** The folds of a skirt, from the waist downwards and outwards. */
export const pleats: TopDetail = (canvas, m, random) => {
  const factor = between(random, [0.6, 0.88]);
  const count = 1 + random.nextInt(3);
  for (let i = 0; i <= count; i++) {
    const share = (i + 0.5) / (count + 1);
    const fold = new Outline(m.waistWidth * share * 0.9, m.waist + 1).lineTo(m.hemWidth * share, m.hem);
    canvas.shade(bothSides(fold.stroke(0.8)), factor);
  }
};

/** Knitted bands at the hem and cuffs. */
export const ribbing: TopDetail = (canvas, m, random, sleeve) => {
  const factor = between(random, [0.6, 0.92]);
  const height = between(random, [1.2, 2.4]);
  canvas.shade(box(-m.hemWidth - 0.4, m.hem - height, m.hemWidth + 0.4, m.hem + 1), factor);
  if (sleeve > 0.9) canvas.shade(bothSides(cuff(m, height)), factor);
};

export const cuffSeams: TopDetail = (canvas, m, random, sleeve) => {
  if (sleeve > 0.9)
    canvas.shade(bothSides(cuff(m, between(random, [1.4, 2.4]))), between(random, [0.75, 1.12]));
};

export const hemSeam: TopDetail = (canvas, m, random) => {
  const y = m.hem - between(random, [0.9, 1.8]);
  canvas.shade(box(-m.hemWidth - 0.4, y, m.hemWidth + 0.4, y + 0.5), between(random, [0.6, 0.9]));
};

function cuff(m: TopMeasures, height: number) {
  return box(m.wristX - m.cuffWidth - 0.6, m.wristY - height, m.wristX + 0.6, m.wristY + 1.5);
}

function contrast(random: RandomStream): number {
  return happens(random, 0.65) ? between(random, [0.3, 0.8]) : between(random, [1.25, 2.2]);
}
