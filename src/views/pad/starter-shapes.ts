import type { Stroke } from './drawing';

/** Outlines to start from, by class index: x and y of each corner alternating, in hundredths of the edge. */
const OUTLINES: Readonly<Record<number, readonly number[]>> = {
  0: [40, 14, 60, 14, 73, 18, 90, 38, 78, 47, 70, 39, 70, 86, 30, 86, 30, 39, 22, 47, 10, 38, 27, 18],
  1: [36, 10, 64, 10, 68, 90, 54, 90, 50, 38, 46, 90, 32, 90],
  3: [40, 8, 44, 8, 46, 18, 54, 18, 56, 8, 60, 8, 62, 26, 58, 40, 70, 92, 30, 92, 42, 40, 38, 26],
  9: [52, 14, 88, 14, 88, 50, 92, 62, 92, 84, 10, 84, 8, 74, 36, 60, 48, 48],
};

/** Their class indices and Fashion-MNIST's names of the classes. */
export const STARTERS: readonly (readonly [index: number, name: string])[] = [
  [0, 'T-shirt/top'],
  [1, 'Trouser'],
  [3, 'Dress'],
  [9, 'Ankle boot'],
];

/** The outline of a garment as a filled stroke. */
export function starterShape(classIndex: number): Stroke {
  const points = (OUTLINES[classIndex] ?? []).map((hundredths) => hundredths / 100);
  return { tool: 'shape', width: 0.02, points };
}
