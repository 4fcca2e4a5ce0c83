import { IMAGE_PIXELS } from '../../worker/model/classifier';
import { luma } from '../../worker/photo/grey-picture';
import { type PngChunks, pngChunks } from './png-chunks';
import { brokenPng } from './png-error';
import { pngSamples } from './png-samples';

// Calls are synchronous: one memory for all of them.
const samples = new Uint16Array(4 * IMAGE_PIXELS);
const colours = new Uint8ClampedArray(4 * IMAGE_PIXELS);

/**
 * The grey levels of a PNG of 28 × 28 pixels: any colour type and depth, interlaced or not. Colours become grey by the same luma as
 * in the page, and what is transparent lies on black, the ground of the data set. Gamma and colour profiles are not applied.
 * @returns 784 bytes, row-major
 * @throws Refusal `png-broken`, `png-size`
 */
export function decodePng(bytes: Uint8Array): Uint8Array {
  const chunks = pngChunks(bytes);
  pngSamples(chunks, samples);
  if (chunks.header.colour === 'palette') colourFromPalette(chunks);
  else colourFromSamples(chunks);
  return luma(colours);
}

function colourFromPalette({ palette, transparency }: PngChunks): void {
  if (transparency && 3 * transparency.length > palette.length) {
    throw brokenPng(`${transparency.length} opacities`, `no more than the ${palette.length / 3} colours`);
  }
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const index = samples[pixel] as number;
    if (3 * index >= palette.length) {
      throw brokenPng(`the colour ${index}`, `one of the palette’s ${palette.length / 3}`);
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

/** The colour that `tRNS` makes transparent, sample by sample. */
function transparentColour(transparency: Uint8Array, channels: number): readonly number[] {
  if (channels === 0 || transparency.length !== 2 * channels) {
    throw brokenPng(`a chunk tRNS of ${transparency.length} bytes`, `${2 * channels} bytes`);
  }
  return Array.from(
    { length: channels },
    (_, k) => ((transparency[2 * k] as number) << 8) | (transparency[2 * k + 1] as number),
  );
}
