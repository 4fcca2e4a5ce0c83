import type { AxisRange } from './chart-range';
import type { Shape } from './shapes';

/** How an axis of a drawing is labelled. */
export interface PlotAxis {
  readonly range: AxisRange;
  /** Possible distances between ticks, in ascending order. */
  readonly steps: readonly number[];
  /** Minimum distance between two ticks, in CSS pixels. */
  readonly room: number;
  readonly format: (value: number) => string;
}

/** Space around the area for axis labels and for a dot at the right end, in CSS pixels. */
const LEFT = 40;
const RIGHT = 16;
const TOP = 8;
const BOTTOM = 26;
const GAP = 8;
const FONT_SIZE = 12;
/** Height of digits, as a share of the font's size. */
const DIGIT_HEIGHT = 0.72;

/** Two linear axes in a rectangle. All lengths are CSS pixels from its upper left corner. */
export class PlotArea {
  readonly left = LEFT;
  readonly top = TOP;
  readonly width: number;
  readonly height: number;
  readonly #x: PlotAxis;
  readonly #y: PlotAxis;

  /** @param width of the whole drawing, axis labels included; the same holds for `height` */
  constructor(width: number, height: number, x: PlotAxis, y: PlotAxis) {
    this.width = Math.max(1, width - LEFT - RIGHT);
    this.height = Math.max(1, height - TOP - BOTTOM);
    this.#x = x;
    this.#y = y;
  }

  get right(): number {
    return this.left + this.width;
  }

  get bottom(): number {
    return this.top + this.height;
  }

  /** The axes with their labels, and a grid of horizontal lines. */
  axes(): Shape[] {
    const { left, right, bottom } = this;
    const mark = { kind: 'text', size: FONT_SIZE, colour: 'muted' } as const;
    const rows = marks(this.#y, this.height).flatMap((value): Shape[] => {
      const y = this.y(value);
      const words = this.#y.format(value);
      return [
        { kind: 'rule', from: left, to: right, y, colour: 'line' },
        { ...mark, words, x: left - GAP, y: y + (FONT_SIZE * DIGIT_HEIGHT) / 2, anchor: 'end' },
      ];
    });
    const columns = marks(this.#x, this.width).map((value): Shape => {
      const y = bottom + GAP + FONT_SIZE * DIGIT_HEIGHT;
      return { ...mark, words: this.#x.format(value), x: this.x(value), y, anchor: 'middle' };
    });
    return [...rows, { kind: 'rule', from: left, to: right, y: bottom, colour: 'muted' }, ...columns];
  }

  /** The x position of a value. */
  x(value: number): number {
    const [from, to] = this.#x.range;
    return this.left + (this.width * (value - from)) / (to - from);
  }

  /** The y position of a value. */
  y(value: number): number {
    const [from, to] = this.#y.range;
    return this.bottom - (this.height * (value - from)) / (to - from);
  }

  /** The x value at a position. */
  valueAt(x: number): number {
    const [from, to] = this.#x.range;
    return from + ((x - this.left) / this.width) * (to - from);
  }

  /** The points that have a value. The line bridges the gaps between them. */
  points(xs: readonly number[], ys: readonly (number | null)[]): number[] {
    return ys.flatMap((y, i) => (y === null ? [] : [this.x(xs[i] as number), this.y(y)]));
  }

  /** Clips shapes to the plot area, extended by `beyond` on the right. */
  inside(shapes: readonly Shape[], beyond = 0): Shape {
    return { kind: 'group', clip: [this.left, this.top, this.width + beyond, this.height], shapes };
  }
}

/** Ticks at the multiples of the smallest step that keeps them far enough apart. */
export function marks({ range: [from, to], steps, room }: Omit<PlotAxis, 'format'>, length: number): number[] {
  const fits = (step: number) => (step / (to - from)) * length >= room;
  const step = steps.find(fits) ?? (steps.at(-1) as number);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
