import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { writeKeras } from '../../worker/formats/keras';
import { readSafetensors, writeSafetensors } from '../../worker/formats/safetensors';
import type { SavedNetwork } from '../../worker/formats/saved-network';
import { writeLayersModel } from '../../worker/formats/tfjs-layers-model';
import { zip } from '../../worker/formats/zip';
import { readModel } from '../../worker/model-files/read-model';
import { type ModelFile, TrainerError } from '../../worker/protocol';
import { archiveOf } from '../fixtures/archive';
import { countAllocations } from '../fixtures/mutants/allocations';
import { anyNetwork, savedNetwork } from '../fixtures/saved-networks';
import { rejectionOf } from '../fixtures/trainer-error';

const NETWORK = savedNetwork([6, 5], 'tanh');
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const file = (name: string, bytes: Uint8Array): ModelFile => ({ name, bytes: new Uint8Array(bytes) });
const textOf = (words: string) => new TextEncoder().encode(words);
const filesOf = (network: SavedNetwork): ModelFile[] =>
  Object.entries(writeLayersModel(network)).map(([name, bytes]) => file(name, bytes));
const expected = ({ config, parameters, classNames }: SavedNetwork) => ({
  hiddenUnits: config.hiddenUnits,
  activation: config.activation,
  classNames,
  parameters,
});

/** The lesson's files with a change in `model.json`. */
function changed(change: (json: LayersJson) => void): ModelFile[] {
  const [json, weights] = filesOf(NETWORK) as [ModelFile, ModelFile];
  const value: LayersJson = JSON.parse(text(json.bytes));
  change(value);
  return [file('model.json', bytesOf(value)), weights];
}

interface LayersJson {
  modelTopology: {
    config: {
      layers: { class_name: string; name: string; config: Record<string, unknown>; inbound_nodes: unknown[] }[];
    };
  };
  weightsManifest: {
    paths: string[];
    weights: { name: string; shape: number[]; dtype: string; quantization?: unknown }[];
  }[];
}

/** A safetensors file of float32 zeros. */
function safetensors(shapes: Record<string, readonly number[]>, dtype = 'F32'): ModelFile {
  let at = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const begin = at;
    at += shape.reduce((product, size) => product * size, 4);
    return [name, { dtype, shape, data_offsets: [begin, at] }];
  });
  const header = bytesOf(Object.fromEntries(entries));
  const bytes = new Uint8Array(8 + header.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return file('x.safetensors', bytes);
}

/** A safetensors file of a header alone. */
function safetensorsOf(header: string): ModelFile {
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(textOf(header), 8);
  return file('x.safetensors', bytes);
}

describe('the trainer reads its own files', () => {
  test.each<[string, (network: SavedNetwork) => ModelFile[]]>([
    ['safetensors', (network) => [file('a.safetensors', writeSafetensors(network))]],
    ['model.json and weights.bin', filesOf],
    ['the same, the other way round and in a folder', (network) => filesOf(network).reverse()],
    ['an archive of them', (network) => [file('a.zip', zip({ ...writeLayersModel(network) }))]],
    ['Keras’ archive, for its weights', (network) => [file('k.zip', zip({ ...writeKeras(network) }))]],
  ])('bit for bit: %s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(anyNetwork, async (network) => {
        expect(await readModel(write(network))).toEqual(expected(network));
      }),
      { numRuns: 15 },
    );
  });

  test('from an address: a file that model.json names is fetched', async () => {
    const [json, weights] = filesOf(NETWORK) as [ModelFile, ModelFile];
    const asked: string[] = [];
    const more = async (path: string) => {
      asked.push(path);
      return weights.bytes;
    };
    expect(await readModel([json], more)).toEqual(expected(NETWORK));
    expect(asked).toEqual(['weights.bin']);
  });

  test('from an archive that was packed again, with compression, folders and a comment', async () => {
    const files = Object.entries(writeLayersModel(NETWORK));
    const packed = archiveOf(files.map(([name, content]) => ({ name: `model/${name}`, content })));
    expect(await readModel([file('a.zip', packed)])).toEqual(expected(NETWORK));
  });
});

