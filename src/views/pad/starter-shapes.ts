import type { Stroke } from './drawing';

/** A garment to start from. */
interface Starter {
  /** Fashion-MNIST's name of its class. */
  readonly name: string;
  /** x and y of each corner alternating, in hundredths of the edge. */
  readonly outline: readonly number[];
}

/** One garment for each class, in the order of the labels. The package's trained network recognises each of them. */
export const STARTERS: readonly Starter[] = [
  {
    name: 'T-shirt/top',
    outline: [
      50, 18, 60, 12, 73, 17, 92, 40, 79, 49, 71, 41, 71, 88, 29, 88, 29, 41, 21, 49, 8, 40, 27, 17, 40, 12,
    ],
  },
  { name: 'Trouser', outline: [36, 10, 64, 10, 68, 90, 54, 90, 50, 38, 46, 90, 32, 90] },
  {
    name: 'Pullover',
    outline: [
      50, 14, 60, 10, 71, 16, 83, 42, 91, 85, 78, 88, 71, 50, 71, 90, 29, 90, 29, 50, 22, 88, 9, 85, 17, 42, 29,
      16, 40, 10,
    ],
  },
  {
    name: 'Dress',
    outline: [40, 8, 44, 8, 46, 18, 54, 18, 56, 8, 60, 8, 62, 26, 58, 40, 70, 92, 30, 92, 42, 40, 38, 26],
  },
  {
    name: 'Coat',
    outline: [
      50, 16, 55, 6, 68, 12, 83, 48, 91, 85, 77, 86, 75, 52, 75, 93, 52, 93, 50, 20, 48, 93, 25, 93, 25, 52, 23,
      86, 9, 85, 17, 48, 32, 12, 45, 6,
    ],
  },
  {
    name: 'Sandal',
    outline: [
      8, 66, 30, 60, 40, 50, 50, 40, 56, 40, 48, 54, 44, 60, 60, 56, 76, 40, 82, 40, 80, 52, 94, 44, 94, 66, 88,
      66, 86, 58, 60, 66, 8, 72,
    ],
  },
  {
    name: 'Shirt',
    outline: [
      50, 18, 58, 10, 74, 13, 80, 51, 86, 84, 76, 85, 73, 54, 74, 90, 26, 90, 27, 54, 24, 85, 14, 84, 20, 51,
      26, 13, 42, 10,
    ],
  },
  {
    name: 'Sneaker',
    outline: [10, 52, 20, 46, 30, 50, 44, 44, 56, 34, 72, 34, 78, 42, 90, 40, 94, 60, 94, 66, 8, 66, 6, 60],
  },
  {
    name: 'Bag',
    outline: [
      14, 40, 30, 40, 32, 24, 40, 16, 60, 16, 68, 24, 70, 40, 86, 40, 90, 86, 10, 86, 14, 40, 34, 40, 64, 40,
      62, 26, 58, 22, 42, 22, 38, 26, 36, 40, 14, 40,
    ],
  },
  { name: 'Ankle boot', outline: [52, 14, 88, 14, 88, 50, 92, 62, 92, 84, 10, 84, 8, 74, 36, 60, 48, 48] },
];

/** The outline of a garment as a filled stroke. */
export function starterShape({ outline }: Starter): Stroke {
  return { tool: 'shape', width: 0.02, points: outline.map((hundredths) => hundredths / 100) };
}
