import type { AxisRange } from './chart-range';

/** What the axes of a drawing are marked with. */
export interface PlotAxis {
  readonly range: AxisRange;
  /** Distances that marks may have, rising. */
  readonly steps: readonly number[];
  /** Least room between two marks, in CSS pixels. */
  readonly room: number;
  readonly format: (value: number) => string;
}

export interface PlotStyle {
  readonly ink: string;
  readonly grid: string;
  readonly fontFamily: string;
}

/** Room around the area for the marks of the axes and for a dot at the right end, in CSS pixels. */
const LEFT = 40;
const RIGHT = 16;
const TOP = 8;
const BOTTOM = 26;
const GAP = 8;
const FONT_SIZE = 12;

/**
 * A canvas with two linear axes. All lengths are CSS pixels, from the canvas' upper left corner; the canvas itself has as
 * many pixels as the screen.
 */
export class PlotArea {
  readonly context: CanvasRenderingContext2D;
  readonly left = LEFT;
  readonly top = TOP;
  width = 0;
  height = 0;
  readonly #canvas = document.createElement('canvas');
  readonly #target: HTMLElement;
  #x: AxisRange = [0, 1];
  #y: AxisRange = [0, 1];

  constructor(target: HTMLElement) {
    this.#target = target;
    this.context = this.#canvas.getContext('2d') as CanvasRenderingContext2D;
    target.append(this.#canvas);
  }

  get right(): number {
    return this.left + this.width;
  }

  get bottom(): number {
    return this.top + this.height;
  }

  /** Clears the canvas, gives it the target's size, and draws the axes with a grid of horizontal lines. */
  begin(x: PlotAxis, y: PlotAxis, { ink, grid, fontFamily }: PlotStyle): void {
    this.#fit();
    this.#x = x.range;
    this.#y = y.range;
    const { context } = this;
    context.font = `${FONT_SIZE}px ${fontFamily}`;
    context.fillStyle = ink;
    context.textAlign = 'end';
    context.textBaseline = 'middle';
    for (const value of marks(y, this.height)) {
      this.#rule(this.left, this.y(value), this.right, this.y(value), grid);
      context.fillText(y.format(value), this.left - GAP, this.y(value));
    }
    this.#rule(this.left, this.bottom, this.right, this.bottom, ink);
    context.textAlign = 'center';
    context.textBaseline = 'top';
    for (const value of marks(x, this.width)) {
      context.fillText(x.format(value), this.x(value), this.bottom + GAP);
    }
  }

  /** Where a value of the x axis lies. */
  x(value: number): number {
    return this.left + (this.width * (value - this.#x[0])) / (this.#x[1] - this.#x[0]);
  }

  /** Where a value of the y axis lies. */
  y(value: number): number {
    return this.bottom - (this.height * (value - this.#y[0])) / (this.#y[1] - this.#y[0]);
  }

  /** The value of the x axis at a distance from the left. */
  valueAt(x: number): number {
    return this.#x[0] + ((x - this.left) / this.width) * (this.#x[1] - this.#x[0]);
  }

  /** A position in the window, from the canvas' upper left corner. */
  locate(clientX: number, clientY: number): readonly [x: number, y: number] {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** A line through the points that have a value; what has none is bridged. */
  line(
    xs: readonly number[],
    ys: readonly (number | null)[],
    colour: string,
    width: number,
    dash: readonly number[] = [],
  ): void {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.setLineDash([...dash]);
    context.beginPath();
    ys.forEach((y, i) => {
      if (y !== null) context.lineTo(this.x(xs[i] as number), this.y(y));
    });
    context.stroke();
    context.setLineDash([]);
  }

  /** Draws inside of the axes alone, and as far as `beyond` the right end. */
  inside(draw: () => void, beyond = 0): void {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(this.left, this.top, this.width + beyond, this.height);
    context.clip();
    draw();
    context.restore();
  }

  remove(): void {
    this.#canvas.remove();
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.#target;
    const ratio = devicePixelRatio;
    this.width = Math.max(1, clientWidth - LEFT - RIGHT);
    this.height = Math.max(1, clientHeight - TOP - BOTTOM);
    const canvas = this.#canvas;
    // Setting a canvas' size clears it, and costs its memory anew.
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, clientWidth, clientHeight);
  }

  /** A hairline on whole pixels of the screen. */
  #rule(fromX: number, fromY: number, toX: number, toY: number, colour: string): void {
    const { context } = this;
    const sharp = (value: number) => (Math.round(value * devicePixelRatio) + 0.5) / devicePixelRatio;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(fromX, sharp(fromY));
    context.lineTo(toX, sharp(toY));
    context.stroke();
  }
}

/** The multiples of the smallest step that leaves enough room between two of them. */
export function marks({ range: [from, to], steps, room }: Omit<PlotAxis, 'format'>, length: number): number[] {
  const fits = (step: number) => (step / (to - from)) * length >= room;
  const step = steps.find(fits) ?? (steps.at(-1) as number);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
