import type {
  Activations,
  GreyImage,
  Prediction,
  ReadPhoto,
  StepInspection,
  UnitWeights,
} from '../../worker/protocol';

// The functions that views call to get data. `TrainerClient` has a method of each type, so a view can be used alone.

/** Loads validation images by index: bytes, shape (indices, 784). */
export type LoadGarments = (indices: readonly number[]) => Promise<Uint8Array>;

/** Predicts the ten probabilities of each image of 784 bytes. */
export type Predict = (images: Uint8Array) => Promise<readonly Prediction[]>;

/** Finds the indices of the validation images that activate a unit of the first layer most, strongest first. */
export type LoadExcitingGarments = (unit: number, count: number) => Promise<readonly number[]>;

/** Computes the output of every layer, for images of 784 bytes each. */
export type LoadActivations = (images: Uint8Array) => Promise<Activations>;

/** Reads the weights into a unit. Layer 0 is the first hidden layer. The layer after the last hidden one has the ten classes. */
export type LoadUnitWeights = (layer: number, unit: number) => Promise<UnitWeights>;

/** Converts a photo or a drawing into the image the network sees: 784 bytes. */
export type FormatPhoto = (photo: ImageBitmap | GreyImage) => Promise<Uint8Array>;

/** Decodes a picture file, as large as fits into a square with this edge. */
export type ReadPhotoFile = (photo: Blob, edge: number) => Promise<ReadPhoto>;

/** Computes every number of the next step of a paused run. */
export type InspectStep = () => Promise<StepInspection>;
