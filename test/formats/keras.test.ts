import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeKeras } from '../../worker/formats/keras';
import type { SavedNetwork } from '../../worker/formats/saved-network';
import { parameterTable } from '../../worker/model/classifier';
import { OPTIMIZERS } from '../../worker/protocol';
import { largestDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { python, pythonWith } from '../fixtures/python';
import { savedNetwork } from '../fixtures/saved-networks';

const PYTHON = pythonWith('py_compile');
const NUMPY = pythonWith('numpy');
const TENSORFLOW = NUMPY && pythonWith('tensorflow');
const STAND_IN = fileURLToPath(new URL('../fixtures/tensorflow-stand-in.py', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keras-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(network: SavedNetwork): void {
  for (const [name, bytes] of Object.entries(writeKeras(network))) writeFileSync(join(folder, name), bytes);
}
const scriptOf = (network: SavedNetwork) => new TextDecoder().decode(writeKeras(network)['model.py']);

test('the script has every layer and the optimizer with the run’s settings', () => {
  const { config, ...network } = savedNetwork([64, 32], 'tanh');
  const script = scriptOf({ ...network, config });
  expect(script).toContain('Dense(64, activation="tanh", name="dense_1")');
  expect(script).toContain('Dense(32, activation="tanh", name="dense_2")');
  expect(script).toContain('Dense(10, activation="softmax", name="predictions")');
  const optimizers = OPTIMIZERS.map((optimizer) => {
    const settings = { ...config, optimizer, learningRate: 0.01, momentum: 0.8 };
    return /optimizer=keras\.optimizers\.(.*),\n/.exec(scriptOf({ ...network, config: settings }))?.[1];
  });
  expect(optimizers).toEqual([
    'Adam(learning_rate=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-7)',
    'SGD(learning_rate=0.01)',
    'SGD(learning_rate=0.01, momentum=0.8)',
    'RMSprop(learning_rate=0.01, rho=0.9, epsilon=1e-7)',
  ]);
});

test.skipIf(!PYTHON)('the script is valid Python, also with class names that need escapes', () => {
  const classNames = ['"quoted"', 'back\\slash', 'line\nbreak', '티셔츠', '👕', '', "'", '{x}', '%d', '"""'];
  write({ ...savedNetwork([4]), classNames });
  const names = `import ast
tree = ast.parse(open("model.py", encoding="utf-8").read())
value = next(n.value for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "CLASS_NAMES")
import json; print(json.dumps([ord(c) for name in ast.literal_eval(value) for c in name + "|"]))
import py_compile; py_compile.compile("model.py", doraise=True)`;
  const codes = [...classNames.map((name) => `${name}|`).join('')].flatMap((char) => char.split(''));
  const got: number[] = JSON.parse(python(names, folder, PYTHON as string));
  expect(got).toEqual(codes.map((unit) => unit.charCodeAt(0)));
});

describe.skipIf(!NUMPY)('read_weights(), with only NumPy', () => {
  test('returns every array with its shape and values', () => {
    const network = savedNetwork([6, 5], 'sigmoid');
    write(network);
    const code = `import json, model
print(json.dumps({name: [a.shape, a.dtype.name, a.ravel().tolist()] for name, a in model.read_weights().items()}))`;
    const arrays = JSON.parse(python(code, folder, NUMPY as string));
    const expected = parameterTable(network.layers).map(({ name, shape, offset, length }) => [
      name,
      [shape, 'float32', [...network.parameters.subarray(offset, offset + length)]],
    ]);
    expect(Object.entries(arrays)).toEqual(expected);
  });
});

describe.skipIf(!NUMPY)('python model.py, with a stand-in for TensorFlow', () => {
  test.each(['relu', 'tanh', 'sigmoid'] as const)(
    'evaluates and predicts with the weights: %s',
    (activation) => {
      const network = savedNetwork([6, 5], activation);
      write(network);
      copyFileSync(STAND_IN, join(folder, 'tensorflow.py'));
      const run = 'import runpy; runpy.run_path("model.py", run_name="__main__")';
      const printed = python(run, folder, NUMPY as string)
        .trimEnd()
        .split('\n');

      const oracle = new Float64Network(network.layers, network.parameters, {
        name: 'sgd',
        learningRate: 1,
        momentum: 0,
      });
      const images = Float32Array.from({ length: 3 * 784 }, (_, i) => (i % 256) / 255);
      const rows = oracle.predict(images, 3);
      const labels = [2, 0, 9];
      const best = labels.map((_, row) => {
        const of = [...rows.slice(row * 10, row * 10 + 10)];
        const probability = Math.max(...of);
        return { taken: of.indexOf(probability), probability };
      });
      const hits = labels.filter((label, row) => label === best[row]?.taken).length;
      expect(printed.slice(0, 2)).toEqual([
        'compiled {"optimizer": ["Adam", {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07}], ' +
          '"loss": ["SparseCategoricalCrossentropy", {}], "metrics": [["SparseCategoricalAccuracy", {}]]}',
        `evaluated 3 ${hits}`,
      ]);
      const lines = printed.slice(2).map((line) => /^(.*) predicted as (.*) ([\d.e-]+)$/.exec(line)?.slice(1));
      expect(lines.map((line) => line?.slice(0, 2))).toEqual(
        labels.map((label, row) => [label, best[row]?.taken ?? -1].map((index) => network.classNames[index])),
      );
      const probabilities = lines.map((line) => Number(line?.[2]));
      expect(
        largestDifference(
          probabilities,
          best.map(({ probability }) => probability),
        ),
      ).toBeLessThan(1e-5);
    },
  );
});

describe.skipIf(!TENSORFLOW)('load_model(), with TensorFlow', () => {
  test('makes the same predictions as the network, within 1e-6 of float64', { timeout: 120_000 }, () => {
    const network = savedNetwork([6, 5], 'sigmoid');
    write(network);
    const code = `import json, numpy as np, model
rows = model.load_model().predict(np.linspace(0, 1, 5 * 784, dtype="float32").reshape(5, 784), verbose=0)
print("rows " + json.dumps(rows.ravel().tolist()))`;
    const oracle = new Float64Network(network.layers, network.parameters, {
      name: 'sgd',
      learningRate: 1,
      momentum: 0,
    });
    const images = Float32Array.from({ length: 5 * 784 }, (_, i) => i / (5 * 784 - 1));
    const got: number[] = JSON.parse(
      /rows (.*)/.exec(python(code, folder, TENSORFLOW as string))?.[1] as string,
    );
    expect(largestDifference(got, oracle.predict(images, 5))).toBeLessThan(1e-6);
  });
});
