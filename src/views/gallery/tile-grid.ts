import { GARMENT_EDGE } from '../../ui/garment-canvas';

/** The font size for which the lengths below are, in CSS pixels. With larger text, everything in a tile is larger. */
export const FONT_SIZE = 12;
/** CSS pixels on the screen per pixel of a garment. */
const PIXEL = 2;
export const MARGIN = 8;
/** Space below the garment for the confidence bar and its margins. */
export const BAR_SPACE = 12;
/** Line height of the text, in font sizes. */
export const LEADING = 1.3;
/** Minimum width of a tile, in font sizes, so that its text fits. */
const NARROWEST = 7.5;

/** A grid of tiles, in CSS pixels. */
export interface TileGrid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Edge of a garment: a whole number of device pixels per garment pixel, so that all pixels are equally wide. */
  readonly edge: number;
}

/**
 * As many columns as fit with the minimum tile width.
 * @param ratio device pixels per CSS pixel
 */
export function tileGrid(width: number, fontSize: number, ratio: number): TileGrid {
  const scale = fontSize / FONT_SIZE;
  const edge = (GARMENT_EDGE * Math.max(1, Math.round(PIXEL * scale * ratio))) / ratio;
  const columns = Math.max(1, Math.floor(width / (NARROWEST * fontSize)));
  return {
    columns,
    width: width / columns,
    height: Math.ceil(edge + (1.5 * MARGIN + BAR_SPACE) * scale + 2 * LEADING * fontSize),
    edge,
  };
}

/** Positions of the tiles that are at least partly visible in a window: from, to (exclusive). */
export function tilesWithin(grid: TileGrid, top: number, height: number, count: number): [number, number] {
  const row = Math.max(0, Math.floor(top / grid.height));
  const end = Math.ceil((top + height) / grid.height);
  return [Math.min(count, row * grid.columns), Math.min(count, end * grid.columns)];
}

/** The position that a key moves to, in a grid of `count` tiles seen through a window of `height` pixels; null for other keys. */
export function tileAfterKey(
  key: string,
  position: number,
  grid: TileGrid,
  height: number,
  count: number,
): number | null {
  const { columns } = grid;
  const page = columns * Math.max(1, Math.floor(height / grid.height));
  const to = {
    ArrowLeft: position - 1,
    ArrowRight: position + 1,
    ArrowUp: position < columns ? position : position - columns,
    ArrowDown: position + columns < count ? position + columns : position,
    PageUp: position - page,
    PageDown: position + page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(to, count - 1));
}

/** Where a tile lies in its grid, in CSS pixels. */
export function placeOfTile({ columns, width, height }: TileGrid, position: number) {
  return { left: (position % columns) * width, top: Math.floor(position / columns) * height, width, height };
}

/** Position of the tile at a point of a grid of `count` tiles, or -1. */
export function tileAt(grid: TileGrid, x: number, y: number, count: number): number {
  const column = Math.floor(x / grid.width);
  const position = Math.floor(y / grid.height) * grid.columns + column;
  return column >= 0 && column < grid.columns && position >= 0 && position < count ? position : -1;
}
