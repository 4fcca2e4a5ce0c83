import type { FineGrey } from './shrink';

/**
 * Lays a picture on a black square so that its centre of mass lies in the middle, to the pixel, but never partly outside.
 * @param side edge of the square, at least the picture's width and height
 */
export function centre({ width, height, values }: FineGrey, side: number): Float32Array {
  let [mass, massX, massY] = [0, 0, 0];
  values.forEach((value, i) => {
    mass += value;
    massX += value * ((i % width) + 0.5);
    massY += value * (Math.floor(i / width) + 0.5);
  });
  const left = offset(massX / mass, width, side);
  const top = offset(massY / mass, height, side);
  const square = new Float32Array(side * side);
  for (let y = 0; y < height; y++) {
    square.set(values.subarray(y * width, (y + 1) * width), (top + y) * side + left);
  }
  return square;
}

/** Where the picture begins along one axis. A half, such as an even length in an odd gap leaves, rounds down. */
function offset(centreOfMass: number, length: number, side: number): number {
  const wanted = Math.ceil(side / 2 - centreOfMass - 0.5);
  return Math.min(Math.max(wanted, 0), side - length);
}
