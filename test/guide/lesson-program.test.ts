import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { python, pythonWith } from '../fixtures/python';
import { temporaryFolder } from '../scripts/lib/data/small-official-files';

const ROOT = projectRoot();
const PYTHON = pythonWith('numpy');

/** A module with TensorFlow’s name that loads our replacement. */
const TENSORFLOW = `
import types
from stand_in import *
from stand_in import Dataset as _Dataset

data = types.SimpleNamespace(Dataset=_Dataset)
keras = types.SimpleNamespace(
    Input=Input, Model=Model,
    layers=types.SimpleNamespace(Dense=Dense),
    optimizers=types.SimpleNamespace(Adam=Adam),
    losses=types.SimpleNamespace(SparseCategoricalCrossentropy=SparseCategoricalCrossentropy),
    metrics=types.SimpleNamespace(SparseCategoricalAccuracy=SparseCategoricalAccuracy),
    datasets=types.SimpleNamespace(fashion_mnist=types.SimpleNamespace(load_data=load_data)),
)
`;

/** A pyplot that logs what is plotted. */
const PYPLOT = `
class Axes:
    def plot(self, values, label): print("plot", label, len(values))
    def set(self, **_): pass
    def legend(self): pass
    def imshow(self, image, cmap): print("image", image.shape)
    def axis(self, _): pass
    def set_title(self, title): print("title", title)

def subplots(rows, columns, **_):
    return None, [Axes() for _ in range(rows * columns)]

def show(): print("show")
`;

describe.skipIf(!PYTHON)('the Python program of the lesson, with a replacement for TensorFlow', () => {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'test/fixtures/tensorflow-for-the-lesson.py'), join(folder, 'stand_in.py'));
  cpSync(join(ROOT, 'guide/lesson.py'), join(folder, 'lesson.py'));
  writeFileSync(join(folder, 'tensorflow.py'), TENSORFLOW);
  mkdirSync(join(folder, 'matplotlib'));
  writeFileSync(join(folder, 'matplotlib/__init__.py'), '');
  writeFileSync(join(folder, 'matplotlib/pyplot.py'), PYPLOT);
  /** Several threads would be slower for such small matrices. */
  const RUN = `
import os
os.environ.update(OPENBLAS_NUM_THREADS='1', OMP_NUM_THREADS='1')
import json, lesson, stand_in
print(json.dumps([lesson.history, stand_in.LOG]))
`;

  test('trains twenty epochs, learns, prints a line for each, and plots them', () => {
    const lines = python(RUN, folder, PYTHON ?? '')
      .trim()
      .split('\n');
    const [history, log] = JSON.parse(lines.at(-1) ?? '') as [Record<string, number>[], string[]];
    expect(history).toHaveLength(20);
    expect(lines.filter((line) => line.startsWith("{'epoch': "))).toHaveLength(20);
    expect(history[0]?.loss).toBeGreaterThan(1);
    expect(history.at(-1)?.loss).toBeLessThan(0.2);
    expect(history.at(-1)?.val_accuracy).toBeGreaterThan(0.95);
    // 1,000 images make 16 batches.
    expect(log.filter((entry) => entry === 'tape')).toHaveLength(320);
    expect(log.filter((entry) => entry === 'apply')).toHaveLength(320);
    expect(log.filter((entry) => entry === 'reset')).toHaveLength(2 + 40);
    expect(log.filter((entry) => /^(shuffle|batch)/.test(entry))).toEqual([
      'shuffle 1024',
      'batch 64',
      'batch 64',
    ]);
    expect(lines.filter((line) => line.startsWith('plot'))).toEqual([
      'plot training 20',
      'plot validation 20',
      'plot training 20',
      'plot validation 20',
    ]);
    expect(lines.filter((line) => line.startsWith('title'))).toHaveLength(10);
    expect(lines).toContain('show');
  });
});
