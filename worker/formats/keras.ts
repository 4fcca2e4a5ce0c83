import { type DenseLayer, INPUT_NAME } from '../model/classifier';
import { ADAM, RMSPROP, type RunConfig } from '../protocol';
import { writeSafetensors } from './safetensors';
import type { SavedNetwork } from './saved-network';

const WEIGHTS_FILE = 'weights.safetensors';

/** A script and the weights that it loads from its own folder. */
export interface KerasFiles {
  readonly 'model.py': Uint8Array<ArrayBuffer>;
  readonly [WEIGHTS_FILE]: Uint8Array<ArrayBuffer>;
}

/** Writes a network as Python code that rebuilds it with Keras. Loading the weights needs only NumPy. */
export function writeKeras(network: SavedNetwork): KerasFiles {
  return {
    'model.py': new TextEncoder().encode(script(network)),
    [WEIGHTS_FILE]: writeSafetensors(network),
  };
}

/** The script imports TensorFlow inside its functions, so that `read_weights` works with NumPy alone. */
function script({ layers, classNames, config, metrics }: SavedNetwork): string {
  const accuracy = metrics ? `Validation accuracy ${metrics.valAccuracy}, loss ${metrics.valLoss}. ` : '';
  return `"""A Fashion-MNIST classifier, trained in a browser by fmnist-trainer.

${accuracy}Needs NumPy and TensorFlow (pip install tensorflow).
Run it to evaluate the model on the test images, or import it:

    from model import load_model, CLASS_NAMES
    probabilities = load_model().predict(images.reshape(-1, ${layers[0]?.inputs}) / 255)
"""

import json
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).with_name("${WEIGHTS_FILE}")

CLASS_NAMES = [
${classNames.map((name) => `    ${pythonText(name)},\n`).join('')}]


def read_weights(path=WEIGHTS):
    """The arrays of a safetensors file of float32 tensors, by their names."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[start + begin : start + end], dtype="<f4")
        arrays[name] = values.reshape(entry["shape"])
    return arrays


def build_model():
    """The network with fresh weights, compiled with the settings it was trained with."""
    from tensorflow import keras

    ${INPUT_NAME} = keras.Input(shape=(${layers[0]?.inputs},), name="${INPUT_NAME}")
    x = ${INPUT_NAME}
${layers.map(denseLine).join('')}    model = keras.Model(inputs=${INPUT_NAME}, outputs=x, name="fmnist")
    model.compile(
        optimizer=${optimizer(config)},
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def load_model(path=WEIGHTS):
    """The trained network."""
    model = build_model()
    weights = read_weights(path)
    for layer in model.layers[1:]:
        layer.set_weights([weights[layer.name + "/kernel"], weights[layer.name + "/bias"]])
    return model


if __name__ == "__main__":
    from tensorflow import keras

    trained = load_model()
    _, (images, labels) = keras.datasets.fashion_mnist.load_data()
    inputs = images.reshape(-1, ${layers[0]?.inputs}).astype("float32") / 255
    trained.evaluate(inputs, labels, batch_size=1000)
    for row, label in zip(trained.predict(inputs[:5]), labels):
        print(CLASS_NAMES[label], "predicted as", CLASS_NAMES[row.argmax()], row.max())
`;
}

function denseLine({ name, units, activation }: DenseLayer): string {
  return `    x = keras.layers.Dense(${units}, activation="${activation}", name="${name}")(x)\n`;
}

function optimizer({ optimizer: name, learningRate, momentum }: RunConfig): string {
  const rate = `learning_rate=${learningRate}`;
  switch (name) {
    case 'adam':
      return `keras.optimizers.Adam(${rate}, beta_1=${ADAM.beta1}, beta_2=${ADAM.beta2}, epsilon=${ADAM.epsilon})`;
    case 'sgd':
      return `keras.optimizers.SGD(${rate})`;
    case 'momentum':
      return `keras.optimizers.SGD(${rate}, momentum=${momentum})`;
    case 'rmsprop':
      return `keras.optimizers.RMSprop(${rate}, rho=${RMSPROP.decay}, epsilon=${RMSPROP.epsilon})`;
  }
}

/** A Python string literal. Python has the same escapes as JSON. */
function pythonText(words: string): string {
  return JSON.stringify(words).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
