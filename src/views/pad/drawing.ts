import type { GreyImage, ReadPhoto } from '../../../worker/protocol';

export const TOOLS = ['shape', 'pen', 'eraser'] as const;
/** `shape` fills the area that a stroke encloses. */
export type Tool = (typeof TOOLS)[number];

/** A line through points. All lengths are fractions of the drawing's edge. */
export interface Stroke {
  readonly tool: Tool;
  readonly width: number;
  /** x and y of each point alternating, 0 to 1 from the upper left corner. */
  readonly points: number[];
}

/** A picture that fits into the square, centred. */
interface Photo extends ReadPhoto {
  readonly tool: 'photo';
}

type Mark = Stroke | Photo | { readonly tool: 'clear' };

/** Edge of the grey image sent to the trainer: five pixels per pixel of the result, plus a black border. */
const GREY_EDGE = 142;

/** What a visitor has drawn or chosen: a list of marks that can be undone, painted on a square canvas. */
export class Drawing {
  readonly #context: CanvasRenderingContext2D;
  #ink: string;
  #marks: Mark[] = [];

  /** @param ink any CSS colour */
  constructor(canvas: HTMLCanvasElement, ink: string) {
    this.#context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    this.#ink = ink;
  }

  get canUndo(): boolean {
    return this.#marks.length > 0;
  }

  /** Whether nothing is visible. Eraser strokes do not count. */
  get isBlank(): boolean {
    return this.#visible().every(({ tool }) => tool === 'eraser' || tool === 'clear');
  }

  /** The photo below the strokes, if there is one. */
  get photo(): ReadPhoto | null {
    const first = this.#visible()[0];
    return first?.tool === 'photo' ? first : null;
  }

  get ink(): string {
    return this.#ink;
  }

  /** Repaints everything in another colour. */
  set ink(ink: string) {
    if (ink === this.#ink) return;
    this.#ink = ink;
    this.#repaint();
  }

  /** Adds a stroke. Its points may follow later. */
  begin(stroke: Stroke): void {
    this.#marks.push(stroke);
    this.#paint(stroke);
  }

  /** Extends the last stroke. Each point changes what a shape encloses, so everything is repainted. */
  extend(points: readonly number[]): void {
    const stroke = this.#marks.at(-1);
    if (!stroke || !('points' in stroke)) return;
    const before = stroke.points.slice(-2);
    stroke.points.push(...points);
    if (stroke.tool === 'shape') this.#repaint();
    else this.#line(stroke, [...before, ...points]);
  }

  /** Replaces everything with a photo no larger than the square. */
  show(photo: ReadPhoto): void {
    this.#marks.push({ tool: 'photo', ...photo });
    this.#repaint();
  }

  clear(): void {
    if (!this.isBlank) this.#marks.push({ tool: 'clear' });
    this.#repaint();
  }

  undo(): void {
    this.#marks.pop();
    this.#repaint();
  }

  /** The image for the trainer: the photo with the strokes on it, or the strokes alone, white on black. */
  async picture(): Promise<ImageBitmap | GreyImage> {
    const { canvas } = this.#context;
    const { photo } = this;
    if (photo) {
      const { width, height } = photo.picture;
      return createImageBitmap(
        canvas,
        middle(canvas.width, width),
        middle(canvas.height, height),
        width,
        height,
      );
    }
    return greyOf(canvas);
  }

  /** The marks since the drawing was last cleared or covered. */
  #visible(): readonly Mark[] {
    const start = this.#marks.findLastIndex(({ tool }) => tool === 'clear' || tool === 'photo');
    return this.#marks.slice(Math.max(0, start));
  }

  #repaint(): void {
    const { canvas } = this.#context;
    this.#context.clearRect(0, 0, canvas.width, canvas.height);
    for (const mark of this.#visible()) this.#paint(mark);
  }

  #paint(mark: Mark): void {
    if (mark.tool === 'clear') return;
    if (mark.tool !== 'photo') {
      this.#line(mark, mark.points, mark.tool === 'shape');
      return;
    }
    const { canvas } = this.#context;
    const { width, height } = mark.picture;
    this.#context.drawImage(mark.picture, middle(canvas.width, width), middle(canvas.height, height));
  }

  #line({ tool, width }: Stroke, points: readonly number[], isFilled = false): void {
    const context = this.#context;
    const edge = context.canvas.width;
    context.globalCompositeOperation = tool === 'eraser' ? 'destination-out' : 'source-over';
    context.strokeStyle = context.fillStyle = this.#ink;
    context.lineWidth = width * edge;
    context.lineCap = context.lineJoin = 'round';
    context.beginPath();
    // Starts and ends at the first point, so that a single point becomes a dot.
    context.moveTo((points[0] as number) * edge, (points[1] as number) * edge);
    for (let i = 0; i < points.length; i += 2) {
      context.lineTo((points[i] as number) * edge, (points[i + 1] as number) * edge);
    }
    if (isFilled) {
      context.closePath();
      context.fill();
    }
    context.stroke();
    context.globalCompositeOperation = 'source-over';
  }
}

/** The start of something centred in the square. */
const middle = (edge: number, length: number) => (edge - length) >> 1;

/** The amount of ink, regardless of colour. The border stays black, so the trainer knows which colour is the background. */
function greyOf(canvas: HTMLCanvasElement): GreyImage {
  const small = document.createElement('canvas');
  small.width = small.height = GREY_EDGE;
  const context = small.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 1, 1, GREY_EDGE - 2, GREY_EDGE - 2);
  const { data } = context.getImageData(0, 0, GREY_EDGE, GREY_EDGE);
  const values = new Uint8Array(GREY_EDGE * GREY_EDGE);
  for (let i = 0; i < values.length; i++) values[i] = data[4 * i + 3] as number;
  return { width: GREY_EDGE, height: GREY_EDGE, values };
}
