import { joined } from '../data/joined';
import { CLASS_COUNT, IMAGE_PIXELS } from '../model/classifier';
import type { ModelDescription, NamedWeight } from './model-contents';
import { unreadable, unsupported } from './model-error';

/** Reads a file of the model, by its path in `model.json`. */
export type ReadPath = (path: string) => Promise<Uint8Array>;

/** A supported model has ten layers at most, and any number that do nothing. */
const MOST_LAYERS = 100;
/** The most files of weights. TensorFlow.js writes files of 4 MB: the largest network with its optimizer has 260. */
const MOST_PATHS = 1024;

interface LayerJson {
  readonly class_name?: unknown;
  readonly name?: unknown;
  readonly inbound_nodes?: unknown;
  readonly config?: Readonly<Record<string, unknown>>;
}

interface ManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly quantization?: unknown;
  }[];
}

/**
 * Reads a `model.json` and its weight files. Unlike `tf.loadLayersModel`, it accepts only a plain stack of Dense layers, optionally after
 * Flatten and Rescaling.
 * @throws TrainerError `model-unreadable` or `model-unsupported`
 */
export async function readLayersModel(json: unknown, readPath: ReadPath): Promise<ModelDescription> {
  const layers = layersOf(json);
  const { weightsManifest: manifest, userDefinedMetadata: notes } = (json ?? {}) as Record<string, unknown>;
  if (!layers || !Array.isArray(manifest)) {
    throw unreadable('JSON without modelTopology and weightsManifest', 'the model.json of a layers model');
  }
  if (layers.length > MOST_LAYERS) throw unsupported(`${layers.length} layers`, `at most ${MOST_LAYERS}`);
  // The weights of an optimizer are needed only to continue training.
  const groups = manifest.filter((group) => !isOfOptimizer(group));
  if (!groups.every(isGroup) || !areFiles(groups.flatMap(({ paths }) => paths))) {
    throw unreadable(
      'a weightsManifest with a damaged entry',
      'groups with at most 1,024 paths in all, each named once, and with weights that have a name, a shape and a dtype',
    );
  }
  layers.forEach((layer, i) => {
    checkLayer(layer, layers, i);
  });
  const dense = layers.filter((layer) => layer.class_name === 'Dense');
  const output = dense.pop();
  if (output?.config?.activation !== 'softmax' || output.config.units !== CLASS_COUNT) {
    const { activation, units } = output?.config ?? {};
    throw unsupported(
      `a last layer of ${shown(units)} ${shown(activation)} units`,
      `${CLASS_COUNT} softmax units`,
    );
  }
  const activations = new Set(dense.map((layer) => layer.config?.activation));
  if (activations.size > 1) {
    throw unsupported(
      `hidden layers with the activations ${[...activations].map(shown).join(', ')}`,
      'one activation for all hidden layers',
    );
  }
  const found = await readWeights(groups, readPath);
  return {
    hiddenUnits: dense.map((layer) => numberIn(layer.config?.units)),
    activation: [...activations][0],
    weights: [...dense, output].flatMap((layer) =>
      ['kernel', 'bias'].map((part) => weightNamed(`${nameOf(layer)}/${part}`, found)),
    ),
    notes: isRecord(notes) ? notes : {},
  };
}

/** The layers of a `Model`, `Functional` or `Sequential`. The Python converter nests the model in another object. */
function layersOf(json: unknown): readonly LayerJson[] | undefined {
  const { modelTopology: topology } = (json ?? {}) as { modelTopology?: Record<string, unknown> };
  const model = (topology?.model_config ?? topology) as { config?: { layers?: unknown } } | undefined;
  const layers = model?.config?.layers ?? model?.config;
  return Array.isArray(layers) && layers.every(isLayer) ? layers : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLayer(value: unknown): value is LayerJson {
  return isRecord(value) && (value.config === undefined || isRecord(value.config));
}

function isOfOptimizer(group: unknown): boolean {
  const { weights } = isRecord(group) ? group : {};
  const [first]: readonly unknown[] = Array.isArray(weights) ? weights : [];
  return isRecord(first) && first.group === 'optimizer';
}

function isGroup(value: unknown): value is ManifestGroup {
  if (!isRecord(value) || !Array.isArray(value.paths) || !Array.isArray(value.weights)) return false;
  return value.paths.every((path) => typeof path === 'string') && value.weights.every(isEntry);
}

/** Whether these are few enough files, each named once: a small description could otherwise name a large file many times. */
function areFiles(paths: readonly string[]): boolean {
  return paths.length <= MOST_PATHS && new Set(paths).size === paths.length;
}

function isEntry(value: unknown): boolean {
  const isSize = (size: unknown) => Number.isSafeInteger(size) && Number(size) >= 0;
  const { name, shape, dtype } = isRecord(value) ? value : {};
  return typeof name === 'string' && typeof dtype === 'string' && Array.isArray(shape) && shape.every(isSize);
}

const nameOf = ({ name, config }: LayerJson) => shown(config?.name ?? name);

/** A value from JSON as text. `String` would throw for an object with a member `toString`. */
const shown = (value: unknown) => (typeof value === 'string' ? value : String(JSON.stringify(value)));
/** A number from JSON; NaN for anything else. `Number` would accept `[10]` and `"10"`, and throw for some objects. */
const numberIn = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);

