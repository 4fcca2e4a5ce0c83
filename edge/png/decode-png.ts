import { IMAGE_PIXELS } from '../../worker/model/classifier';
import { luma } from '../../worker/photo/luma';
import { type PngChunks, pngChunks } from './png-chunks';
import { brokenPng } from './png-error';
import { checkCompressed, pixelBytes, pngSamples } from './png-samples';

/** Decodes PNGs in two steps. The first one costs little, so that all PNGs of a body are checked before any is decompressed. */
export interface PngDecoder {
  /** @throws Refusal `png-broken`, `png-size` */
  open(bytes: Uint8Array): PngChunks;
  /** How many bytes the pixels of a PNG have after decompressing. */
  pixelBytes(png: PngChunks): number;
  /** @returns 784 grey levels @throws Refusal `png-broken` */
  decode(png: PngChunks): Uint8Array;
}

// Shared by all calls, since they are synchronous.
const samples = new Uint16Array(4 * IMAGE_PIXELS);
const colours = new Uint8ClampedArray(4 * IMAGE_PIXELS);

/**
 * Decodes PNGs of 28 × 28 pixels to grey levels. They may have any colour type and depth, and may be interlaced. Colours become grey by
 * the same luma formula as in the page. Transparent pixels are blended with black, the background colour of the data set. Gamma and
 * colour profiles are not applied.
 */
export const PNG_DECODER: PngDecoder = { open, pixelBytes, decode };

function open(bytes: Uint8Array): PngChunks {
  const chunks = pngChunks(bytes);
  checkCompressed(chunks);
  return chunks;
}

function decode(chunks: PngChunks): Uint8Array {
  pngSamples(chunks, samples);
  if (chunks.header.colour === 'palette') colourFromPalette(chunks);
  else colourFromSamples(chunks);
  return luma(colours);
}

function colourFromPalette({ palette, transparency }: PngChunks): void {
  if (transparency && 3 * transparency.length > palette.length) {
    throw brokenPng(`${transparency.length} opacities`, `at most ${palette.length / 3}, one for each colour`);
  }
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const index = samples[pixel] as number;
    if (3 * index >= palette.length) {
      throw brokenPng(
        `a pixel of colour ${index}`,
        `colours below ${palette.length / 3}, the size of the palette`,
      );
    }
    const opacity = (transparency?.[index] ?? 255) / 255;
    for (let k = 0; k < 3; k++) colours[4 * pixel + k] = opacity * (palette[3 * index + k] as number);
  }
}

function colourFromSamples({ header, transparency }: PngChunks): void {
  const { channels, depth, colour } = header;
  const most = 2 ** depth - 1;
  const isGrey = colour.startsWith('grey');
  const hasAlpha = colour.endsWith('a') || colour.endsWith('alpha');
  const key = transparency && transparentColour(transparency, hasAlpha ? 0 : channels);
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const at = pixel * channels;
    const isKey = key?.every((value, k) => samples[at + k] === value);
    const alpha = hasAlpha ? (samples[at + channels - 1] as number) / most : 1;
    const scale = isKey ? 0 : (255 * alpha) / most;
    for (let k = 0; k < 3; k++) colours[4 * pixel + k] = scale * (samples[at + (isGrey ? 0 : k)] as number);
  }
}

/** The one colour that the chunk `tRNS` makes transparent: one value of 16 bits per channel. */
function transparentColour(transparency: Uint8Array, channels: number): readonly number[] {
  if (channels === 0 || transparency.length !== 2 * channels) {
    throw brokenPng(`a tRNS chunk of ${transparency.length} bytes`, `${2 * channels} bytes`);
  }
  return Array.from(
    { length: channels },
    (_, k) => ((transparency[2 * k] as number) << 8) | (transparency[2 * k + 1] as number),
  );
}