describe('the trainer reads other programs’ files:', () => {
  test('TensorFlow.js: a sequential model with Flatten, in shards', async () => {
    await tf.setBackend('cpu');
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [28, 28] }),
        tf.layers.dense({ units: 7, activation: 'sigmoid' }),
        tf.layers.dense({ units: 10, activation: 'softmax' }),
      ],
    });
    let files: ModelFile[] = [];
    await model.save(
      tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
        const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
        const weightsManifest = [{ paths: ['a-1of2.bin', 'a-2of2.bin'], weights: weightSpecs }];
        files = [
          file('a-1of2.bin', bytes.slice(0, 1001)),
          file('model.json', bytesOf({ modelTopology, weightsManifest })),
          file('a-2of2.bin', bytes.slice(1001)),
        ];
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const { hiddenUnits, activation, classNames, parameters } = await readModel(files);
    expect([hiddenUnits, activation, classNames]).toEqual([[7], 'sigmoid', null]);
    const weights = await Promise.all(model.getWeights().map((weight) => weight.data()));
    expect([...parameters]).toEqual(weights.flatMap((values) => [...values]));
    model.dispose();
  });

  test('a layer that does what the trainer does with pixels anyway is skipped: Rescaling by 1/255', async () => {
    const withScale = (scale: number) =>
      changed(({ modelTopology: { config } }) => {
        const [input, first] = config.layers;
        config.layers.splice(1, 0, {
          class_name: 'Rescaling',
          name: 'scale',
          config: { name: 'scale', scale, offset: 0 },
          inbound_nodes: [[[input?.name, 0, 0, {}]]],
        });
        if (first) first.inbound_nodes = [[['scale', 0, 0, {}]]];
      });
    expect(await readModel(withScale(1 / 255))).toEqual(expected(NETWORK));
    expect(await rejectionOf(readModel(withScale(1 / 127.5)))).toMatchObject({
      code: 'model-unsupported',
      got: expect.stringMatching(/^the layer scale with scale 0\.0078/),
      expected: 'scale 1/255, offset 0',
    });
  });

  test('safetensors without metadata get the lesson’s relu', async () => {
    const shapes = { 'dense_1/kernel': [784, 3], 'dense_1/bias': [3], 'predictions/kernel': [3, 10] };
    const contents = await readModel([safetensors({ ...shapes, 'predictions/bias': [10] })]);
    expect(contents).toMatchObject({ hiddenUnits: [3], activation: 'relu', classNames: null });
  });

  const recorded = join(projectRoot(), '../shared/reference/mlp-64-64-adam-100-steps.safetensors');
  test.skipIf(!existsSync(recorded))('a recorded trajectory: the weights it ended with', async () => {
    const bytes = readFileSync(recorded);
    const { hiddenUnits, parameters } = await readModel([file('recorded.safetensors', bytes)]);
    expect(hiddenUnits).toEqual([64, 64]);
    const kernel = readSafetensors(bytes).tensors.get('final/dense_1/kernel')?.values;
    expect(parameters.slice(0, 784 * 64)).toEqual(kernel);
  });
});

describe('a description is refused before it costs memory', () => {
  test('if it names a file more than once, in whatever group', async () => {
    const files = changed(({ weightsManifest }) => {
      weightsManifest.push({ paths: ['weights.bin'], weights: [] });
    });
    expect(await rejectionOf(readModel(files))).toMatchObject({ code: 'model-unreadable' });
  });

  test('if it names more than 1,024 files', async () => {
    const files = changed(({ weightsManifest }) => {
      for (let i = 0; i < 1024; i++) weightsManifest.push({ paths: [`${i}.bin`], weights: [] });
    });
    expect(await rejectionOf(readModel(files))).toMatchObject({ code: 'model-unreadable' });
  });

  test('if its layers are larger than its weights, however large', async () => {
    const files = changed(({ modelTopology: { config } }) => {
      for (const layer of config.layers.slice(1, -1)) Object.assign(layer.config, { units: 4096 });
    });
    const allocations = countAllocations();
    const error = await rejectionOf(readModel(files));
    expect(allocations.end()).toBeLessThan(1e6);
    expect(error.code).toBe('model-shape');
  });
});

