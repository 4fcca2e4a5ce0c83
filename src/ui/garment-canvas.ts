/** Edge length of an image, in pixels. */
export const GARMENT_EDGE = 28;
/** Number of pixels in an image. */
export const GARMENT_PIXELS = GARMENT_EDGE * GARMENT_EDGE;

/**
 * Paints one garment into a canvas context, 28 × 28 pixels, in ink on a transparent background. On a light page it is
 * dark, like the photographs the data set was made from; on a dark page it is bright, as the network sees it.
 * @param pixels 784 bytes, 0 is background
 * @param ink any CSS colour
 */
export function paintGarment(
  context: CanvasRenderingContext2D,
  pixels: Uint8Array,
  ink: string,
  x = 0,
  y = 0,
): void {
  const image = new ImageData(GARMENT_EDGE, GARMENT_EDGE);
  for (let i = 0; i < GARMENT_PIXELS; i++) image.data[4 * i + 3] = pixels[i] as number;
  context.putImageData(image, x, y);
  context.globalCompositeOperation = 'source-atop';
  context.fillStyle = ink;
  context.fillRect(x, y, GARMENT_EDGE, GARMENT_EDGE);
  context.globalCompositeOperation = 'source-over';
}
