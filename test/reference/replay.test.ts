import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { loadNodeData } from '../../scripts/lib/node/node-data';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import type { Batch } from '../../worker/data/dataset';
import type { LabelledImages } from '../../worker/data/split';
import type { CreateEngine } from '../../worker/engines/engine';
import type { RunConfigInput } from '../../worker/protocol';
import { DEPTH } from '../fixtures/depth';
import { type ReplayReport, replay } from './replay';
import { readTrajectory } from './trajectory';

const FOLDER = resolve(projectRoot(), '../shared/reference');
const FILES = ['mlp-64-64-adam-100-steps', 'mlp-100-sgd-batch-50-200-steps', 'mlp-64-64-adam-1-epoch'] as const;
const fileOf = (name: string) => join(FOLDER, `${name}.safetensors`);

const { source } = await locateData();
const missing = [
  ...(source ? [] : ['Fashion-MNIST']),
  ...FILES.map(fileOf).filter((file) => !existsSync(file)),
];
if (missing.length > 0) {
  console.warn(`\n  SKIPPED: NO ENGINE IS COMPARED WITH A REFERENCE RUN, for lack of ${missing.join(', ')}\n`);
}

/** The largest allowed differences. A float32 run of PyTorch stays within 9e-7 and 2e-6. */
const STEP_LOSS = 1e-5;
const FINAL_WEIGHT = 2e-5;
const TEST_PROBABILITY = 1e-4;
/** The share of the training images that may be classified differently. */
const MISMATCHES = 1 / 5000;

const ENGINES: readonly (readonly [string, RunConfigInput])[] = [
  ['tfjs, with our kernels', { engine: 'tfjs' }],
  ['tfjs on the cpu backend', { engine: 'tfjs', backend: 'cpu' }],
  ['fused, with 1 thread', { engine: 'fused', threads: 1 }],
  ['fused, with 2 threads', { engine: 'fused', threads: 2 }],
  ['fused, with 3 threads', { engine: 'fused', threads: 3 }],
];
/** Plain JavaScript takes half a minute for the short runs, and would take minutes for an epoch. */
const isTooSlow = ({ backend }: RunConfigInput, file: string) =>
  backend === 'cpu' && (!DEPTH.replaysOnCpu || file.includes('epoch'));

const isWithinBounds = ({ maxStepLossDiff, maxFinalWeightDiff, correctMismatches, images }: ReplayReport) =>
  maxStepLossDiff <= STEP_LOSS &&
  maxFinalWeightDiff <= FINAL_WEIGHT &&
  correctMismatches <= MISMATCHES * images;

const readReference = (name: string) => readTrajectory(readFileSync(fileOf(name)));

describe.skipIf(missing.length > 0)('compared with a float64 reference run', () => {
  const { signal } = new AbortController();
  let data: LabelledImages;
  beforeAll(async () => {
    data = await loadNodeData(`${pathToFileURL(source ?? '').href}/`);
  });

  const replaying = ENGINES.filter(([, settings]) => FILES.some((file) => !isTooSlow(settings, file)));

  describe.each(replaying)('the engine %s', (_, settings) => {
    let createEngine: CreateEngine;
    beforeAll(async () => {
      createEngine = await chooseNodeEngine(parseConfig(settings), signal);
    });

    test.each(FILES.filter((file) => !isTooSlow(settings, file)))(
      'on %s: step losses within 1e-5, final weights within 2e-5, at most 1 image in 5,000 classified differently',
      (name) => {
        const report = replay(readReference(name), data, createEngine);
        expect(report.maxStepLossDiff).toBeLessThanOrEqual(STEP_LOSS);
        expect(report.maxFinalWeightDiff).toBeLessThanOrEqual(FINAL_WEIGHT);
        expect(report.correctMismatches).toBeLessThanOrEqual(MISMATCHES * report.images);
        expect(report.testLossDiff).toBeLessThanOrEqual(STEP_LOSS);
        expect(report.testAccuracyDiff).toBeLessThanOrEqual(MISMATCHES);
        expect(report.maxTestProbabilityDiff).toBeLessThanOrEqual(TEST_PROBABILITY);
      },
      DEPTH.testMs,
    );
  });

  describe('the comparison itself', () => {
    const trajectory = missing.length > 0 ? null : readReference(FILES[0]);
    const judge = (flaw: (create: CreateEngine) => CreateEngine) =>
      chooseNodeEngine(parseConfig({}), signal).then((create) => {
        if (!trajectory) throw new Error('skipped without the reference files');
        return replay(trajectory, data, flaw(create));
      });

    test('accepts the correct engine', async () => {
      const report = await judge((create) => create);
      expect(report).toMatchObject({ steps: 100, images: 6400 });
      expect(isWithinBounds(report)).toBe(true);
    });

    test.each<[string, (create: CreateEngine) => CreateEngine]>([
      [
        'a learning rate that is 0.1 % too large',
        (create) => (setup) =>
          create({
            ...setup,
            optimizer: { ...setup.optimizer, learningRate: setup.optimizer.learningRate * 1.001 },
          }),
      ],
      [
        'another optimizer',
        (create) => (setup) => create({ ...setup, optimizer: { ...setup.optimizer, name: 'rmsprop' } }),
      ],
      [
        'a single initial weight that is off by 0.01',
        (create) => (setup) =>
          create({ ...setup, parameters: setup.parameters.map((w, i) => (i === 54_400 ? w + 0.01 : w)) }),
      ],
    ])('rejects an engine with %s', async (_, flaw) => {
      expect(isWithinBounds(await judge(flaw))).toBe(false);
    });

    test('rejects an engine whose losses are not numbers, instead of ignoring them', async () => {
      const report = await judge((create) => (setup) => {
        const engine = create(setup);
        return new Proxy(engine, {
          get(target, name) {
            if (name === 'trainStep')
              return (batch: Batch) => ({ ...target.trainStep(batch), lossSum: Number.NaN });
            const value = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      });
      expect(report.maxStepLossDiff).toBe(Number.POSITIVE_INFINITY);
    });
  });
});