describe('the error of a weight with another shape', () => {
  test('in a layers model names both shapes', async () => {
    const files = changed(({ modelTopology: { config } }) => {
      Object.assign(config.layers[2]?.config ?? {}, { units: 9 });
    });
    expect(await rejectionOf(readModel(files))).toMatchObject({
      code: 'model-shape',
      got: 'dense_2/kernel of shape [6, 5]',
      expected: 'dense_2/kernel of shape [6, 9]',
    });
  });

  test.each<[string, Record<string, readonly number[]>, string, string]>([
    [
      'an input of 28',
      { 'dense_1/kernel': [28, 3] },
      'dense_1/kernel of shape [28, 3]',
      'dense_1/kernel of shape [784, 3]',
    ],
    [
      'a kernel turned round',
      { 'predictions/kernel': [10, 3] },
      'predictions/kernel of shape [10, 3]',
      'predictions/kernel of shape [3, 10]',
    ],
    ['a short bias', { 'dense_1/bias': [2] }, 'dense_1/bias of shape [2]', 'dense_1/bias of shape [3]'],
    [
      'nine classes',
      { 'predictions/bias': [9] },
      'predictions/bias of shape [9]',
      'predictions/bias of shape [10]',
    ],
  ])('in safetensors names both shapes: %s', async (_, other, got, wanted) => {
    const shapes = {
      'dense_1/kernel': [784, 3],
      'dense_1/bias': [3],
      'predictions/kernel': [3, 10],
      'predictions/bias': [10],
      ...other,
    };
    expect(await rejectionOf(readModel([safetensors(shapes)]))).toMatchObject({
      code: 'model-shape',
      got,
      expected: wanted,
    });
  });
});

describe('a network that the trainer does not support', () => {
  const layers = (change: (layers: LayersJson['modelTopology']['config']['layers']) => void) =>
    changed(({ modelTopology: { config } }) => change(config.layers));

  test.each<[string, ModelFile[], string]>([
    [
      'a convolution',
      layers((all) => Object.assign(all[1] as object, { class_name: 'Conv2D' })),
      'the layer dense_1 of type Conv2D',
    ],
    [
      'no bias',
      layers((all) => Object.assign(all[1]?.config as object, { use_bias: false })),
      'the layer dense_1 without a bias',
    ],
    [
      'a linear output',
      layers((all) => Object.assign(all[3]?.config as object, { activation: 'linear' })),
      'a last layer of 10 linear units',
    ],
    [
      'two activations',
      layers((all) => Object.assign(all[1]?.config as object, { activation: 'relu' })),
      'hidden layers with the activations relu, tanh',
    ],
    [
      'another activation',
      layers((all) => {
        for (const layer of all.slice(1, 3)) layer.config.activation = 'gelu';
      }),
      'the activation "gelu"',
    ],
    [
      'another input',
      layers((all) => Object.assign(all[0]?.config as object, { batch_input_shape: [null, 32, 32, 3] })),
      'an input of shape [32, 32, 3]',
    ],
    [
      'a branch',
      layers((all) =>
        Object.assign(all[3] as object, {
          inbound_nodes: [
            [
              ['dense_1', 0, 0, {}],
              ['dense_2', 0, 0, {}],
            ],
          ],
        }),
      ),
      'the layer predictions after dense_1 and dense_2',
    ],
    [
      'no hidden layer',
      layers((all) => {
        all.splice(1, 2);
        Object.assign(all[1] as object, { inbound_nodes: [[['clothing', 0, 0, {}]]] });
      }),
      '0 hidden layers',
    ],
    [
      'half precision',
      changed(({ weightsManifest: [group] }) =>
        Object.assign(group?.weights[0] as object, { dtype: 'float16' }),
      ),
      'dense_1/kernel as float16',
    ],
    [
      'quantised weights',
      changed(({ weightsManifest: [group] }) =>
        Object.assign(group?.weights[0] as object, { quantization: { dtype: 'uint8' } }),
      ),
      'dense_1/kernel as float32, quantized',
    ],
    [
      'a weight by another name',
      changed(({ weightsManifest: [group] }) => Object.assign(group?.weights[0] as object, { name: 'x' })),
      'the weights x, dense_1/bias, dense_2/kernel, dense_2/bias, predictions/kernel, predictions/bias',
    ],
    [
      'other tensors',
      [safetensors({ 'fc1.weight': [64, 784], 'fc1.bias': [64] })],
      'the tensors fc1.weight, fc1.bias',
    ],
  ])('is refused with the reason: %s', async (_, files, got) => {
    expect(await rejectionOf(readModel(files))).toMatchObject({ code: 'model-unsupported', got });
  });
});

