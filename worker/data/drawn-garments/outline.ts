/**
 * Shapes in garment coordinates: x from −14 to 14 around the middle of the frame, y from 0 at its top to 28 at its bottom, one unit
 * per pixel. Curves are converted to polygons here, using only + − × ÷ and `Math.sqrt`, so that every JavaScript engine computes the
 * same bits.
 */

/** Closed polygons as x, y, x, y, … Overlapping polygons of the same direction form one area. */
export interface Shape {
  readonly contours: readonly (readonly number[])[];
}

/** The number of straight pieces per curve. At the sizes drawn here they stay within a quarter of a pixel of it. */
const CURVE_PIECES = 4;

/** A line built piece by piece. As a shape it is closed with a straight line back to its start. */
export class Outline implements Shape {
  readonly #points: number[];

  constructor(x: number, y: number) {
    this.#points = [x, y];
  }

  get contours(): readonly (readonly number[])[] {
    return [this.#points];
  }

  lineTo(x: number, y: number): this {
    this.#points.push(x, y);
    return this;
  }

  /** Adds a quadratic Bézier curve with the control point (cx, cy) that ends in (x, y). */
  curveTo(cx: number, cy: number, x: number, y: number): this {
    const points = this.#points;
    const fromX = points[points.length - 2] as number;
    const fromY = points[points.length - 1] as number;
    for (let i = 1; i <= CURVE_PIECES; i++) {
      const t = i / CURVE_PIECES;
      const u = 1 - t;
      points.push(u * u * fromX + 2 * u * t * cx + t * t * x, u * u * fromY + 2 * u * t * cy + t * t * y);
    }
    return this;
  }

  /** This line and its mirror image about the axis x = 0, joined to one shape. */
  closedByMirror(): Shape {
    return { contours: [this.#points.concat(mirrorImage(this.#points))] };
  }

  /** This line drawn with a pen of the given width. It suits gentle bends; sharp corners are cut off. */
  stroke(width: number): Shape {
    const points = this.#points;
    const last = points.length - 2;
    const left: number[] = [];
    const right: number[] = [];
    for (let i = 0; i <= last; i += 2) {
      const before = Math.max(0, i - 2);
      const after = Math.min(last, i + 2);
      const alongX = (points[after] as number) - (points[before] as number);
      const alongY = (points[after + 1] as number) - (points[before + 1] as number);
      const half = width / 2 / Math.sqrt(alongX * alongX + alongY * alongY);
      const x = points[i] as number;
      const y = points[i + 1] as number;
      left.push(x - alongY * half, y + alongX * half);
      right.push(y - alongX * half, x + alongY * half);
    }
    return { contours: [left.concat(right.reverse())] };
  }
}

export function box(left: number, top: number, right: number, bottom: number): Shape {
  return { contours: [[left, top, right, top, right, bottom, left, bottom]] };
}

/** An oval, a little fuller than an ellipse. */
export function oval(x: number, y: number, radiusX: number, radiusY: number): Shape {
  const left = x - radiusX;
  const right = x + radiusX;
  const top = y - radiusY;
  const bottom = y + radiusY;
  return new Outline(left, y)
    .curveTo(left, top, x, top)
    .curveTo(right, top, right, y)
    .curveTo(right, bottom, x, bottom)
    .curveTo(left, bottom, left, y);
}

/** The shape and its mirror image about the axis x = 0, for example both sleeves from the right one. */
export function bothSides(shape: Shape): Shape {
  return { contours: shape.contours.concat(shape.contours.map(mirrorImage)) };
}

/** Mirrors and also reverses the line, so that its polygon has the same direction as the original. */
function mirrorImage(points: readonly number[]): number[] {
  const image: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) image.push(-(points[i] as number), points[i + 1] as number);
  return image;
}