function checkLayer(layer: LayerJson, layers: readonly LayerJson[], i: number): void {
  const { class_name: kind, config = {}, inbound_nodes: inbound } = layer;
  const name = `the layer ${nameOf(layer)}`;
  switch (kind) {
    case 'Dense':
      if (config.use_bias === false) throw unsupported(`${name} without a bias`, 'Dense layers with a bias');
      break;
    case 'Rescaling':
      // Accepted only if it does what the trainer does with pixels anyway.
      if (!(Math.abs(255 * numberIn(config.scale) - 1) <= 1e-6) || numberIn(config.offset ?? 0) !== 0) {
        throw unsupported(
          `${name} with scale ${shown(config.scale)}, offset ${shown(config.offset)}`,
          'scale 1/255, offset 0',
        );
      }
      break;
    case 'InputLayer':
    case 'Flatten':
      break;
    default:
      throw unsupported(`${name} of type ${shown(kind)}`, 'InputLayer, Rescaling, Flatten and Dense');
  }
  const shape = config.batch_input_shape ?? config.batch_shape;
  if (Array.isArray(shape)) {
    const sizes = shape.slice(1).map(numberIn);
    const values = sizes.reduce((product, size) => product * size, 1);
    if (i === 0 && values !== IMAGE_PIXELS) {
      throw unsupported(
        `an input of shape [${shape.slice(1).map(shown).join(', ')}]`,
        `${IMAGE_PIXELS} values`,
      );
    }
  }
  if (inbound === undefined) return; // a Sequential model is always a plain stack
  const before: string[] = layers[i - 1] ? [nameOf(layers[i - 1] as LayerJson)] : [];
  const texts = new Set<string>(JSON.stringify(inbound).match(/"[^"]*"/g));
  const inputs = layers.map(nameOf).filter((candidate) => texts.has(JSON.stringify(candidate)));
  if (inputs.join() !== before.join()) {
    throw unsupported(
      `${name} after ${inputs.join(' and ') || 'no layer'}`,
      'each layer after the previous one',
    );
  }
}

async function readWeights(
  manifest: readonly ManifestGroup[],
  readPath: ReadPath,
): Promise<readonly NamedWeight[]> {
  const groups = manifest.map(async ({ paths, weights }) => {
    const bytes = joined(await Promise.all(paths.map(readPath)));
    const sizes = weights.map(({ shape }) => shape.reduce((product, size) => product * size, 4));
    const expected = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes.length !== expected) {
      throw unreadable(`${paths.join(', ')} of ${bytes.length} bytes`, `${expected} bytes`);
    }
    let at = 0;
    return weights.map(({ name, shape, dtype, quantization }, i) => {
      if (dtype !== 'float32' || quantization)
        throw unsupported(`${name} as ${dtype}${quantization ? ', quantized' : ''}`, 'float32, not quantized');
      const values = new Float32Array(bytes.buffer, at, (sizes[i] as number) / 4);
      at += sizes[i] as number;
      return { name, shape, values };
    });
  });
  return (await Promise.all(groups)).flat();
}

/** Finds a weight by its name. Keras may put the model's name in front. */
function weightNamed(name: string, weights: readonly NamedWeight[]): NamedWeight {
  const found = weights.find((weight) => weight.name === name || weight.name.endsWith(`/${name}`));
  if (found) return found;
  throw unsupported(`the weights ${weights.map((weight) => weight.name).join(', ')}`, `a weight ${name}`);
}
