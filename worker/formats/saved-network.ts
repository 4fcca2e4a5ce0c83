import type { DenseLayer } from '../model/classifier';
import type { EpochReport, RunConfig } from '../protocol';

/** A trained network for the file formats: its layers, its weights, and how it was trained. */
export interface SavedNetwork {
  readonly layers: readonly DenseLayer[];
  /** All weights, in the order of `parameterTable(layers)`. */
  readonly parameters: Float32Array<ArrayBuffer>;
  /** The class name of each output. */
  readonly classNames: readonly string[];
  /** The run's settings. */
  readonly config: RunConfig;
  /** The metrics of the epoch that ended with these weights; null for weights from inside an epoch. */
  readonly metrics: EpochReport | null;
}

/** How the network was trained, as strings, for formats that have metadata. */
export function notesOf({ classNames, config, metrics }: SavedNetwork): Readonly<Record<string, string>> {
  return {
    producer: 'fmnist-trainer',
    class_names: JSON.stringify(classNames),
    config: JSON.stringify(config),
    ...(metrics && { metrics: JSON.stringify(metrics) }),
  };
}

/** The bytes of float32 values, little-endian, as on every machine that runs WebAssembly. Not a copy. */
export function bytesOf({
  buffer,
  byteOffset,
  byteLength,
}: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
