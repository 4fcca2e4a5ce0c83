import type { Range } from './chance';
import { Outline, type Shape } from './outline';

/**
 * The measures of garments that hang from the shoulders, in garment coordinates: widths are measured from the middle to one side,
 * heights from the top of the frame.
 */
export type TopMeasures = Record<keyof typeof TOP, number>;

/** The ranges that most tops use. */
export const TOP = {
  /** Where the neck meets the shoulder. */
  neckWidth: [2.2, 3.6],
  neckTop: [0.3, 1.2],
  /** How far the neckline hangs below that point. */
  neckDepth: [1, 2.8],
  shoulderWidth: [6.6, 8.4],
  shoulderDrop: [1.2, 2.6],
  armpitDepth: [5.2, 7],
  chestWidth: [6.4, 7.8],
  waistWidth: [6.2, 7.8],
  waist: [14, 18],
  hemWidth: [6.6, 8.2],
  hem: [26.8, 27.8],
  /** How much lower the hem is in the middle than at the sides. */
  hemCurve: [-0.2, 0.6],
  /** Where a long sleeve would end, and its width there. */
  wristX: [11.6, 13.6],
  wristY: [22, 27],
  cuffWidth: [2.4, 3.6],
} as const satisfies Record<string, Range>;

export function bodyOutline(m: TopMeasures): Shape {
  const armpit = m.neckTop + m.shoulderDrop + m.armpitDepth;
  return new Outline(0, m.neckTop + m.neckDepth)
    .curveTo(m.neckWidth * 0.8, m.neckTop + m.neckDepth, m.neckWidth, m.neckTop)
    .lineTo(m.shoulderWidth, m.neckTop + m.shoulderDrop)
    .curveTo(m.chestWidth - 1, armpit - 1.5, m.chestWidth, armpit)
    .curveTo(m.waistWidth, (armpit + m.waist) / 2, m.waistWidth, m.waist)
    .curveTo(m.waistWidth, (m.waist + m.hem) / 2 - 1, m.hemWidth, m.hem - m.hemCurve)
    .curveTo(m.hemWidth / 2, m.hem, 0, m.hem)
    .closedByMirror();
}

/** The right sleeve: two curves from the shoulder and the armpit down to the wrist, cut off after the given share of the way. */
export function sleeveOutline(m: TopMeasures, length: number): Shape {
  const shoulder = { x: m.shoulderWidth - 0.6, y: m.neckTop + m.shoulderDrop - 0.1 };
  const armpit = { x: m.chestWidth - 0.8, y: shoulder.y + m.armpitDepth };
  const elbow = { x: m.wristX - 0.8, y: shoulder.y + 3 };
  const innerElbow = { x: elbow.x - m.cuffWidth - 0.4, y: armpit.y + 2 };
  const wrist = { x: m.wristX, y: m.wristY };
  const innerWrist = { x: m.wristX - m.cuffWidth, y: m.wristY + 0.4 };
  const outer = startOfCurve(shoulder, elbow, wrist, length);
  const inner = startOfCurve(armpit, innerElbow, innerWrist, length);
  return new Outline(shoulder.x, shoulder.y)
    .curveTo(outer.control.x, outer.control.y, outer.end.x, outer.end.y)
    .lineTo(inner.end.x, inner.end.y)
    .curveTo(inner.control.x, inner.control.y, armpit.x, armpit.y);
}

export function armholeSeam(m: TopMeasures): Outline {
  const shoulder = m.neckTop + m.shoulderDrop;
  const armpit = shoulder + m.armpitDepth;
  return new Outline(m.shoulderWidth, shoulder).curveTo(m.chestWidth - 1, armpit - 1.5, m.chestWidth, armpit);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Splits a quadratic Bézier curve by De Casteljau's method. Returns the control point and the end of the part from 0 to t. */
function startOfCurve(from: Point, control: Point, to: Point, t: number): { control: Point; end: Point } {
  const first = along(from, control, t);
  return { control: first, end: along(first, along(control, to, t), t) };
}

function along(from: Point, to: Point, t: number): Point {
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}
