import { readSafetensors, type SafeTensor } from '../formats/safetensors';
import { OUTPUT_NAME } from '../model/classifier';
import { type ModelDescription, type NamedWeight, parsed } from './model-contents';
import { unreadable, unsupported } from './model-error';

/** The lesson's activation, used if the file's metadata does not name one. */
const ACTIVATION = 'relu';
/** In a recorded trajectory, the prefix of the weights at the end of the run. */
const FINAL = 'final/';

/**
 * Reads the weights of a safetensors file by the names of docs/formats.md. In a recorded trajectory, the names start with `final/`.
 * @throws TrainerError `model-unreadable` or `model-unsupported`
 */
export function readSafetensorsModel(bytes: Uint8Array): ModelDescription {
  const { tensors, metadata } = read(bytes);
  const prefix = tensors.has(`${FINAL}${OUTPUT_NAME}/kernel`) ? FINAL : '';
  const names = [...tensors.keys()].filter((name) => name.startsWith(prefix));
  let depth = 0;
  while (tensors.has(`${prefix}dense_${depth + 1}/kernel`)) depth += 1;
  const layers = [...Array.from({ length: depth }, (_, i) => `dense_${i + 1}`), OUTPUT_NAME];
  const wanted = layers.flatMap((layer) => [`${prefix}${layer}/kernel`, `${prefix}${layer}/bias`]);
  if (names.toSorted().join() !== wanted.toSorted().join()) {
    throw unsupported(`the tensors ${names.join(', ')}`, `the tensors ${wanted.join(', ')}`);
  }
  const weights = wanted.map((name) => weightOf(name, tensors.get(name) as SafeTensor));
  const hiddenUnits = Array.from({ length: depth }, (_, i) => Number(weights[2 * i]?.shape[1]));
  const config = parsed(metadata.config) as { activation?: unknown } | undefined;
  return { hiddenUnits, activation: config?.activation ?? ACTIVATION, weights, notes: metadata };
}

function read(bytes: Uint8Array): ReturnType<typeof readSafetensors> {
  try {
    return readSafetensors(bytes);
  } catch (thrown) {
    throw unreadable((thrown as Error).message, 'a layers model or a complete safetensors file');
  }
}

function weightOf(name: string, { shape, values, dtype }: SafeTensor): NamedWeight {
  if (values instanceof Float32Array) return { name, shape, values };
  throw unsupported(`${name} as ${dtype}`, `${name} as F32`);
}
