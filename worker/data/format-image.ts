/**
 * The lesson's map over the data set: casts the pixels of a flattened image to float32 and divides them by 255.
 * @param image 784 bytes, or several images in a row
 * @param into receives as many values, from 0 to 1
 */
export function formatImage(image: Uint8Array, into: Float32Array): void {
  for (let i = 0; i < image.length; i++) into[i] = (image[i] as number) / 255;
}

/** A function mapped over the images of a data set when a batch is read. */
export type ImageMap = typeof formatImage;
