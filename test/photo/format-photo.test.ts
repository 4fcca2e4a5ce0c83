import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPhoto } from '../../worker/photo/format-photo';
import type { GreyImage } from '../../worker/protocol';
import { type Shot, SILHOUETTES, type Silhouette, shoot } from '../fixtures/photographed-garments';
import { rejectionOf } from '../fixtures/trainer-error';

/** A picture whose pixels are a function of their position. */
function picture(width: number, height: number, tone: (x: number, y: number) => number): GreyImage {
  const values = Uint8Array.from({ length: width * height }, (_, i) => tone(i % width, Math.floor(i / width)));
  return { width, height, values };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const isIn = ({ left, top, width, height }: Box, x: number, y: number) =>
  x >= left && x < left + width && y >= top && y < top + height;

/** A box of one tone on a background of another. */
const boxOn = (side: number, box: Box, garment = 255, ground = 0): GreyImage =>
  picture(side, side, (x, y) => (isIn(box, x, y) ? garment : ground));

/** The 784 bytes of an expected result, from a function of the position. */
const frame = (tone: (x: number, y: number) => number) => picture(28, 28, tone).values;
const invert = ({ width, height, values }: GreyImage): GreyImage => ({
  width,
  height,
  values: values.map((value) => 255 - value),
});

/** Places a picture on a larger, black one. */
function place(inner: GreyImage, width: number, height: number, left: number, top: number): GreyImage {
  return picture(width, height, (x, y) =>
    isIn({ left, top, width: inner.width, height: inner.height }, x, y)
      ? (inner.values[(y - top) * inner.width + x - left] as number)
      : 0,
  );
}

describe('scale', () => {
  test('a tall box fills the height and keeps its proportions', async () => {
    const tall = boxOn(100, { left: 60, top: 10, width: 28, height: 56 });
    expect(await formatPhoto(tall)).toEqual(frame((x) => (x >= 7 && x < 21 ? 255 : 0)));
  });

  test('a wide box fills the width and keeps its proportions', async () => {
    const wide = boxOn(100, { left: 3, top: 70, width: 84, height: 21 });
    expect(await formatPhoto(wide)).toEqual(frame((_, y) => (y >= 10 && y < 17 ? 255 : 0)));
  });

  test('a garment smaller than the frame grows to fill it', async () => {
    const small = boxOn(20, { left: 5, top: 5, width: 7, height: 14 });
    expect(await formatPhoto(small)).toEqual(frame((x) => (x >= 7 && x < 21 ? 255 : 0)));
  });

  test('a pixel is the mean of the area that it covers', async () => {
    // Stripes of 255 and 85 are under each pixel of the left half, only 255 under the right one.
    const striped = picture(80, 80, (x, y) => {
      if (!isIn({ left: 10, top: 10, width: 56, height: 56 }, x, y)) return 0;
      return x < 38 && x % 2 === 0 ? 85 : 255;
    });
    expect(await formatPhoto(striped)).toEqual(frame((x) => (x < 14 ? 170 : 255)));
  });

  test('a picture of twice the size gives the same result', async () => {
    for (const silhouette of SILHOUETTES.slice(0, 3)) {
      const shot = { width: 150, height: 150, scale: 1, left: 20, top: 20, garment: 255, ground: 0 };
      const once = shoot(silhouette, shot);
      const twice = picture(300, 300, (x, y) => once.values[(y >> 1) * 150 + (x >> 1)] as number);
      const difference = largestDifference(await formatPhoto(once), await formatPhoto(twice));
      expect(difference).toBeLessThanOrEqual(1);
    }
  });
});

describe('inversion', () => {
  const off = { left: 12, top: 40, width: 20, height: 40 };

  test('dark on white and bright on black give the same 784 bytes', async () => {
    expect(await formatPhoto(boxOn(100, off, 0, 255))).toEqual(await formatPhoto(boxOn(100, off, 255, 0)));
    const drawing = shoot(SILHOUETTES[0] as Silhouette, DRAWING);
    expect(await formatPhoto(invert(drawing))).toEqual(await formatPhoto(drawing));
  });

  test('grey tones are measured relative to the background', async () => {
    // Half of the garment differs from the background by 120 levels, half by 60.
    const photo = (sign: number, ground: number) =>
      picture(
        64,
        64,
        (x, y) =>
          ground + sign * (isIn({ left: 4, top: 4, width: 56, height: 56 }, x, y) ? (y < 32 ? 120 : 60) : 0),
      );
    const expected = frame((_, y) => (y < 14 ? 255 : 128));
    expect(await formatPhoto(photo(-1, 200))).toEqual(expected);
    expect(await formatPhoto(photo(+1, 40))).toEqual(expected);
  });

  test('on a grey background, the garment decides: a white shirt is bright, a black one is inverted', async () => {
    const expected = frame((x) => (x >= 7 && x < 21 ? 255 : 0));
    expect(await formatPhoto(boxOn(100, off, 250, 140))).toEqual(expected);
    expect(await formatPhoto(boxOn(100, off, 20, 110))).toEqual(expected);
  });
});

describe('centring', () => {
  test('moves the centre of mass to the centre', async () => {
    const heavyTop = picture(60, 60, (x, y) => {
      const inside = isIn({ left: 2, top: 30, width: 28, height: 14 }, x, y);
      return inside ? (y < 37 ? 255 : 85) : 0;
    });
    // The mass is at 3/4 · 3.5 + 1/4 · 10.5 = 5.25 of 14 rows: 14 − 5.25 = 8.75 rounds to row 9.
    expect(await formatPhoto(heavyTop)).toEqual(frame((_, y) => (y < 9 || y >= 23 ? 0 : y < 16 ? 255 : 85)));
  });

  test('never pushes a part of the garment out of the frame', async () => {
    const heavyTop = picture(60, 60, (x, y) =>
      isIn({ left: 20, top: 20, width: 14, height: 28 }, x, y) ? (y < 34 ? 252 : 63) : 0,
    );
    expect(await formatPhoto(heavyTop)).toEqual(
      frame((x, y) => (x < 7 || x >= 21 ? 0 : y < 14 ? 255 : Math.round((63 / 252) * 255))),
    );
  });

  test('is exact to half a pixel, unless the frame is in the way', async () => {
    for (const silhouette of SILHOUETTES) {
      const bytes = await formatPhoto(shoot(silhouette, DRAWING));
      const axes = [(i: number) => i % 28, (i: number) => Math.floor(i / 28)].map((place) => ({
        ...extent(bytes, place),
        off: centreOfMass(bytes, place) - 13.5,
      }));
      expect(Math.max(...axes.map(({ first, last }) => last - first + 1)), silhouette.name).toBe(28);
      for (const { off, first, last } of axes) {
        if (off > 0 && first > 0) expect(off, silhouette.name).toBeLessThanOrEqual(0.51);
        if (off < 0 && last < 27) expect(off, silhouette.name).toBeGreaterThanOrEqual(-0.51);
      }
    }
  });
});

describe('the background', () => {
  const box = { left: 30, top: 20, width: 40, height: 80 };
  const clean = boxOn(120, box, 40, 220);

  test('loses its noise', async () => {
    let state = 1;
    const noisy = picture(120, 120, (x, y) => {
      state = (state * 48271) % 0x7fffffff;
      return (isIn(box, x, y) ? 40 : 220) + (state % 17) - 8;
    });
    const bytes = await formatPhoto(noisy);
    expect(largestDifference(bytes, await formatPhoto(clean))).toBeLessThanOrEqual(12);
    expect(bytes.filter((_, i) => i % 28 < 7 || i % 28 >= 21)).toEqual(new Uint8Array(28 * 14));
  });

  test('can be brighter on one side', async () => {
    const lit = picture(120, 120, (x, y) => (isIn(box, x, y) ? 40 : 235 - Math.floor(x / 4)));
    expect(await formatPhoto(lit)).toEqual(await formatPhoto(clean));
  });

  test('can have black or grey specks of dust', async () => {
    const dusty = { ...clean, values: clean.values.slice() };
    for (const [x, y] of [
      [5, 5],
      [110, 8],
      [112, 115],
    ] as const)
      dusty.values[y * 120 + x] = 0;
    for (const x of [8, 9]) dusty.values[60 * 120 + x] = 90;
    expect(await formatPhoto(dusty)).toEqual(await formatPhoto(clean));
  });

  test('can be covered along a part of the border', async () => {
    const cut = boxOn(100, { left: 30, top: 0, width: 50, height: 100 }, 40, 220);
    expect(await formatPhoto(cut)).toEqual(frame((x) => (x >= 7 && x < 21 ? 255 : 0)));
  });
});

describe('formatPhoto refuses', () => {
  test.each([
    ['black', 0],
    ['white', 255],
    ['grey', 130],
  ])('a %s picture with photo-empty and a remedy', async (_, tone) => {
    const { code, got, expected, remedy } = await rejectionOf(formatPhoto(picture(50, 50, () => tone)));
    expect({ code, got, expected, remedy }).toEqual({
      code: 'photo-empty',
      got: 'at most 0 of 255 grey levels between the background and any other pixel',
      expected: 'one garment on a plain background that is clearly darker or brighter',
      remedy: 'Draw a garment, or choose a photo of one garment on a plain background.',
    });
  });

  test('a background with nothing but noise', async () => {
    let state = 1;
    const noise = picture(200, 200, () => {
      state = (state * 48271) % 0x7fffffff;
      return 200 + (state % 41) - 20;
    });
    expect(await rejectionOf(formatPhoto(noise))).toMatchObject({ code: 'photo-empty' });
  });

  test('a picture whose values do not match its size', async () => {
    const short = { width: 10, height: 10, values: new Uint8Array(99) };
    expect(await rejectionOf(formatPhoto(short))).toMatchObject({
      code: 'photo-unreadable',
      got: '99 grey values for 10 × 10 pixels',
    });
  });
});

describe('for any garment', () => {
  /** A pile of boxes, the first too large to be a speck. */
  const garments = fc
    .tuple(
      fc.integer({ min: 8, max: 40 }),
      fc.integer({ min: 8, max: 40 }),
      fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.nat(12), fc.nat(12), fc.integer({ min: 40, max: 255 })), {
        maxLength: 5,
      }),
    )
    .map(([width, height, boxes]) =>
      picture(40, 40, (x, y) => {
        const over = boxes.findLast(([left, top, w, h]) => isIn({ left, top, width: w, height: h }, x, y));
        return over ? over[4] : x < width && y < height ? 200 : 0;
      }),
    );

  test('the result has 784 bytes, the brightest 255', async () => {
    await fc.assert(
      fc.asyncProperty(garments, async (garment) => {
        const bytes = await formatPhoto(place(garment, 64, 64, 10, 10));
        expect(bytes).toHaveLength(784);
        expect(Math.max(...bytes)).toBe(255);
      }),
      { numRuns: 60 },
    );
  });

  test('its position in a black picture, and the picture’s size, change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(garments, fc.nat(40), fc.nat(40), async (garment, left, top) => {
        const here = await formatPhoto(place(garment, 90, 90, 1, 1));
        expect(await formatPhoto(place(garment, 84, 110, 1 + left, 1 + top))).toEqual(here);
      }),
      { numRuns: 60 },
    );
  });
});

const DRAWING: Shot = { width: 300, height: 140, scale: 1, left: 20, top: 20, garment: 255, ground: 0 };

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
}

function centreOfMass(bytes: Uint8Array, place: (i: number) => number): number {
  const mass = bytes.reduce((sum, value) => sum + value, 0);
  return bytes.reduce((sum, value, i) => sum + value * place(i), 0) / mass;
}

/** The first and last bright pixel along an axis. */
function extent(bytes: Uint8Array, place: (i: number) => number): { first: number; last: number } {
  const lit = Array.from(bytes.keys(), (i) => ((bytes[i] as number) > 0 ? place(i) : -1)).filter(
    (at) => at >= 0,
  );
  return { first: Math.min(...lit), last: Math.max(...lit) };
}
