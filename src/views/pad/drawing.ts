import type { GreyImage } from '../../../worker/protocol';

export const TOOLS = ['shape', 'pen', 'eraser'] as const;
/** `shape` fills what a stroke runs around. */
export type Tool = (typeof TOOLS)[number];

/** A line through points. All lengths are shares of the drawing's edge. */
export interface Stroke {
  readonly tool: Tool;
  readonly width: number;
  /** x and y of each point in turn, 0 to 1 from the upper left. */
  readonly points: number[];
}

/** A picture that fits into the square, in the middle of it. */
interface Photo {
  readonly tool: 'photo';
  readonly picture: ImageBitmap;
}

type Mark = Stroke | Photo | { readonly tool: 'clear' };

/** Edge of the grey image that a drawing is sent as: five pixels for each one of the result, and a black border around. */
const GREY_EDGE = 142;

/** What a visitor has drawn or chosen, as a list of marks that can be taken back, and painted on a square canvas. */
export class Drawing {
  readonly #context: CanvasRenderingContext2D;
  #ink: string;
  #marks: Mark[] = [];

  /** @param ink a colour that a canvas knows */
  constructor(canvas: HTMLCanvasElement, ink: string) {
    this.#context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    this.#ink = ink;
  }

  get canUndo(): boolean {
    return this.#marks.length > 0;
  }

  /** Whether there is nothing to look at, erased strokes not counted. */
  get isBlank(): boolean {
    return this.#visible().every(({ tool }) => tool === 'eraser' || tool === 'clear');
  }

  get hasPhoto(): boolean {
    return this.#visible()[0]?.tool === 'photo';
  }

  get ink(): string {
    return this.#ink;
  }

  /** Paints everything anew in another colour. */
  set ink(ink: string) {
    if (ink === this.#ink) return;
    this.#ink = ink;
    this.#repaint();
  }

  /** Adds a stroke, whose points may be yet to come. */
  begin(stroke: Stroke): void {
    this.#marks.push(stroke);
    this.#paint(stroke);
  }

  /** Goes on with the last stroke. What a shape encloses changes with each point, so all is painted anew. */
  extend(points: readonly number[]): void {
    const stroke = this.#marks.at(-1);
    if (!stroke || !('points' in stroke)) return;
    const before = stroke.points.slice(-2);
    stroke.points.push(...points);
    if (stroke.tool === 'shape') this.#repaint();
    else this.#line(stroke, [...before, ...points]);
  }

  /** Puts a photo, no larger than the square, in place of everything. */
  show(picture: ImageBitmap): void {
    this.#marks.push({ tool: 'photo', picture });
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

  /** What the trainer is to look at: a photo with what was drawn on it, or the strokes alone, white on black. */
  async picture(): Promise<ImageBitmap | GreyImage> {
    const { canvas } = this.#context;
    const photo = this.#visible()[0];
    if (photo?.tool === 'photo') {
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

  /** The marks since everything was cleared or covered. */
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
    // From its first point to itself, so that a single one is a dot.
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

/** Where something begins that lies in the middle. */
const middle = (edge: number, length: number) => (edge - length) >> 1;

/**
 * A picture file, as large as it can be in a square. The browser scales it beside the page's thread, which a photo of a
 * phone would hold up.
 */
export async function fitPhoto(file: Blob, edge: number): Promise<ImageBitmap> {
  const photo = await createImageBitmap(file);
  const scale = edge / Math.max(photo.width, photo.height);
  const [resizeWidth, resizeHeight] = [photo.width, photo.height].map((length) =>
    Math.max(1, Math.round(length * scale)),
  ) as [number, number];
  const fitted = await createImageBitmap(photo, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  photo.close();
  return fitted;
}

/** How much ink there is, whatever its colour. The border stays black: it tells the trainer which is the ground. */
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
