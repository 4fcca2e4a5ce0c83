import { describe, expect, test } from 'vitest';
import {
  barPicture,
  type Colours,
  histogramPicture,
  matrixPicture,
  type Paint,
  sheetSize,
  unitPictures,
  valuesAsPixels,
} from '../../../src/views/step/pictures';

const COLOURS = {
  negative: [255, 0, 0],
  surface: [255, 255, 255],
  positive: [0, 0, 255],
} as unknown as Colours;

/** The pixels that a picture paints, as RGBA. */
function painted(paint: Paint, width: number, height: number): readonly (readonly number[])[] {
  let data = new Uint8ClampedArray();
  const context = {
    canvas: { width, height },
    createImageData: () => ({ data: new Uint8ClampedArray(4 * width * height) }),
    putImageData: (image: { data: Uint8ClampedArray<ArrayBuffer> }) => {
      data = image.data;
    },
  };
  paint(context as unknown as CanvasRenderingContext2D, COLOURS);
  return Array.from({ length: width * height }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]);
}

const WHITE = [255, 255, 255, 255];
const [RED, BLUE, NOTHING] = [
  [255, 0, 0, 255],
  [0, 0, 255, 255],
  [0, 0, 0, 0],
];

describe('the pixels of values', () => {
  test('have the colours between negative, background and positive; beyond the limit, those of the limit', () => {
    const values = [-4, -2, 0, 1, 4];
    expect(
      painted(
        valuesAsPixels((x) => values[x], 2),
        6,
        1,
      ),
    ).toEqual([RED, RED, WHITE, [128, 128, 255, 255], BLUE, NOTHING]);
  });

  test('are all background if the limit is 0', () => {
    expect(
      painted(
        valuesAsPixels(() => 0, 0),
        2,
        1,
      ),
    ).toEqual([WHITE, WHITE]);
  });
});

test('a picture of a matrix has a row for each row, from the first that is shown', () => {
  const matrix = Float32Array.of(1, 1, -1, 1);
  expect(painted(matrixPicture(matrix, 2, 1), 2, 1)).toEqual([RED, BLUE]);
});

describe('pictures of units', () => {
  test.each([
    [1, { width: 30, height: 30 }],
    [5, { width: 120, height: 60 }],
    [4096, { width: 120, height: 120 }],
  ])('of %i units have four in a row, sixteen at most', (units, size) => {
    expect(sheetSize(units)).toEqual(size);
  });

  test('show the column of the kernel that belongs to the unit, in a margin of one pixel', () => {
    // Two units: the first has positive weights and the second negative ones, except for its last.
    const kernel = Float32Array.from({ length: 784 * 2 }, (_, i) =>
      i % 2 === 0 || i === 784 * 2 - 1 ? 1 : -1,
    );
    const { width, height } = sheetSize(2);
    const pixels = painted(unitPictures(kernel, 2), width, height);
    const at = (x: number, y: number) => pixels[y * width + x];
    expect([at(0, 0), at(1, 0), at(1, 1), at(28, 28)]).toEqual([NOTHING, NOTHING, BLUE, BLUE]);
    expect([at(29, 1), at(30, 1), at(31, 1), at(58, 28)]).toEqual([NOTHING, NOTHING, RED, BLUE]);
  });
});

/** The rectangles that a picture fills: x, y, width, height, with their colour. */
function filled(paint: Paint, width: number, height: number): readonly (readonly (number | string)[])[] {
  const rectangles: (number | string)[][] = [];
  const context = {
    canvas: { width, height },
    fillStyle: '',
    clearRect: () => {},
    fillRect: (...box: number[]) => rectangles.push([...box, context.fillStyle]),
  };
  const colours = { ink: [0, 0, 0], edge: [9, 9, 9], accent: [0, 0, 255] } as unknown as Colours;
  paint(context as unknown as CanvasRenderingContext2D, colours);
  return rectangles;
}

describe('a histogram', () => {
  test('has a bar for each count, whose height is its logarithm, above a base line with a mark in the middle', () => {
    const [one, none, most, ...lines] = filled(histogramPicture(Uint32Array.of(1, 0, 99)), 30, 52);
    expect(most).toEqual([20, 0, 9, 50, 'rgb(0,0,0)']);
    expect(one?.[3]).toBeCloseTo((50 * Math.log(2)) / Math.log(100), 6);
    expect(none?.[3]).toBe(0);
    expect(lines).toEqual([
      [0, 50, 30, 2, 'rgb(9,9,9)'],
      [14, 0, 1, 52, 'rgb(9,9,9)'],
    ]);
  });

  test('of no values has no bars', () => {
    expect(filled(histogramPicture(new Uint32Array(2)), 30, 52).map(([, , , height]) => height)).toEqual([
      0, 0, 2, 52,
    ]);
  });
});

test('a bar is as long as its share, and never invisible', () => {
  expect(filled(barPicture(0.25, 'accent'), 200, 12)).toEqual([[0, 0, 50, 12, 'rgb(0,0,255)']]);
  expect(filled(barPicture(0, 'accent'), 200, 12)).toEqual([[0, 0, 1, 12, 'rgb(0,0,255)']]);
});
