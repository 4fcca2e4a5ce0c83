import type { EngineInfo } from './run';
import type { Activation } from './settings';

/** The file formats of an exported network; see docs/formats.md. */
export const MODEL_FORMATS = ['safetensors', 'tfjs', 'onnx', 'keras'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** A file to save. */
export interface ExportedFile {
  /** Such as `fmnist-64-64-epoch-20.onnx`. */
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file that the user chose. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A trained network that was opened from a file. */
export interface ModelInfo {
  /** Units of each hidden layer. */
  readonly hiddenUnits: readonly number[];
  readonly activation: Activation;
  readonly parameterCount: number;
  /** The class of each output; the classes of Fashion-MNIST if the file names none. */
  readonly classNames: readonly string[];
  readonly engine: EngineInfo;
}
