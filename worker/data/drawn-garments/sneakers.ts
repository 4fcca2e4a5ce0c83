import type { RandomStream } from '../../random';
import { between, happens, measure, type Range } from './chance';
import { weave } from './cloth';
import { Outline } from './outline';
import type { Canvas } from './rasteriser';
import { contrast, laces, SHOE_WARDROBE, soleTone, toeCap } from './shoe-parts';

const SNEAKER = {
  height: [6.8, 12],
  sole: [1.3, 2.8],
  toeHeight: [1.8, 3.4],
  /** Where the tongue ends. */
  throat: [0.5, 5],
  collarDip: [0.8, 2.6],
  heelRise: [-0.6, 1.4],
} as const satisfies Record<string, Range>;

/** A high-top, which covers the ankle like a boot. */
const HIGH_TOP = { ...SNEAKER, height: [12, 18], throat: [1, 5], collarDip: [0, 1] } as const;

export function drawSneaker(canvas: Canvas, random: RandomStream): void {
  const m = measure<keyof typeof SNEAKER>(random, happens(random, 0.22) ? HIGH_TOP : SNEAKER);
  const base = 14 + m.height / 2;
  const top = 14 - m.height / 2;
  const welt = base - m.sole;
  const toe = welt - m.toeHeight;
  weave(canvas.cloth, random, SHOE_WARDROBE);
  const upper = new Outline(-13.4, welt)
    .curveTo(-13.4, toe, -9, toe)
    .curveTo(-5, toe - 0.4, m.throat, top)
    .lineTo(m.throat + 2, top + 0.2)
    .curveTo(m.throat + 4, top + m.collarDip * 1.6, 10, top + m.collarDip * 0.5)
    .lineTo(12.4, top - m.heelRise + 1)
    .curveTo(12.6, welt - 3, 13.3, welt);
  canvas.paint(upper);
  const instep = { x: m.throat - 0.5, y: top + 0.5 };
  toeCap(canvas, random, welt);
  sideMark(canvas, random, top, welt);
  heelPatch(canvas, random, top, welt);
  laces(canvas, random, { x: -5.5, y: toe + 0.3 }, instep);
  const collar = new Outline(m.throat + 1.4, top + 1).curveTo(
    m.throat + 4,
    top + m.collarDip * 1.7,
    10,
    top + m.collarDip,
  );
  canvas.shade(collar.stroke(0.9), between(random, [0.35, 0.75]));
  const sole = new Outline(-13.7, welt - 0.5)
    .curveTo(-6, welt + 0.6, 0, welt + 0.2)
    .lineTo(13.5, welt - 0.3)
    .curveTo(13.8, base - 0.5, 13, base)
    .lineTo(-11, base)
    .curveTo(-13.8, base, -13.7, welt - 0.5);
  canvas.fill(sole, soleTone(random));
  if (happens(random, 0.5)) {
    canvas.shade(new Outline(-13, base - 0.3).lineTo(13, base - 0.3).stroke(0.8), between(random, [0.3, 0.7]));
  }
  canvas.shade(new Outline(-13.4, welt).lineTo(13.4, welt - 0.2).stroke(0.6), between(random, [0.4, 0.85]));
}

/** A stripe, a bow or a letter on the side. */
function sideMark(canvas: Canvas, random: RandomStream, top: number, welt: number): void {
  if (!happens(random, 0.6)) return;
  const factor = contrast(random);
  const width = between(random, [0.8, 1.5]);
  const high = top + (welt - top) * 0.45;
  if (happens(random, 0.5)) {
    const count = 1 + random.nextInt(3);
    for (let i = 0; i < count; i++) {
      const x = -3 + i * 2.6;
      canvas.shade(new Outline(x, welt - 0.6).lineTo(x + 3, high).stroke(width), factor);
    }
  } else {
    canvas.shade(new Outline(-4, welt - 2.5).curveTo(-1, welt, 9, high).stroke(width), factor);
  }
}

function heelPatch(canvas: Canvas, random: RandomStream, top: number, welt: number): void {
  if (!happens(random, 0.5)) return;
  const left = between(random, [8.5, 11]);
  const patch = new Outline(left + 1.5, top - 2)
    .lineTo(14, top - 2)
    .lineTo(14, welt)
    .lineTo(left - 1, welt);
  canvas.shade(patch, contrast(random));
}
