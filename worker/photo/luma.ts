/**
 * Converts opaque colours to grey values by the luma formula of ITU-R BT.601, which the image libraries used to make data sets also
 * use.
 * @param colours four bytes for each pixel: red, green, blue, alpha
 * @returns one byte for each pixel, in a new array
 */
export function luma(colours: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(colours.length / 4);
  for (let i = 0; i < grey.length; i++) {
    const [red, green, blue] = [colours[4 * i], colours[4 * i + 1], colours[4 * i + 2]] as [
      number,
      number,
      number,
    ];
    grey[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return grey;
}
