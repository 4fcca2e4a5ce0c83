import { Refusal } from '../refusal';
import { brokenPng } from './png-error';

/** Edge of an image, in pixels. */
export const EDGE = 28;

/** How a PNG stores its pixels. */
export interface PngHeader {
  readonly colour: ColourType;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** Samples of a pixel. */
  readonly channels: number;
  readonly isInterlaced: boolean;
}

export type ColourType = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';

/** By the number in the file: the name, the samples of a pixel, and the depths that the standard allows (PNG 3, table 8). */
const COLOUR_TYPES: Readonly<Record<number, readonly [ColourType, number, readonly number[]]>> = {
  0: ['grey', 1, [1, 2, 4, 8, 16]],
  2: ['rgb', 3, [8, 16]],
  3: ['palette', 1, [1, 2, 4, 8]],
  4: ['grey-alpha', 2, [8, 16]],
  6: ['rgba', 4, [8, 16]],
};

/**
 * Reads IHDR. The size is looked at before anything is unpacked.
 * @throws Refusal `png-broken`, `png-size`
 */
export function readHeader(content: Uint8Array): PngHeader {
  if (content.length !== 13) throw brokenPng(`IHDR of ${content.length} bytes`, '13 bytes');
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
    throw brokenPng(`colour type ${type} with ${depth} bits`, 'a combination that PNG has');
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw brokenPng(`compression ${compression}, filter ${filter}, interlace ${interlace}`, '0, 0, and 0 or 1');
  }
  return { colour, depth, channels, isInterlaced: interlace === 1 };
}

function wrongSize(width: number, height: number): Refusal {
  return new Refusal(400, {
    code: 'png-size',
    message: 'The picture has another size than the network looks at.',
    got: `${width} × ${height} pixels`,
    expected: `${EDGE} × ${EDGE} pixels`,
    remedy: 'Scale it to 28 × 28 pixels, bright on black, before it is sent.',
  });
}
