import type { RandomStream } from '../../random';
import { between, choose, happens, measure, type Range } from './chance';
import { weave } from './cloth';
import { Outline, oval } from './outline';
import type { Canvas } from './rasteriser';
import { contrast, laces, type Point, SHOE_WARDROBE, soleTone, toeCap } from './shoe-parts';

const ANKLE_BOOT = {
  height: [17, 25.5],
  sole: [0.8, 1.8],
  heel: [0.6, 5],
  heelWidth: [2.4, 7],
  toeHeight: [2.2, 4],
  shaftFront: [-0.5, 4.5],
  shaftLean: [-1.6, 1.2],
  shaftBack: [11, 13.4],
  rimSlope: [-1.4, 1.2],
} as const satisfies Record<string, Range>;

/** A boot that is hardly higher than a sneaker. */
const LOW_BOOT = { ...ANKLE_BOOT, height: [11, 17], heel: [0.1, 1.4], sole: [1, 2.6] } as const;

export function drawAnkleBoot(canvas: Canvas, random: RandomStream): void {
  const m = measure<keyof typeof ANKLE_BOOT>(random, happens(random, 0.32) ? LOW_BOOT : ANKLE_BOOT);
  const base = 14 + m.height / 2;
  const top = 14 - m.height / 2;
  const welt = base - m.sole;
  const toe = welt - m.toeHeight;
  const seat = welt - m.heel * 0.8;
  const ankle = top + (toe - top) * 0.62;
  weave(canvas.cloth, random, SHOE_WARDROBE);
  const upper = new Outline(-13.5, welt)
    .curveTo(-13.4, toe, -8.5, toe - 0.2)
    .curveTo(m.shaftFront - 0.5, ankle + 1, m.shaftFront, ankle)
    .lineTo(m.shaftFront + m.shaftLean, top + Math.max(0, m.rimSlope))
    .lineTo(m.shaftBack, top + Math.max(0, -m.rimSlope))
    .curveTo(m.shaftBack - 1.6, (top + seat) / 2, 13.2, seat)
    .lineTo(4, seat)
    .curveTo(0, welt, -4, welt);
  canvas.paint(upper);
  choose(random, BOOT_FASTENINGS)(canvas, random, {
    top,
    seat,
    front: { x: m.shaftFront + m.shaftLean, y: top + 1 },
    ankle: { x: m.shaftFront, y: ankle },
    vamp: { x: -5, y: toe + 0.4 },
  });
  toeCap(canvas, random, welt);
  if (happens(random, 0.4)) {
    const rim = new Outline(m.shaftFront + m.shaftLean - 0.5, top + Math.max(0, m.rimSlope) + 0.7);
    canvas.shade(
      rim.lineTo(m.shaftBack, top + Math.max(0, -m.rimSlope) + 0.7).stroke(between(random, [1, 2.2])),
      contrast(random),
    );
  }
  const sole = new Outline(-13.7, welt - 0.4)
    .lineTo(-4, welt)
    .curveTo(0, welt, 4, seat)
    .lineTo(13.4, seat - 0.3)
    .lineTo(13.2, base)
    .lineTo(13.2 - m.heelWidth, base)
    .lineTo(12.8 - m.heelWidth, seat + m.sole)
    .curveTo(2, base, -3, base)
    .lineTo(-11.5, base)
    .curveTo(-13.8, base, -13.7, welt - 0.4);
  canvas.fill(sole, soleTone(random) * 0.85);
}

interface BootLandmarks {
  readonly top: number;
  readonly seat: number;
  /** Upper end of the shaft's front. */
  readonly front: Point;
  /** Where shaft and foot meet in front. */
  readonly ankle: Point;
  /** Where the laces start. */
  readonly vamp: Point;
}

type Fastening = (canvas: Canvas, random: RandomStream, at: BootLandmarks) => void;

/** The elastic panel at the side of a Chelsea boot. */
const elastic: Fastening = (canvas, random, { top, seat, front }) => {
  const left = front.x + between(random, [1.5, 3]);
  const right = left + between(random, [2.6, 4.5]);
  const end = top + (seat - top) * between(random, [0.5, 0.75]);
  const panel = new Outline(left, top - 1)
    .lineTo(right, top - 1)
    .curveTo(right, end - 2, (left + right) / 2, end);
  canvas.shade(panel.curveTo(left, end - 2, left, top - 1), contrast(random));
};

const lacedUp: Fastening = (canvas, random, { front, ankle, vamp }) => {
  laces(canvas, random, vamp, ankle);
  laces(canvas, random, ankle, front);
};

const sideZip: Fastening = (canvas, random, { top, seat, front }) => {
  const x = front.x + between(random, [3, 6]);
  canvas.shade(new Outline(x, top).lineTo(x - 0.6, seat - 1).stroke(0.8), contrast(random));
};

const buckles: Fastening = (canvas, random, { ankle }) => {
  const factor = contrast(random);
  for (let y = ankle.y + 1; y > ankle.y - 5; y -= between(random, [2.4, 4])) {
    canvas.shade(new Outline(ankle.x - 2, y + 0.8).lineTo(13, y).stroke(between(random, [0.9, 1.5])), factor);
    canvas.shade(oval(ankle.x + 4, y + 0.4, 0.9, 0.9), 1.6);
  }
};

const BOOT_FASTENINGS = [
  [0.3, elastic],
  [0.32, lacedUp],
  [0.22, sideZip],
  [0.16, buckles],
] as const;
