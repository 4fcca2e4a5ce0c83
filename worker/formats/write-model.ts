import type { ExportedFile, ModelFormat } from '../protocol';
import { writeKeras } from './keras';
import { writeOnnx } from './onnx';
import { writeSafetensors } from './safetensors';
import type { SavedNetwork } from './saved-network';
import { writeLayersModel } from './tfjs-layers-model';
import { zip } from './zip';

const BYTES = 'application/octet-stream';

/** How each format is written. Formats with two files are written as a ZIP archive, since a click can save only one file. */
const WRITERS: Readonly<
  Record<ModelFormat, { ending: string; type: string; write: (network: SavedNetwork) => ExportedFile['bytes'] }>
> = {
  safetensors: { ending: '.safetensors', type: BYTES, write: writeSafetensors },
  onnx: { ending: '.onnx', type: BYTES, write: writeOnnx },
  tfjs: {
    ending: '-tfjs.zip',
    type: 'application/zip',
    write: (network) => zip({ ...writeLayersModel(network) }),
  },
  keras: { ending: '-keras.zip', type: 'application/zip', write: (network) => zip({ ...writeKeras(network) }) },
};

/** Writes a network as a file that is named after its hidden units and epoch. */
export function writeModel(network: SavedNetwork, format: ModelFormat): ExportedFile {
  const { config, metrics } = network;
  const { ending, type, write } = WRITERS[format];
  const units = config.hiddenUnits.join('-');
  const name = `fmnist-${units}${metrics ? `-epoch-${metrics.epoch}` : ''}${ending}`;
  return { name, type, bytes: write(network) };
}
