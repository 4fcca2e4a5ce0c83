/** The ten probabilities of one image. */
export interface Prediction {
  readonly classIndex: number;
  readonly className: string;
  /** They sum to 1, in the order of the class names. */
  readonly probabilities: readonly number[];
}

/** What the network predicts for each validation image, in the order of the file. */
export interface Examination {
  /** The weights after this epoch; null for the current weights. */
  readonly epoch: number | null;
  /** The true class indices, shape (count). */
  readonly labels: Uint8Array;
  /** The predicted class indices, shape (count). */
  readonly predicted: Uint8Array;
  /** The probability of the predicted class, 0 to 1, shape (count). */
  readonly confidence: Float32Array;
}

/** The weights of the first layer as pictures, one for each hidden unit. */
export interface FirstLayer {
  readonly epoch: number | null;
  /** All units of the layer. */
  readonly units: number;
  /** The first units' weights, each row by row of the image: shape (shown, 784). */
  readonly kernels: Float32Array;
}

/** What comes out of every layer, for one or more images. */
export interface Activations {
  /** The weights after this epoch; null for the current weights. */
  readonly epoch: number | null;
  /** For each hidden layer, first to last, the values after its activation function: shape (images, units). */
  readonly hidden: readonly Float32Array[];
  /** Shape (images, 10). */
  readonly logits: Float32Array;
  /** The softmax of the logits, shape (images, 10). */
  readonly probabilities: Float32Array;
}

/** The connections into one unit. */
export interface UnitWeights {
  readonly epoch: number | null;
  /** The weight of each input, shape (inputs): the pixels, or the units of the layer before. */
  readonly weights: Float32Array;
  readonly bias: number;
}

/** What is put behind a garment that was cut out: the one of both on which it can be seen. */
export type PhotoBackground = 'black' | 'white';

/** A picture file, decoded. */
export interface ReadPhoto {
  /** Opaque, without frames. */
  readonly picture: ImageBitmap;
  /** The background that the picture has now, if its own was transparent; otherwise null. */
  readonly background: PhotoBackground | null;
  /** Whether a frame or letterbox bars were cut off. */
  readonly isCut: boolean;
}

/** Grey values of a drawing, white on black: 0 to 255, row-major, shape (height, width). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}
