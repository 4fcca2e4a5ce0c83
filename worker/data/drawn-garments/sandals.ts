import type { RandomStream } from '../../random';
import { between, choose, happens, measure, type Range } from './chance';
import { weave } from './cloth';
import { Outline, type Shape } from './outline';
import type { Canvas } from './rasteriser';
import { SHOE_WARDROBE, soleTone } from './shoe-parts';

const SANDAL = {
  /** The height of the footbed's heel end above its toe end. */
  heel: [0, 3],
  sole: [0.9, 2],
  /** The height of the straps above the heel. */
  foot: [4.5, 9],
  strapWidth: [1, 2.6],
} as const satisfies Record<string, Range>;

type Measures = Record<keyof typeof SANDAL, number>;

const HIGH_SANDAL = { ...SANDAL, heel: [8, 14], foot: [7, 10], strapWidth: [0.9, 1.7] } as const;

/** Lines that straps follow. */
interface Last {
  /** The footbed under the foot. */
  readonly bed: (x: number) => number;
  /** The back of the foot, from the toes up to the ankle. */
  readonly instep: (x: number) => number;
  readonly strapWidth: number;
}

export function drawSandal(canvas: Canvas, random: RandomStream): void {
  const high = happens(random, 0.3);
  const m = measure<keyof Measures>(random, high ? HIGH_SANDAL : SANDAL);
  const base = 14 + (m.heel + m.foot + m.sole) / 2;
  const toeBed = base - m.sole;
  const heelBed = toeBed - m.heel;
  weave(canvas.cloth, random, SHOE_WARDROBE);
  const last = lastOf(toeBed, heelBed, m);
  choose(random, high ? HIGH_STRAPS : STRAPS)(canvas, random, last);
  const tone = soleTone(random);
  if (!high || happens(random, 0.4)) canvas.fill(wedge(base, toeBed, heelBed), tone);
  else canvas.fill(heelPost(base, heelBed, between(random, [0.9, 3.6])), tone);
  canvas.paint(footbed(toeBed, heelBed).stroke(1.3), between(random, [0.7, 1.1]));
  if (high)
    canvas.fill(new Outline(-13.4, toeBed).lineTo(-4, toeBed).lineTo(-4.5, base).lineTo(-12.6, base), tone);
}

function lastOf(toeBed: number, heelBed: number, m: Measures): Last {
  const ankle = heelBed - m.foot;
  return {
    strapWidth: m.strapWidth,
    bed: (x) => toeBed + (heelBed - toeBed) * Math.min(1, Math.max(0, (x + 6) / 13)),
    instep: (x) => toeBed - 2 + (ankle - toeBed + 2) * Math.min(1, Math.max(0, (x + 12) / 18)),
  };
}

function footbed(toeBed: number, heelBed: number): Outline {
  return new Outline(-13.5, toeBed)
    .lineTo(-6, toeBed)
    .curveTo(-1, toeBed, 2, (toeBed + heelBed) / 2)
    .curveTo(5, heelBed, 13.3, heelBed);
}

function wedge(base: number, toeBed: number, heelBed: number): Shape {
  return footbed(toeBed, heelBed).lineTo(12.6, base).lineTo(-12.4, base);
}

function heelPost(base: number, heelBed: number, width: number): Shape {
  return new Outline(7, heelBed)
    .lineTo(13.4, heelBed)
    .lineTo(12.6, base)
    .lineTo(12.6 - width, base)
    .curveTo(12 - width, heelBed + 3, 7, heelBed);
}

type Straps = (canvas: Canvas, random: RandomStream, last: Last) => void;

/** A band from the near side of the footbed up over the instep, and its far half down again. */
function band(canvas: Canvas, last: Last, x: number, slant: number, width: number): void {
  const end = x + slant;
  const far = end + Math.max(0.8, slant * 0.4);
  const inside = new Outline(end, last.instep(end) + 0.3).lineTo(far, last.bed(far) + 0.2);
  canvas.paint(inside.stroke(width * 0.7), 0.5);
  const outside = new Outline(x, last.bed(x) + 0.4).curveTo(
    x + slant * 0.2,
    last.instep(end) + 1,
    end,
    last.instep(end),
  );
  canvas.paint(outside.stroke(width));
}

const bands: Straps = (canvas, random, last) => {
  const count = 2 + random.nextInt(2);
  for (let i = 0; i < count; i++) {
    const x = -11 + (14 * i) / count + between(random, [-0.8, 0.8]);
    band(canvas, last, x, between(random, [1.5, 4]), last.strapWidth);
  }
};

/** Bands so close together that the sandal is nearly a shoe. */
const wovenBands: Straps = (canvas, random, last) => {
  const distance = between(random, [2.8, 3.6]);
  for (let x = -11; x < 8; x += distance)
    band(canvas, last, x, between(random, [1, 2.4]), between(random, [1.8, 3]));
};

/** Two bands that cross over the instep. */
const crossed: Straps = (canvas, random, last) => {
  const x = between(random, [-10, -7]);
  const width = last.strapWidth * 1.1;
  band(canvas, last, x, between(random, [6, 9]), width);
  band(canvas, last, x + between(random, [7, 10]), between(random, [-6, -3]), width);
};

const flipFlop: Straps = (canvas, random, last) => {
  const toe = between(random, [-10, -8]);
  const end = between(random, [1, 6]);
  const strap = new Outline(toe, last.bed(toe)).curveTo(toe + 3, last.instep(0) - 0.5, end, last.bed(end));
  canvas.paint(strap.stroke(last.strapWidth));
  canvas.paint(
    new Outline(toe, last.bed(toe)).lineTo(toe + 1.6, last.bed(toe) - 2.6).stroke(last.strapWidth * 0.8),
    0.8,
  );
};

/** One broad band, as on slippers. */
const slide: Straps = (canvas, random, last) => {
  const x = between(random, [-9, -5]);
  band(canvas, last, x, between(random, [1.5, 4]), between(random, [4, 7]));
};

/** A strap up from the heel and around the ankle. */
const ankleStrap: Straps = (canvas, random, last) => {
  const top = last.instep(6) + between(random, [0.6, 1.6]);
  const front = between(random, [1.5, 4]);
  const width = Math.min(last.strapWidth, 1.5);
  canvas.paint(new Outline(12.6, last.bed(12)).curveTo(11.6, top + 3, 12, top).stroke(width * 1.4), 0.85);
  canvas.paint(new Outline(12, top).curveTo(8, top + 2.2, front, top + 0.8).stroke(width));
  canvas.paint(new Outline(12, top).curveTo(8, top - 1.4, front, top + 0.8).stroke(width), 0.65);
};

/** A strap from the toes straight up to the ankle. */
const middleStrap: Straps = (canvas, random, last) => {
  const x = between(random, [-9, -6]);
  const strap = new Outline(x, last.instep(x)).curveTo(-2, last.instep(-3), 3, last.instep(5) + 1.2);
  canvas.paint(strap.stroke(last.strapWidth), 0.9);
};

function together(...parts: readonly Straps[]): Straps {
  return (canvas, random, last) => {
    for (const part of parts) part(canvas, random, last);
  };
}

const STRAPS = [
  [0.3, together(bands, ankleStrap)],
  [0.12, bands],
  [0.14, together(wovenBands, ankleStrap)],
  [0.16, flipFlop],
  [0.12, slide],
  [0.08, together(crossed, ankleStrap)],
  [0.08, crossed],
] as const;

const HIGH_STRAPS = [
  [0.4, together(bands, ankleStrap)],
  [0.3, together(bands, middleStrap, ankleStrap)],
  [0.3, together(crossed, ankleStrap)],
] as const;
