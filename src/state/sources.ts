import type { GreyImage, Prediction } from '../../worker/protocol';

// What a view asks its surroundings for. `TrainerClient` has a method of each shape, so a view can be used alone.

/** Validation images by their index: bytes, shape (indices, 784). */
export type LoadGarments = (indices: readonly number[]) => Promise<Uint8Array>;

/** The ten probabilities of each image, of 784 bytes. */
export type Predict = (images: Uint8Array) => Promise<readonly Prediction[]>;

/** Indices of the validation images that a unit of the first layer answers most strongly, strongest first. */
export type LoadExcitingGarments = (unit: number, count: number) => Promise<readonly number[]>;

/** A photo or a drawing as the network sees it: 784 bytes. */
export type FormatPhoto = (photo: ImageBitmap | GreyImage) => Promise<Uint8Array>;
