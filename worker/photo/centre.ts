import type { FineGrey } from './shrink';

/**
 * Places a picture on a black square so that its centre of mass is in the middle, as closely as whole pixels allow and as far as the
 * picture stays inside the square.
 * @param side the width and height of the square, at least those of the picture
 * @returns shape (side, side)
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

/** The offset of the picture along one axis. Halves, as with an even length in an odd side, are rounded down. */
function offset(centreOfMass: number, length: number, side: number): number {
  const wanted = Math.ceil(side / 2 - centreOfMass - 0.5);
  return Math.min(Math.max(wanted, 0), side - length);
}
