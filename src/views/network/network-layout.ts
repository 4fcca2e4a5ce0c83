import { GARMENT_EDGE } from '../../ui/garment-canvas';

/** The number of logits and of probabilities. */
export const CLASSES = 10;

/** A rectangle in the picture. All lengths of a layout are in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A layer as squares, row by row. */
export interface LayerGrid extends Box {
  readonly units: number;
  /** The number of units that one square stands for; 1 if there is room for a square per unit. */
  readonly perCell: number;
  readonly cells: number;
  readonly columns: number;
  /** Edge of a square with its margin. */
  readonly edge: number;
}

/** The position of everything in the picture of a network. */
export interface NetworkLayout {
  /** Whether the layers are below each other, as in a narrow column, instead of side by side. */
  readonly isUpright: boolean;
  readonly width: number;
  readonly height: number;
  readonly image: Box;
  /** The hidden layers, first to last, and then the logits. */
  readonly layers: readonly LayerGrid[];
  /** The probabilities: ten rows of the same height. */
  readonly outputs: Box;
  /** The words above the image, each of the layers, and the probabilities. */
  readonly captions: readonly Box[];
}

/** At this width, in units of the font size, the layers are side by side. */
export const SIDE_BY_SIDE = 32;
/** Heights of the picture, in units of the font size. They do not depend on the network, so a page can reserve them. */
export const WIDE_HEIGHT = 24;
export const UPRIGHT_HEIGHT = 46;

/** Edge of a square, in sixteenths of the font size: CSS pixels at the usual size. */
const LEAST_EDGE = 8;
const MOST_EDGE = 20;

/**
 * Places a network in a picture of a width. The squares of all hidden layers have the same size, so the layers can be compared. If the
 * largest layer does not fit even with the smallest squares, each of its squares stands for 2, 4, 8 … consecutive units.
 * @param u the font size
 */
export function networkLayout(hiddenUnits: readonly number[], width: number, u: number): NetworkLayout {
  return width >= SIDE_BY_SIDE * u ? wide(hiddenUnits, width, u) : upright(hiddenUnits, width, u);
}

function wide(hiddenUnits: readonly number[], width: number, u: number): NetworkLayout {
  const head = 4 * u;
  const height = WIDE_HEIGHT * u;
  const area = height - head;
  const centred = (inside: number) => head + (area - inside) / 2;

  const imageEdge = wholePixels(Math.min(11 * u, 0.17 * width));
  const image = { x: 0, y: centred(imageEdge), width: imageEdge, height: imageEdge };
  const outputsWidth = Math.min(Math.max(10 * u, 0.22 * width), 15 * u);
  const row = 1.75 * u;
  const outputs = {
    x: width - outputsWidth,
    y: centred(CLASSES * row),
    width: outputsWidth,
    height: CLASSES * row,
  };
  const logits = gridAt(CLASSES, 1, 1, row, outputs.x - 0.5 * u - row, outputs.y);

  // Of the space between the image and the logits, less than half is for the squares. The rest is for the connections.
  const middle = logits.x - imageEdge;
  const grids = gridsFor(hiddenUnits, u, {
    across: (0.45 * middle) / hiddenUnits.length,
    along: area,
    isUpright: false,
  });
  const used = grids.reduce((sum, grid) => sum + grid.width, 0);
  const gap = (middle - used) / (grids.length + 1);
  let x = imageEdge + gap;
  const layers = grids.map((grid) => {
    const placed = { ...grid, x, y: centred(grid.height) };
    x += grid.width + gap;
    return placed;
  });
  const above = ({ x, width }: Box, spare: number) => ({
    x: x - spare / 2,
    y: 0,
    width: width + spare,
    height: head - 0.5 * u,
  });
  const captions = [
    above(image, 0),
    ...layers.map((layer) => above(layer, 0.9 * gap)),
    above(logits, Math.min(0.9 * gap, 1.9 * u)),
    above({ ...outputs, x: outputs.x + 0.5 * u, width: 6.5 * u }, 0),
  ];
  return { isUpright: false, width, height, image, layers: [...layers, logits], outputs, captions };
}

function upright(hiddenUnits: readonly number[], width: number, u: number): NetworkLayout {
  const line = 1.25 * u;
  const imageEdge = wholePixels(7 * u);
  const image = { x: (width - imageEdge) / 2, y: 0, width: imageEdge, height: imageEdge };
  const bands = 18.5 * u;
  const band = bands / hiddenUnits.length;
  const gap = Math.max(0.75 * u, 0.25 * band);
  const across = band - gap - line;
  const captions: Box[] = [{ x: 0, y: 0, width: Math.max(0, image.x - 0.5 * u), height: 2 * line }];
  const layers = gridsFor(hiddenUnits, u, { across, along: width, isUpright: true }).map((grid, i) => {
    const bottom = 7 * u + (i + 1) * band;
    const y = bottom - (across - grid.height) / 2 - grid.height;
    captions.push({ x: 0, y: y - line, width, height: line });
    return { ...grid, x: (width - grid.width) / 2, y };
  });
  const logitsTop = 29.5 * u;
  const pitch = Math.min(2 * u, width / CLASSES);
  const logits = gridAt(CLASSES, 1, CLASSES, pitch, (width - CLASSES * pitch) / 2, logitsTop);
  captions.push({ x: 0, y: logitsTop - line, width, height: line });
  const outputsTop = logitsTop + 2 * u + line + 0.25 * u;
  captions.push({ x: 0, y: outputsTop - line, width, height: line });
  const outputs = { x: 0, y: outputsTop, width, height: UPRIGHT_HEIGHT * u - outputsTop };
  return {
    isUpright: true,
    width,
    height: UPRIGHT_HEIGHT * u,
    image,
    layers: [...layers, logits],
    outputs,
    captions,
  };
}

/** The space for a layer's squares: along the layer, and across it. */
interface Room {
  readonly along: number;
  readonly across: number;
  readonly isUpright: boolean;
}

/** The hidden layers with squares of the same size, the largest at which all of them fit. */
function gridsFor(hiddenUnits: readonly number[], u: number, room: Room): LayerGrid[] {
  const most = Math.max(...hiddenUnits);
  let step = MOST_EDGE;
  while (step > LEAST_EDGE && capacity((step * u) / 16, room) < most) step--;
  const edge = (step * u) / 16;
  return hiddenUnits.map((units) => {
    let perCell = 1;
    while (Math.ceil(units / perCell) > capacity(edge, room)) perCell *= 2;
    const cells = Math.ceil(units / perCell);
    // As few lines of squares as possible, of nearly the same length.
    const lines = Math.ceil(cells / Math.floor(room.along / edge));
    const length = Math.ceil(cells / lines);
    return gridAt(units, perCell, room.isUpright ? length : Math.ceil(cells / length), edge, 0, 0);
  });
}

function capacity(edge: number, { along, across }: Room): number {
  return Math.floor(along / edge) * Math.floor(across / edge);
}

function gridAt(
  units: number,
  perCell: number,
  columns: number,
  edge: number,
  x: number,
  y: number,
): LayerGrid {
  const cells = Math.ceil(units / perCell);
  const rows = Math.ceil(cells / columns);
  return { units, perCell, cells, columns, edge, x, y, width: columns * edge, height: rows * edge };
}

/** The largest edge up to `most` at which every pixel of the image is a whole number of CSS pixels wide. */
function wholePixels(most: number): number {
  return GARMENT_EDGE * Math.max(1, Math.floor(most / GARMENT_EDGE));
}
