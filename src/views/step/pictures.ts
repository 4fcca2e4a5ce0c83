import { colourLimit } from './statistics';

/** Colours as RGB bytes, by the names of the view's probes. */
export type Colours = Readonly<Record<ColourName, readonly number[]>>;
export const COLOUR_NAMES = [
  'negative',
  'surface',
  'positive',
  'ink',
  'line',
  'accent',
  'wrong',
  'edge',
] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

/** Paints a canvas of the view. The view calls it after each update, and when the colours change. */
export type Paint = (context: CanvasRenderingContext2D, colours: Colours) => void;

/** A colour for a canvas context. */
export const cssOf = (colour: readonly number[]) => `rgb(${colour.join()})`;

/** The value of a pixel; undefined outside the picture. */
type ValueAt = (x: number, y: number) => number | undefined;

/** Paints one pixel per value: blue-green above 0, orange below, the background at 0. Values beyond the limit have the colour of the limit. */
export function valuesAsPixels(valueAt: ValueAt, limit: number): Paint {
  return (context, { negative, surface, positive }) => {
    const { width, height } = context.canvas;
    const image = context.createImageData(width, height);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i += 4) {
        const value = valueAt(x, y);
        if (value === undefined) continue;
        const share = limit > 0 ? Math.max(-1, Math.min(1, value / limit)) : 0;
        const end = share < 0 ? negative : positive;
        for (let channel = 0; channel < 3; channel++) {
          const zero = surface[channel] as number;
          image.data[i + channel] = zero + ((end[channel] as number) - zero) * Math.abs(share);
        }
        image.data[i + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  };
}

/** A matrix as a picture: a row of pixels for each row, starting at `first`. */
export function matrixPicture(values: Float32Array, columns: number, first = 0): Paint {
  return valuesAsPixels((x, y) => values[(first + y) * columns + x], colourLimit(values));
}

const EDGE = 28;
/** Each picture of a unit has a margin of one pixel on every side. */
const PITCH = EDGE + 2;
const PER_ROW = 4;
/** How many units of the first layer are shown. */
export const MOST_PICTURES = 16;

/** The size of a sheet of units' pictures, in pixels. */
export function sheetSize(units: number): { readonly width: number; readonly height: number } {
  const shown = Math.min(units, MOST_PICTURES);
  return { width: Math.min(shown, PER_ROW) * PITCH, height: Math.ceil(shown / PER_ROW) * PITCH };
}

/**
 * The first units of a kernel as pictures of 28 × 28, four in a row.
 * @param kernel shape (784, units)
 */
export function unitPictures(kernel: Float32Array, units: number, limit = colourLimit(kernel)): Paint {
  return valuesAsPixels((x, y) => {
    const [column, row] = [(x % PITCH) - 1, (y % PITCH) - 1];
    const unit = Math.floor(y / PITCH) * PER_ROW + Math.floor(x / PITCH);
    if (column < 0 || row < 0 || column >= EDGE || row >= EDGE || unit >= units) return undefined;
    return kernel[(row * EDGE + column) * units + unit];
  }, limit);
}

/** Paints counts as bars. Their heights are logarithms, so that a count of one is visible beside a count of thousands. The middle is marked. */
export function histogramPicture(counts: Uint32Array): Paint {
  return (context, { ink, edge }) => {
    const { width, height } = context.canvas;
    const top = Math.log1p(Math.max(...counts, 1));
    const perBin = width / counts.length;
    context.clearRect(0, 0, width, height);
    context.fillStyle = cssOf(ink);
    counts.forEach((count, i) => {
      const bar = (Math.log1p(count) / top) * (height - 2);
      context.fillRect(i * perBin, height - 2 - bar, perBin - 1, bar);
    });
    context.fillStyle = cssOf(edge);
    context.fillRect(0, height - 2, width, 2);
    context.fillRect(width / 2 - 1, 0, 1, height);
  };
}

/** Paints a value from 0 to 1 as a bar. */
export function barPicture(share: number, colour: ColourName): Paint {
  return (context, colours) => {
    const { width, height } = context.canvas;
    context.clearRect(0, 0, width, height);
    context.fillStyle = cssOf(colours[colour]);
    context.fillRect(0, 0, Math.max(1, share * width), height);
  };
}
