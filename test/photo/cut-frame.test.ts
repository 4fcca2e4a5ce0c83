import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutOut, withoutFrame } from '../../worker/photo/cut-frame';
import type { GreyImage } from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { SILHOUETTES, type Silhouette, shoot } from '../fixtures/photographed-garments';

/** A dark garment on a light, slightly noisy background. */
const photo = (silhouette = SILHOUETTES[0] as Silhouette): GreyImage =>
  shoot(silhouette, {
    width: 200,
    height: 200,
    scale: 1.4,
    left: 30,
    top: 30,
    ground: 225,
    garment: 60,
    noise: 3,
  });

interface Bars {
  readonly left?: number;
  readonly right?: number;
  readonly top?: number;
  readonly bottom?: number;
}

/** A picture with bars of one grey level around it. */
function barred(
  inner: GreyImage,
  { left = 0, right = 0, top = 0, bottom = 0 }: Bars,
  level: (i: number) => number,
): GreyImage {
  const [width, height] = [inner.width + left + right, inner.height + top + bottom];
  const values = Uint8Array.from({ length: width * height }, (_, i) => level(i));
  for (let y = 0; y < inner.height; y++) {
    values.set(inner.values.subarray(y * inner.width, (y + 1) * inner.width), (top + y) * width + left);
  }
  return { width, height, values };
}

const even = (level: number) => () => level;
const framed = (inner: GreyImage, thickness: number, level: (i: number) => number) =>
  barred(inner, { left: thickness, right: thickness, top: thickness, bottom: thickness }, level);

/** How far the found box is from the inner picture, at most, on any side. */
function distance(picture: GreyImage, inner: GreyImage, { left = 0, top = 0 }: Bars): number {
  const box = withoutFrame(picture) ?? { left: 0, top: 0, width: picture.width, height: picture.height };
  return Math.max(
    Math.abs(box.left - left),
    Math.abs(box.top - top),
    Math.abs(box.left + box.width - left - inner.width),
    Math.abs(box.top + box.height - top - inner.height),
  );
}

describe('a frame is cut off, to three pixels,', () => {
  test.each([
    ['black', 0],
    ['grey', 128],
    ['white', 255],
  ])('if it is %s, thin or thick', (_, level) => {
    for (const thickness of [1, 4, 15, 60]) {
      const picture = framed(photo(), thickness, even(level));
      expect(
        distance(picture, photo(), { left: thickness, top: thickness }),
        `${thickness}`,
      ).toBeLessThanOrEqual(3);
    }
  });

  test('if its grey levels vary as in a JPEG file', () => {
    const random = RandomStream.seeded(3).fork('frame');
    const picture = framed(photo(), 12, () => 30 + Math.round(8 * random.nextFloat()) - 4);
    expect(distance(picture, photo(), { left: 12, top: 12 })).toBeLessThanOrEqual(3);
  });

  test('if there is a mount inside the frame', () => {
    const picture = framed(framed(photo(), 20, even(250)), 8, even(20));
    expect(distance(picture, photo(), { left: 28, top: 28 })).toBeLessThanOrEqual(5);
  });

  test('if the picture in it has rounded corners', () => {
    const picture = framed(photo(), 10, even(0));
    const at = (x: number, y: number) => y * picture.width + x;
    for (let d = 0; d < 8; d++) picture.values.fill(0, at(10, 10 + d), at(18 - d, 10 + d));
    expect(distance(picture, photo(), { left: 10, top: 10 })).toBeLessThanOrEqual(3);
  });
});

describe('letterbox bars are cut off', () => {
  test.each([
    ['at the top and bottom', { top: 40, bottom: 40 }],
    ['at the left and right', { left: 70, right: 70 }],
    ['of different thickness', { left: 20, right: 50 }],
    ['on one side', { bottom: 30 }],
  ])('%s', (_, bars) => {
    expect(distance(barred(photo(), bars, even(0)), photo(), bars)).toBeLessThanOrEqual(3);
  });
});

describe('nothing is cut off', () => {
  test.each(SILHOUETTES)('a photo of $name on a plain background, with noise or without', (silhouette) => {
    for (const noise of [0, 3]) {
      for (const [ground, garment] of [
        [255, 20],
        [10, 230],
      ] as const) {
        const shot = { width: 200, height: 140, scale: 1, left: 20, top: 20, ground, garment, noise };
        expect(withoutFrame(shoot(silhouette, shot))).toBeNull();
      }
    }
  });

  test('a rectangular garment that fills most of the picture', () => {
    const bag = framed({ width: 100, height: 80, values: new Uint8Array(8000).fill(40) }, 20, even(240));
    expect(withoutFrame(bag)).toBeNull();
  });

  test('a blank picture', () => {
    expect(withoutFrame({ width: 50, height: 40, values: new Uint8Array(2000).fill(90) })).toBeNull();
    expect(withoutFrame({ width: 1, height: 1, values: Uint8Array.of(7) })).toBeNull();
  });
});

test('whatever the picture, the box lies inside it and can be cut out', () => {
  const pictures = fc
    .tuple(
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 1, max: 24 }),
      fc.constantFrom(2, 256),
      fc.integer(),
    )
    .map(([width, height, levels, seed]): GreyImage => {
      const random = RandomStream.seeded(Math.abs(seed)).fork('picture');
      const values = Uint8Array.from(
        { length: width * height },
        () => Math.floor(random.nextFloat() * levels) * Math.floor(255 / (levels - 1)),
      );
      return { width, height, values };
    });
  fc.assert(
    fc.property(pictures, (picture) => {
      const box = withoutFrame(picture);
      if (!box) return;
      expect(box.left + box.width).toBeLessThanOrEqual(picture.width);
      expect(box.top + box.height).toBeLessThanOrEqual(picture.height);
      expect(cutOut(picture, box).values).toHaveLength(box.width * box.height);
    }),
    { numRuns: 500 },
  );
});
