import { writeKeras } from '../formats/keras';
import { writeOnnx } from '../formats/onnx';
import { writeSafetensors } from '../formats/safetensors';
import type { SavedNetwork } from '../formats/saved-network';
import { writeLayersModel } from '../formats/tfjs-layers-model';
import { zip } from '../formats/zip';
import { classifierLayers } from '../model/classifier';
import type { ExportedFile, ModelFormat } from '../protocol';
import { keptEpoch } from './inspect';
import type { Trainable } from './trainable';

const BYTES = 'application/octet-stream';

/** How each format is written. What has two files goes out as an archive, since a page saves one file at a click. */
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

/**
 * The network after an epoch, or with null at the moment, as a file.
 * @throws TrainerError `epoch-not-kept`
 */
export function exportModel(model: Trainable, format: ModelFormat, epoch: number | null): ExportedFile {
  const { parameters, metrics } = epoch === null ? atTheMoment(model) : keptEpoch(model, epoch);
  const { config, classNames } = model;
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const { ending, type, write } = WRITERS[format];
  const units = config.hiddenUnits.join('-');
  const name = `fmnist-${units}${metrics ? `-epoch-${metrics.epoch}` : ''}${ending}`;
  return { name, type, bytes: write({ layers, parameters, classNames, config, metrics }) };
}

/** Between two epochs nobody has measured what the weights can do; at the end of one, that epoch's metrics are theirs. */
function atTheMoment({ engine, kept }: Trainable): Pick<SavedNetwork, 'parameters' | 'metrics'> {
  const parameters = engine.parameters();
  const last = kept.get(kept.epochs.at(-1) ?? 0);
  const isLast = last?.parameters.every((value, i) => value === parameters[i]);
  return { parameters, metrics: last && isLast ? last.metrics : null };
}
