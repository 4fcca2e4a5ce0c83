import type { DenseLayer } from '../model/classifier';
import type { EpochReport, RunConfig } from '../protocol';

/** A trained network as the file formats see it: what it is, its weights, and how it came about. */
export interface SavedNetwork {
  readonly layers: readonly DenseLayer[];
  /** All weights, in the order of `parameterTable(layers)`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  /** The class of each output, in order. */
  readonly classNames: readonly string[];
  /** The run's settings. */
  readonly config: RunConfig;
  /** What the epoch came to after which the weights are these; null for weights from the middle of an epoch. */
  readonly metrics: EpochReport | null;
}

/** How the network came about, as texts, for the formats that have room for notes. */
export function notesOf({ classNames, config, metrics }: SavedNetwork): Readonly<Record<string, string>> {
  return {
    producer: 'fmnist-trainer',
    class_names: JSON.stringify(classNames),
    config: JSON.stringify(config),
    ...(metrics && { metrics: JSON.stringify(metrics) }),
  };
}

/** The bytes of float32 values, little-endian, as every machine with WebAssembly has them. */
export function bytesOf({
  buffer,
  byteOffset,
  byteLength,
}: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
