import type { Activation } from '../../../worker/protocol';
import type { Box } from './network-layout';

/** The colours of the picture, which are read from probe elements. */
export const COLOURS = ['ink', 'muted', 'line', 'edge', 'surface', 'accent', 'positive', 'negative'] as const;
export type Colours = Readonly<Record<(typeof COLOURS)[number], string>>;

/** How text is drawn. */
interface TextStyle {
  /** Longer text is condensed. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly weight?: 400 | 600;
  readonly colour?: keyof Colours;
}

const FUNCTIONS: Readonly<Record<Activation, (z: number) => number>> = {
  relu: (z) => Math.max(0, z) / 3,
  tanh: (z) => (Math.tanh(z) + 1) / 2,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
};

/** Draws the shapes of a network's picture. All lengths are in CSS pixels. */
export class Pencil {
  /** The font size. */
  readonly u: number;
  readonly #context: CanvasRenderingContext2D;
  readonly #colours: Colours;
  readonly #font: string;

  /** @param font the typeface */
  constructor(context: CanvasRenderingContext2D, colours: Colours, u: number, font: string) {
    this.u = u;
    this.#context = context;
    this.#colours = colours;
    this.#font = font;
    context.textBaseline = 'middle';
    context.lineCap = 'round';
  }

  fill(box: Box, colour: keyof Colours, share: number): void {
    const context = this.#context;
    context.globalAlpha = share;
    context.fillStyle = this.#colours[colour];
    context.fillRect(box.x, box.y, box.width, box.height);
    context.globalAlpha = 1;
  }

  /** Draws a pixel with a border in the background's colour, so that it stands out from the garment. */
  spot(box: Box, colour: keyof Colours): void {
    const { x, y, width, height } = box;
    this.fill({ x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, 'surface', 1);
    this.fill(box, colour, 1);
  }

  outline({ x, y, width, height }: Box): void {
    const context = this.#context;
    context.lineWidth = 1;
    context.strokeStyle = this.#colours.line;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  }

  frame({ x, y, width, height }: Box): void {
    const context = this.#context;
    context.lineWidth = 2;
    context.strokeStyle = this.#colours.ink;
    context.strokeRect(x - 1, y - 1, width + 2, height + 2);
  }

  /** The mark of a dead unit. */
  cross({ x, y, width }: Box): void {
    const [near, far] = [0.25 * width, 0.75 * width];
    this.#stroke('muted', 1.25, [
      [x + near, y + near, x + far, y + far],
      [x + near, y + far, x + far, y + near],
    ]);
  }

  /** The area of all connections between two layers. */
  fan(from: Box, to: Box, isUpright: boolean): void {
    const context = this.#context;
    const path = new Path2D();
    if (isUpright) {
      path.moveTo(from.x, from.y + from.height);
      path.lineTo(from.x + from.width, from.y + from.height);
      path.lineTo(to.x + to.width, to.y);
      path.lineTo(to.x, to.y);
    } else {
      path.moveTo(from.x + from.width, from.y);
      path.lineTo(from.x + from.width, from.y + from.height);
      path.lineTo(to.x, to.y + to.height);
      path.lineTo(to.x, to.y);
    }
    context.globalAlpha = 0.35;
    context.fillStyle = this.#colours.line;
    context.fill(path);
    context.globalAlpha = 1;
  }

  /** @param share −1 to 1 of the strongest connection */
  connection(from: Box, to: Box, share: number, isUpright: boolean): void {
    const context = this.#context;
    const [x1, y1] = [from.x + from.width / 2, from.y + from.height / 2];
    const [x2, y2] = isUpright ? [to.x + to.width / 2, to.y] : [to.x, to.y + to.height / 2];
    const path = new Path2D();
    path.moveTo(x1, y1);
    if (isUpright) path.bezierCurveTo(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2, x2, y2);
    else path.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
    context.globalAlpha = 0.35 + 0.65 * Math.abs(share);
    context.lineWidth = 0.75 + 2.25 * Math.abs(share);
    context.strokeStyle = this.#colours[share < 0 ? 'negative' : 'positive'];
    context.setLineDash(share < 0 ? [6, 5] : []);
    context.stroke(path);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  text(words: string, x: number, y: number, style: TextStyle): void {
    const { width, align = 'left', weight = 400, colour = 'ink' } = style;
    const context = this.#context;
    context.font = `${weight} ${0.8125 * this.u}px ${this.#font}`;
    context.textAlign = align;
    // An outline in the background's colour, because text can lie on connections.
    context.lineWidth = 4;
    context.lineJoin = 'round';
    context.strokeStyle = this.#colours.surface;
    context.strokeText(words, x, y, width);
    context.fillStyle = this.#colours[colour];
    context.fillText(words, x, y, width);
  }

  /** A name and, below it or after it, a size. */
  caption({ x, y, width }: Box, name: string, size: string, isLine: boolean): void {
    const { u } = this;
    const first = y + 0.625 * u;
    if (isLine) {
      this.text(name, x, first, { width: 0.35 * width, weight: 600 });
      this.text(size, x + 6.5 * u, first, { width: width - 9 * u, colour: 'muted' });
    } else {
      const middle = x + width / 2;
      this.text(name, middle, first, { width, align: 'center', weight: 600 });
      this.text(size, middle, y + 1.75 * u, { width, align: 'center', colour: 'muted' });
    }
  }

  /** The graph of an activation function in a caption. */
  curve({ x, y, width }: Box, activation: Activation, isLine: boolean): void {
    const { u } = this;
    const across = Math.min(1.75 * u, width);
    const [left, bottom] = isLine
      ? [x + width - across - 0.25 * u, y + u]
      : [x + (width - across) / 2, y + 3.375 * u];
    const at = (i: number): [number, number] => {
      const z = -3 + i / 4;
      return [left + ((z + 3) / 6) * across, bottom - FUNCTIONS[activation](z) * 0.875 * u];
    };
    const points = Array.from({ length: 25 }, (_, i) => at(i));
    this.#stroke('line', 1, [[left, bottom, left + across, bottom]]);
    this.#stroke('ink', 1.5, [points.flat()]);
  }

  #stroke(colour: keyof Colours, width: number, lines: readonly (readonly number[])[]): void {
    const context = this.#context;
    const path = new Path2D();
    for (const line of lines) {
      path.moveTo(line[0] as number, line[1] as number);
      for (let i = 2; i < line.length; i += 2) path.lineTo(line[i] as number, line[i + 1] as number);
    }
    context.lineWidth = width;
    context.strokeStyle = this.#colours[colour];
    context.stroke(path);
  }
}
