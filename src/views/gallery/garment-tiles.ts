import type { Examination } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick } from '../../language/format-numbers';
import type { GarmentSprite } from './garment-sprite';
import { GALLERY } from './sample-gallery.wording';
import { BAR_SPACE, FONT_SIZE, LEADING, MARGIN, type TileGrid, tilesWithin } from './tile-grid';

/** What the visible part of a grid shows. */
export interface TileScene {
  readonly grid: TileGrid;
  readonly scrollTop: number;
  /** Indices of the garments; null draws placeholders. */
  readonly order: readonly number[] | null;
  readonly examination: Examination | null;
  readonly classNames: readonly string[];
  readonly sprite: GarmentSprite | null;
}

/**
 * Draws the tiles visible in a canvas of the window's size: the garment, a bar for the confidence, and the predicted
 * class. If the prediction is wrong the bar is thick, and the actual class is written below.
 *
 * Colours and font come from the canvas's style: `color` is the ink, `outline-color` marks mistakes, `caret-color` is
 * for secondary text and `text-decoration-color` for hairlines.
 */
export function drawTiles(canvas: HTMLCanvasElement, scene: TileScene): void {
  const { grid, scrollTop, order, examination, classNames, sprite } = scene;
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  const style = getComputedStyle(canvas);
  const size = Number.parseFloat(style.fontSize);
  const px = (length: number) => Math.round(length * ratio);
  const margin = (MARGIN * size) / FONT_SIZE;
  const barSpace = (BAR_SPACE * size) / FONT_SIZE;
  resize(canvas, px(clientWidth), px(clientHeight));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = false;
  const edge = px(grid.edge);

  const [from, to] = tilesWithin(grid, scrollTop, clientHeight, order?.length ?? Number.POSITIVE_INFINITY);
  const tiles = Array.from({ length: to - from }, (_, i) => {
    const position = from + i;
    return {
      index: order?.[position] ?? -1,
      x: px((position % grid.columns) * grid.width),
      y: px(Math.floor(position / grid.columns) * grid.height + margin - scrollTop),
    };
  });
  const missing = tiles.filter(({ index, x, y }) => !sprite?.draw(context, index, x, y, edge));
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = style.color;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'source-over';

  context.fillStyle = style.textDecorationColor;
  context.globalAlpha = 0.5;
  for (const { x, y } of missing) context.fillRect(x, y, edge, edge);
  context.globalAlpha = 1;

  context.textBaseline = 'alphabetic';
  const wordWidth = px(grid.width - 1.25 * margin);
  const font = (weight: string) => `${weight} ${size * ratio}px ${style.fontFamily}`;
  for (const { index, x, y } of tiles) {
    const bar = y + edge + px(barSpace / 3);
    context.fillStyle = style.textDecorationColor;
    context.fillRect(x, bar, edge, px(1));
    const label = examination?.labels[index];
    if (!examination || label === undefined) continue;
    const guess = examination.predicted[index] as number;
    const sureness = examination.confidence[index] as number;
    const isWrong = guess !== label;
    const line = bar + px(barSpace * (2 / 3) + size);
    const name = (classIndex: number) => className(classNames[classIndex] ?? '');
    context.fillStyle = isWrong ? style.outlineColor : style.caretColor;
    context.fillRect(x, bar, Math.round(edge * sureness), px(isWrong ? 4 : 1));
    context.font = font(isWrong ? '600' : '400');
    context.fillText(GALLERY.guess(name(guess), formatAccuracyTick(sureness)), x, line, wordWidth);
    if (!isWrong) continue;
    context.font = font('400');
    context.fillStyle = style.caretColor;
    context.fillText(GALLERY.notLabel(name(label)), x, line + px(LEADING * size), wordWidth);
  }
}

/** Setting the size clears a canvas and allocates its memory again, even if the size stays the same. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