describe('a file that is not a model', () => {
  const [json, weights] = filesOf(NETWORK) as [ModelFile, ModelFile];
  const safe = writeSafetensors(NETWORK);
  const archive = zip({ ...writeLayersModel(NETWORK) });
  const damaged = (bytes: Uint8Array, at: number) => {
    const copy = bytes.slice();
    copy[at] = 1 + (copy[at] ?? 0);
    return copy;
  };
  const notANumber = changed(() => {})[1]?.bytes.slice() as Uint8Array<ArrayBuffer>;
  new DataView(notANumber.buffer).setFloat32(40, Number.NaN, true);

  test.each<[string, ModelFile[]]>([
    ['nothing', []],
    ['an empty file', [file('x', new Uint8Array())]],
    ['a text', [file('x.txt', new TextEncoder().encode('hello, this is some text'))]],
    ['other JSON', [file('package.json', bytesOf({ name: 'x' }))]],
    [
      'JSON that is null inside',
      [file('model.json', bytesOf({ modelTopology: { config: { layers: [null] } }, weightsManifest: [] }))],
    ],
    ['model.json without its weights', [json]],
    ['weights without their model.json', [weights]],
    ['weights that are cut', [json, file('weights.bin', weights.bytes.slice(0, -4))]],
    ['a value that is no number', [json, file('weights.bin', notANumber)]],
    ['a cut safetensors file', [file('x', safe.slice(0, -1))]],
    ['a cut archive', [file('x.zip', archive.slice(0, -1))]],
    ['an archive with a flipped byte', [file('x.zip', damaged(archive, 2000))]],
    ['an archive of something else', [file('x.zip', zip({ 'a.txt': bytesOf('a'), 'b.txt': bytesOf('b') }))]],
    ['two models', [file('a', safe), file('b', safe)]],
    [
      'an archive of 400 kB that unpacks to 400 MB',
      [file('x.zip', archiveOf([{ name: 'model.json', content: new Uint8Array(400 * 2 ** 20) }]))],
    ],
    ['model.json of a million `[`', [file('model.json', textOf(`{"a":${'['.repeat(1_000_000)}`))]],
    ['model.json with 100 levels', [file('model.json', textOf(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`))]],
    ['a header of a million `[`', [safetensorsOf('['.repeat(1_000_000))]],
  ])('is refused: %s', async (_, files) => {
    const error = await rejectionOf(readModel(files));
    expect(error.code).toBe('model-unreadable');
    expect(error.remedy).toContain('.safetensors');
  });
});

/** Values that JSON can hold and that no model has. An object with a member `toString` cannot be turned into text or a number. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'x',
  [],
  [[]],
  {},
  { toString: 1 },
  [{ valueOf: 0 }],
];

test('a member of model.json that is replaced by anything else is refused by its reason, or changes nothing', async () => {
  const small = savedNetwork([1]);
  const [file0, weights] = filesOf(small) as [ModelFile, ModelFile];
  const original = JSON.parse(text(file0.bytes));
  for (const path of pathsIn(original)) {
    for (const value of STRANGE) {
      const json = structuredClone(original);
      const parent = path.slice(0, -1).reduce((object, name) => object[name], json);
      parent[path.at(-1) as string] = value;
      const opening = readModel([file('model.json', bytesOf(json)), weights]);
      const outcome = await opening.catch((thrown: unknown) => thrown);
      const change = `${path.join('.')} = ${JSON.stringify(value)}`;
      if (outcome instanceof TrainerError) {
        const isReason = outcome.code.startsWith('model-') && !/cannot|not a function|Error/.test(outcome.got);
        if (isReason) continue;
      }
      const { parameters } = outcome as { parameters?: Float32Array };
      const isSame = parameters && Buffer.compare(bytesIn(parameters), bytesIn(small.parameters)) === 0;
      if (!isSame) throw new Error(`${change}: ${outcome}, got ${(outcome as TrainerError).got}`);
    }
  }
});

const bytesIn = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The path of every member of a JSON value, and of the members inside it. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [[...path, name], ...pathsIn(part, [...path, name])]);
}
