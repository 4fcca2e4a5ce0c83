/**
 * What the lesson maps over the data set: an image flattened, cast to float32 and divided by 255.
 * @param image 784 bytes
 * @param into receives 784 values, 0 to 1
 */
export function formatImage(image: Uint8Array, into: Float32Array): void {
  for (let i = 0; i < image.length; i++) into[i] = (image[i] as number) / 255;
}

/** A function mapped over the images of a data set when a batch is read. */
export type ImageMap = typeof formatImage;
