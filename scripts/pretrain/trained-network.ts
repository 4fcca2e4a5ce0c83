/** The result of a recipe's training. */
export interface TrainedNetwork {
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  /** The state of its Adam, as `writeAdam` writes it, so that a training can continue with it; null if it is not kept. */
  readonly adam: Uint8Array<ArrayBuffer> | null;
}
