import { type DenseLayer, INPUT_NAME, OUTPUT_NAME, parameterTable } from '../model/classifier';
import { bytesOf, notesOf, type SavedNetwork } from './saved-network';

const WEIGHTS_FILE = 'weights.bin';

/** The two files of a TensorFlow.js layers model. They must be in the same folder, since the first one names the second. */
export interface LayersModelFiles {
  readonly 'model.json': Uint8Array<ArrayBuffer>;
  readonly [WEIGHTS_FILE]: Uint8Array<ArrayBuffer>;
}

/** Writes a network as a functional model that `tf.loadLayersModel` can open, as `model.save` would write it. */
export function writeLayersModel(network: SavedNetwork): LayersModelFiles {
  const json = {
    format: 'layers-model',
    generatedBy: 'fmnist-trainer',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: topology(network.layers),
      keras_version: 'tfjs-layers 4.22.0',
    },
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: parameterTable(network.layers).map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: notesOf(network),
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    [WEIGHTS_FILE]: bytesOf(network.parameters),
  };
}

/** A reference to the output of a layer. Each layer takes the output of the previous one. */
type LayerReference = readonly [name: string, node: number, tensor: number];

function topology(layers: readonly DenseLayer[]) {
  const input: LayerReference = [INPUT_NAME, 0, 0];
  const output: LayerReference = [OUTPUT_NAME, 0, 0];
  return {
    name: 'fmnist',
    layers: [
      {
        name: INPUT_NAME,
        class_name: 'InputLayer',
        config: {
          batch_input_shape: [null, layers[0]?.inputs],
          dtype: 'float32',
          sparse: false,
          name: INPUT_NAME,
        },
        inbound_nodes: [],
      },
      ...layers.map(({ name, units, activation }, i) => ({
        name,
        class_name: 'Dense',
        config: { units, activation, use_bias: true, name, trainable: true },
        inbound_nodes: [[[layers[i - 1]?.name ?? INPUT_NAME, 0, 0, {}]]],
      })),
    ],
    input_layers: [input],
    output_layers: [output],
  };
}
