import type { Shape } from './outline';

/** Width and height of a picture in pixels. */
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/** Accumulators per row: one per pixel and two more, into which an edge at the right border spills. */
const STRIDE = SIDE + 2;

/** More than rounding can move a point (in pixels) or leave as a remainder of an area. */
const ROUNDING = 1e-6;

/** The transform from garment coordinates to the picture: scaled about its middle, sheared, moved (in pixels). */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  /** Pixels to the right per pixel below the middle. */
  readonly shear: number;
  readonly moveX: number;
  readonly moveY: number;
}

/**
 * A greyscale picture that starts black and onto which anti-aliased shapes are painted. Tones range from 0 to 1.
 *
 * The coverage of a pixel is the exact share of its area inside the shape. Every edge adds its signed area to the pixels it crosses,
 * and the remainder to the next pixel. Summing a row from left to right then gives the coverage (the method of Raph Levien's
 * font-rs). Where contours of the same direction overlap, the sum exceeds 1 and is limited to 1.
 */
export class Canvas {
  /** The brightness of the cloth at each pixel, which `paint` uses. Shape (28, 28). */
  readonly cloth = new Float32Array(PIXELS);
  readonly #tones = new Float32Array(PIXELS); // (28, 28)
  #vertices = new Float64Array(256); // (vertices, 2), x and y of one contour in pixels
  readonly #areas = new Float64Array(SIDE * STRIDE); // (28, 30), all zero between two shapes
  #placement: Placement = { scaleX: 1, scaleY: 1, shear: 0, moveX: 0, moveY: 0 };

  /** Makes the picture black and sets the transform of the shapes that follow. */
  begin(placement: Placement): void {
    this.#tones.fill(0);
    this.#placement = placement;
  }

  /** Fills a shape with the cloth, `brightness` times as bright. */
  paint(shape: Shape, brightness = 1): void {
    this.#lay(shape, brightness, 0, 0);
  }

  /** Fills a shape with a single tone. */
  fill(shape: Shape, brightness: number): void {
    this.#lay(shape, 0, 0, brightness);
  }

  /** Multiplies the tones inside a shape by a factor. Black stays black, so details never extend beyond the garment. */
  shade(shape: Shape, factor: number): void {
    this.#lay(shape, 0, factor, 0);
  }

  /**
   * Writes the picture as 784 bytes.
   * @param grain the strength of the noise on the garment, as a share of its tone; the background stays 0
   * @param noiseSeed any non-zero 32-bit integer
   */
  develop(into: Uint8Array, grain: number, noiseSeed: number): void {
    const tones = this.#tones;
    const unit = grain / 0x80000000;
    let noise = noiseSeed | 0;
    for (let i = 0; i < PIXELS; i++) {
      const tone = tones[i] as number;
      if (tone === 0) {
        into[i] = 0;
        continue;
      }
      // Marsaglia's xorshift32. Drawing from the main stream for each pixel would take longer than the whole garment.
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      const level = 255 * tone * (1 + unit * noise) + 0.5;
      into[i] = Math.min(255, level);
    }
  }

  /** Blends covered pixels towards a sum: a multiple of the cloth, a multiple of their own tone, and a constant. */
  #lay(shape: Shape, ofCloth: number, ofTone: number, constant: number): void {
    const { left, top, right, bottom } = this.#addShape(shape);
    const areas = this.#areas;
    const tones = this.#tones;
    const cloth = this.cloth;
    for (let row = top; row < bottom; row++) {
      let sum = 0;
      for (let column = left; column < right; column++) {
        sum += areas[row * STRIDE + column] as number;
        const area = Math.abs(sum);
        if (area < ROUNDING) continue;
        const i = row * SIDE + column;
        const tone = tones[i] as number;
        const laid = ofCloth * (cloth[i] as number) + ofTone * tone + constant;
        tones[i] = tone + Math.min(1, area) * (laid - tone);
      }
    }
    areas.fill(0, top * STRIDE, bottom * STRIDE);
  }

  /** Adds all edges of a shape. Returns the bounds of the pixels it may touch; right and bottom are exclusive. */
  #addShape(shape: Shape) {
    let left = SIDE;
    let top = SIDE;
    let right = 0;
    let bottom = 0;
    for (const contour of shape.contours) {
      this.#place(contour);
      const vertices = this.#vertices;
      for (let i = 0; i < contour.length; i += 2) {
        this.#addEdge(i, i + 2 < contour.length ? i + 2 : 0);
        const x = vertices[i] as number;
        const y = vertices[i + 1] as number;
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
    }
    return {
      left: clampToFrame(Math.floor(left - ROUNDING)),
      top: clampToFrame(Math.floor(top)),
      right: clampToFrame(Math.ceil(right + ROUNDING)),
      bottom: clampToFrame(Math.ceil(bottom)),
    };
  }

  #place(contour: readonly number[]): void {
    if (contour.length > this.#vertices.length) this.#vertices = new Float64Array(contour.length * 2);
    const vertices = this.#vertices;
    const { scaleX, scaleY, shear, moveX, moveY } = this.#placement;
    const middle = SIDE / 2;
    for (let i = 0; i < contour.length; i += 2) {
      const y = ((contour[i + 1] as number) - middle) * scaleY + moveY;
      vertices[i] = middle + moveX + (contour[i] as number) * scaleX + y * shear;
      vertices[i + 1] = middle + y;
    }
  }

  /**
   * Adds the edge between two vertices, row by row. The vertices are given by the index of their x. The height of an edge that runs
   * upwards is negative.
   */
  #addEdge(from: number, to: number): void {
    const areas = this.#areas;
    const vertices = this.#vertices;
    const x0 = vertices[from] as number;
    const y0 = vertices[from + 1] as number;
    const x1 = vertices[to] as number;
    const y1 = vertices[to + 1] as number;
    if (y0 === y1) return;
    const slope = (x1 - x0) / (y1 - y0);
    const direction = y0 < y1 ? 1 : -1;
    const bottom = Math.min(SIDE, Math.max(y0, y1));
    let y = Math.max(0, Math.min(y0, y1));
    let x = x0 + (y - y0) * slope;
    while (y < bottom) {
      const row = Math.floor(y);
      const nextY = Math.min(row + 1, bottom);
      const nextX = x0 + (nextY - y0) * slope;
      const left = clampToFrame(Math.min(x, nextX));
      const right = clampToFrame(Math.max(x, nextX));
      const height = (nextY - y) * direction;
      let column = Math.floor(left);
      let sweptBefore = 0; // area between the edge and the right border of the pixels so far, per unit of height
      let coveredBefore = 0;
      do {
        const border = column + 1;
        const swept =
          border < right
            ? ((border - left) * (border - left)) / (2 * (right - left))
            : border - (left + right) / 2;
        const covered = (swept - sweptBefore) * height;
        const i = row * STRIDE + column;
        areas[i] = (areas[i] as number) + covered - coveredBefore;
        sweptBefore = swept;
        coveredBefore = covered;
        column = border;
      } while (column < right);
      areas[row * STRIDE + column] = (areas[row * STRIDE + column] as number) + height - coveredBefore;
      x = nextX;
      y = nextY;
    }
  }
}

function clampToFrame(x: number): number {
  return Math.min(SIDE, Math.max(0, x));
}
