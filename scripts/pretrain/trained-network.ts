/** What a recipe's training ends in. */
export interface TrainedNetwork {
  /** In the order of `parameterTable`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  /** The state of its Adam, as `writeAdam` writes it, where a training is to go on with it; null where it is not kept. */
  readonly adam: Uint8Array<ArrayBuffer> | null;
}
