import { Refusal } from '../refusal';
import { brokenPng } from './png-error';

/** Width and height of an image, in pixels. */
export const EDGE = 28;

/** How a PNG stores its pixels. */
export interface PngHeader {
  readonly colour: ColourType;
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** Samples per pixel: 1 to 4. */
  readonly channels: number;
  readonly isInterlaced: boolean;
}

export type ColourType = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';

/** For each colour type number of the file: its name, its samples per pixel, and the depths that the standard allows (PNG 3, table 8). */
const COLOUR_TYPES: Readonly<Record<number, readonly [ColourType, number, readonly number[]]>> = {
  0: ['grey', 1, [1, 2, 4, 8, 16]],
  2: ['rgb', 3, [8, 16]],
  3: ['palette', 1, [1, 2, 4, 8]],
  4: ['grey-alpha', 2, [8, 16]],
  6: ['rgba', 4, [8, 16]],
};

/**
 * Reads the content of the chunk IHDR. It checks the size, so that no pixels of another size are ever decompressed.
 * @throws Refusal `png-broken`, `png-size`
 */
export function readHeader(content: Uint8Array): PngHeader {
  if (content.length !== 13) throw brokenPng(`an IHDR chunk of ${content.length} bytes`, '13 bytes');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  if (width !== EDGE || height !== EDGE) throw wrongSize(width, height);
  const [depth, type, compression, filter, interlace] = content.subarray(8) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [colour, channels, depths] = COLOUR_TYPES[type] ?? [];
  if (!colour || !channels || !depths?.includes(depth)) {
    throw brokenPng(`colour type ${type} with ${depth} bits`, 'a combination that the PNG standard allows');
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw brokenPng(`compression ${compression}, filter ${filter}, interlace ${interlace}`, '0, 0, and 0 or 1');
  }
  return { colour, depth, channels, isInterlaced: interlace === 1 };
}

function wrongSize(width: number, height: number): Refusal {
  return new Refusal(400, {
    code: 'png-size',
    message: 'The picture has the wrong size.',
    got: `${width} × ${height} pixels`,
    expected: `${EDGE} × ${EDGE} pixels`,
    remedy: 'Scale it to 28 × 28 pixels, with a bright garment on black, before you send it.',
  });
}
