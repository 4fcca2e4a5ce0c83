import { type DenseLayer, INPUT_NAME, type Parameter, parameterTable } from '../model/classifier';
import { bytes, integer, message, text } from './protobuf';
import { bytesOf, notesOf, type SavedNetwork } from './saved-network';

// Field numbers and constants are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.

/** The version of the file format, from 2021. Every onnxruntime since 1.10 reads it. */
const IR_VERSION = 8;
/** The version of the operators: the first whose Softmax works along a single axis. */
const OPSET = 13;
const FLOAT = 1;

const LOGITS = 'logits';
const PROBABILITIES = 'probabilities';
const OPERATORS = { relu: 'Relu', tanh: 'Tanh', sigmoid: 'Sigmoid', softmax: 'Softmax' } as const;

/**
 * Writes a network as an ONNX model. Input `clothing`: float32 `[N, 784]` from 0 to 1, for any N. Outputs `probabilities` and
 * `logits`: float32 `[N, 10]`.
 */
export function writeOnnx(network: SavedNetwork): Uint8Array<ArrayBuffer> {
  const { layers, parameters } = network;
  const classes = layers.at(-1)?.units ?? 0;
  const graph = message(
    ...layers.flatMap((layer, i) =>
      nodesOf(layer, layers[i - 1]?.name ?? INPUT_NAME).map((node) => bytes(1, node)),
    ),
    text(2, 'fmnist'),
    ...parameterTable(layers).map((parameter) => bytes(5, initializer(parameter, parameters))),
    bytes(11, valueInfo(INPUT_NAME, layers[0]?.inputs ?? 0)),
    bytes(12, valueInfo(PROBABILITIES, classes)),
    bytes(12, valueInfo(LOGITS, classes)),
  );
  return message(
    integer(1, IR_VERSION),
    text(2, 'fmnist-trainer'),
    bytes(7, graph),
    bytes(8, message(text(1, ''), integer(2, OPSET))),
    ...Object.entries(notesOf(network)).map(([key, value]) => bytes(14, message(text(1, key), text(2, value)))),
  );
}

/** `Gemm` (input · kernel + bias), then the activation. A layer's output has the name of the layer, except the last: `probabilities`. */
function nodesOf({ name, activation }: DenseLayer, input: string): Uint8Array<ArrayBuffer>[] {
  const isLast = activation === 'softmax';
  const sums = isLast ? LOGITS : `${name}/sums`;
  return [
    node('Gemm', [input, `${name}/kernel`, `${name}/bias`], sums, name),
    node(OPERATORS[activation], [sums], isLast ? PROBABILITIES : name, `${name}/${activation}`),
  ];
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  name: string,
): Uint8Array<ArrayBuffer> {
  return message(...inputs.map((input) => text(1, input)), text(2, output), text(3, name), text(4, operator));
}

function initializer({ name, shape, offset, length }: Parameter, parameters: SavedNetwork['parameters']) {
  return message(
    ...shape.map((size) => integer(1, size)),
    integer(2, FLOAT),
    text(8, name),
    bytes(9, bytesOf(parameters.subarray(offset, offset + length))),
  );
}

/** A float tensor of shape `[N, width]`. */
function valueInfo(name: string, width: number): Uint8Array<ArrayBuffer> {
  const shape = message(bytes(1, text(2, 'N')), bytes(1, integer(1, width)));
  const tensor = message(integer(1, FLOAT), bytes(2, shape));
  return message(text(1, name), bytes(2, bytes(1, tensor)));
}
