import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { parseConfig } from '../../../worker/config';
import { Batch } from '../../../worker/data/dataset';
import { formatImage } from '../../../worker/data/format-image';
import type { Engine, EngineSetup } from '../../../worker/engines/engine';
import { classifierLayers } from '../../../worker/model/classifier';
import { initialParameters } from '../../../worker/model/initialisers';
import { ACTIVATIONS, OPTIMIZERS } from '../../../worker/protocol';
import { RandomStream } from '../../../worker/random';
import { engineCase, largestDifference } from '../../fixtures/engine-case';
import { Float64Network } from '../../fixtures/float64-network';
import { rejectionOf } from '../../fixtures/trainer-error';

const { signal } = new AbortController();
const start = (threads: number) => chooseNodeEngine(parseConfig({ engine: 'fused', threads }), signal);

/** Any network and batch, mostly of sizes that are not multiples of a tile, a panel or a pair. */
const CASES = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 }),
  inputs: fc.integer({ min: 1, max: 70 }),
  batchSize: fc.integer({ min: 1, max: 90 }),
  activation: fc.constantFrom(...ACTIVATIONS),
  optimizer: fc.constantFrom(...OPTIMIZERS),
  seed: fc.nat(1000),
});
type Case = typeof CASES extends fc.Arbitrary<infer T> ? T : never;

/** Learning rates so small that float32 and float64 stay close for three steps. */
const RATES = { adam: 1e-3, sgd: 0.05, momentum: 0.02, rmsprop: 1e-3 } as const;

function caseOf({ hidden, inputs, batchSize, activation, optimizer: name, seed }: Case) {
  const random = RandomStream.seeded(seed);
  const layers = classifierLayers(hidden, activation, inputs);
  const parameters = initialParameters(layers, random.fork('weights'));
  const optimizer = { name, learningRate: RATES[name], momentum: 0.9 };
  const setup: EngineSetup = { layers, parameters, optimizer, batchSize };
  const count = batchSize + 3;
  const split = {
    count,
    images: Uint8Array.from({ length: count * inputs }, () => (random.nextInt(2) ? random.nextInt(256) : 0)),
    labels: Uint8Array.from({ length: count }, () => random.nextInt(10)),
  };
  const batches = [batchSize, batchSize, Math.ceil(batchSize / 3)].map((size) => {
    const indices = Int32Array.from({ length: size }, () => random.nextInt(count));
    return new Batch(split, indices, formatImage);
  });
  return { setup, batches, oracle: new Float64Network(layers, parameters, optimizer) };
}

const sumOf = (parameters: Float32Array) =>
  createHash('sha256').update(new Uint8Array(parameters.buffer)).digest('hex');

describe('the engine fused', () => {
  test('three steps of any network, batch and optimizer agree with float64: losses within 2e-5, weights within 1e-4', async () => {
    const create = await start(1);
    fc.assert(
      fc.property(CASES, (some) => {
        const { setup, batches, oracle } = caseOf(some);
        const engine = create(setup);
        for (const batch of batches) {
          const { lossSum, count } = engine.trainStep(batch);
          const expected = oracle.train(batch.inputs(), batch.labels());
          expect(count).toBe(batch.count);
          expect(Math.abs(lossSum - expected.lossSum) / count).toBeLessThan(2e-5);
        }
        expect(largestDifference(engine.parameters(), oracle.parameters)).toBeLessThan(1e-4);
        engine.dispose();
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  test('1, 2, 3 and 5 threads give the same weights and losses to the bit', async () => {
    const creators = await Promise.all([start(1)]);
    for (const threads of [2, 3, 5]) {
      const create = await start(threads);
      fc.assert(
        fc.property(CASES, (some) => {
          const { setup, batches } = caseOf(some);
          const [one, several] = [creators[0]?.(setup), create(setup)];
          for (const batch of batches) expect(several.trainStep(batch)).toEqual(one?.trainStep(batch));
          expect(several.parameters()).toEqual(one?.parameters());
          one?.dispose();
          several.dispose();
        }),
        { seed: threads, numRuns: 30 },
      );
    }
  });

  test('a batch copied in ahead of its step gives the same bits as any other, on 1, 2, 3 and 5 threads', async () => {
    const alone = await start(1);
    for (const threads of [1, 2, 3, 5]) {
      const create = threads === 1 ? alone : await start(threads);
      fc.assert(
        fc.property(CASES, (some) => {
          const { setup, batches } = caseOf(some);
          const [one, ahead] = [alone(setup), create(setup)];
          batches.forEach((batch, i) => {
            expect(ahead.trainStep(batch, () => batches[i + 1])).toEqual(one.trainStep(batch));
          });
          expect(ahead.parameters()).toEqual(one.parameters());
          one.dispose();
          ahead.dispose();
        }),
        { seed: threads, numRuns: 30 },
      );
    }
  });

  test.each([1, 2, 3])(
    'a batch copied in ahead on %d threads does no harm if another call comes first or instead',
    async (threads) => {
      const creators = await Promise.all([start(1), start(threads)]);
      const { setup, batches } = engineCase('adam');
      const [first, second, third] = batches as readonly [Batch, Batch, Batch];
      const float = new Batch(second.split, second.indices, (image, into) => formatImage(image, into));
      const between: ((engine: Engine) => unknown)[] = [
        (engine) => engine.evaluateStep(third),
        (engine) => engine.predict(third.inputs(), third.count),
        (engine) => engine.trainStep(third),
        (engine) => engine.trainStep(float, () => third),
        (engine) => engine.trainStep(third, () => float),
        (engine) => engine.setThreads?.(threads - 1),
      ];
      for (let round = 0; round < 20; round++) {
        for (const something of between) {
          const [one, several] = creators.map((create, i) => {
            const engine = create(setup);
            const upcoming = (batch: Batch) => (i === 0 ? undefined : () => batch);
            const results = [engine.trainStep(first, upcoming(second)), something(engine)];
            results.push(engine.trainStep(second, upcoming(first)), engine.trainStep(first));
            const parameters = engine.parameters();
            engine.dispose();
            return { results, parameters };
          });
          expect(several).toEqual(one);
        }
      }
    },
  );

  test('a batch whose map throws does not change the one that was copied in ahead', async () => {
    const create = await start(2);
    const { setup, batches } = engineCase('adam');
    const [first, second, third] = batches as readonly [Batch, Batch, Batch];
    const unmapped = new Batch(third.split, third.indices, () => {
      throw new Error('no map');
    });
    const trained = (between: (engine: Engine) => void) => {
      const engine = create(setup);
      engine.trainStep(first, () => second);
      between(engine);
      const answers = [engine.trainStep(second), engine.parameters()];
      engine.dispose();
      return answers;
    };
    const failing = (engine: Engine) => expect(() => engine.evaluateStep(unmapped)).toThrow('no map');
    expect(trained(failing)).toEqual(trained(() => {}));
  });

  test('an error while the next batch is drawn does not break the step or the engine', async () => {
    for (const threads of [1, 3]) {
      const create = await start(threads);
      const { setup, batches } = engineCase('adam');
      const [first, second] = batches as readonly [Batch, Batch];
      const trained = (upcoming?: () => Batch) => {
        const engine = create(setup);
        try {
          engine.trainStep(first, upcoming);
        } catch (thrown) {
          expect(String(thrown)).toBe('Error: no batch');
        }
        const answers = [engine.trainStep(second), engine.parameters()];
        engine.dispose();
        return answers;
      };
      const broken = () => {
        throw new Error('no batch');
      };
      expect(trained(broken)).toEqual(trained());
    }
  });

  test.each([2, 3])(
    'a call while %d threads update weights takes effect after the update, to the bit as with one thread',
    async (threads) => {
      const creators = await Promise.all([start(1), start(threads)]);
      const { setup, batches } = engineCase('momentum');
      const [first, second, third] = batches as readonly [Batch, Batch, Batch];
      const lent = setup.parameters.map((weight) => weight / 2);
      const asked = (ask: (engine: Engine) => unknown) =>
        creators.map((create) => {
          const engine = create(setup);
          engine.trainStep(first);
          const answer = ask(engine);
          const after = engine.trainStep(third);
          const parameters = engine.parameters();
          engine.dispose();
          return { answer, after, parameters };
        });
      const guesses = () => ({
        predicted: new Uint8Array(second.count),
        confidence: new Float32Array(second.count),
      });
      const asks: ((engine: Engine) => unknown)[] = [
        (engine) => {
          const into = guesses();
          return [engine.evaluateStep(second, into), into];
        },
        (engine) => engine.predict(second.inputs(), second.count),
        (engine) => engine.parameters(),
        (engine) => engine.setParameters(lent),
        (engine) => engine.setLearningRate(0.005),
      ];
      // Often enough that helpers are late in some rounds and early in others.
      for (let round = 0; round < 20; round++) {
        for (const ask of asks) {
          const [one, several] = asked(ask);
          expect(several).toEqual(one);
        }
      }
    },
  );

  test('threads that come and go between two steps change no bit, and the engine’s info reports them', async () => {
    const [alone, create] = await Promise.all([start(1), start(5)]);
    const { setup, batches } = engineCase('adam');
    const [one, several] = [alone(setup), create(setup)];
    // Some helpers have not noticed one change when the next one comes, at once or after a pause in which they fall asleep.
    const wanted = [5, 1, 3, 2, 9, 0, 4, 5, 2, 3, 1, 5];
    for (let round = 0; round < 40; round++) {
      for (const most of wanted) {
        several.setThreads?.(most);
        expect(several.info.threads).toBe(Math.max(1, Math.min(most, 5)));
        for (const batch of batches) expect(several.trainStep(batch)).toEqual(one.trainStep(batch));
      }
      if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(several.info.label).toBe('fused, WASM SIMD, 5 threads');
    expect(several.parameters()).toEqual(one.parameters());
    one.dispose();
    several.dispose();
  });

  test('an engine that is disposed of during an update frees its helpers for the next one', async () => {
    const [alone, create] = await Promise.all([start(1), start(3)]);
    const { setup, batches } = engineCase('adam');
    const [first, second] = batches as readonly [Batch, Batch];
    const trained = (engine: Engine) => {
      engine.trainStep(first);
      engine.trainStep(second);
      return engine;
    };
    const one = trained(alone(setup));
    for (let round = 0; round < 20; round++) {
      const left = trained(create(setup));
      left.dispose();
      // The update that had begun is complete.
      expect(left.parameters()).toEqual(one.parameters());
    }
    one.dispose();
  });

  test('images given as floats train to the same bits as their bytes', async () => {
    const create = await start(2);
    const { setup, batches } = engineCase('adam');
    const trained = (map: Batch['map']) => {
      const engine = create(setup);
      for (const { split, indices } of batches) engine.trainStep(new Batch(split, indices, map));
      const parameters = engine.parameters();
      engine.dispose();
      return sumOf(parameters);
    };
    expect(trained((image, into) => formatImage(image, into))).toBe(trained(formatImage));
  });

  test('an evaluation and a prediction larger than the training batch are computed in parts', async () => {
    const create = await start(1);
    const { setup, batches, oracle } = engineCase('sgd');
    const [first] = batches;
    if (!first) throw new Error('a case has batches');
    const indices = Int32Array.from({ length: 333 }, (_, i) => i % first.split.count);
    const batch = new Batch(first.split, indices, formatImage);
    const engine = create({ ...setup, batchSize: 1 });
    const expected = oracle().gradient(batch.inputs(), batch.labels());
    const { lossSum, correct, count } = engine.evaluateStep(batch);
    expect([correct, count]).toEqual([expected.correct, 333]);
    expect(Math.abs(lossSum - expected.lossSum) / count).toBeLessThan(2e-6);
    const probabilities = engine.predict(batch.inputs(), 333);
    expect(largestDifference(probabilities, oracle().predict(batch.inputs(), 333))).toBeLessThan(1e-6);
    engine.dispose();
  });

  test('an engine whose helpers moved to another one continues alone, with the same bits', async () => {
    const create = await start(3);
    const { setup, batches } = engineCase('adam');
    const trained = (between: () => void) => {
      const engine = create(setup);
      for (const batch of batches) {
        engine.trainStep(batch);
        between();
      }
      const parameters = engine.parameters();
      engine.dispose();
      return sumOf(parameters);
    };
    const undisturbed = trained(() => {});
    expect(trained(() => create(setup).trainStep(batches[0] as Batch))).toBe(undisturbed);
  });

  test('a network and batch too large for any memory are refused with engine-memory, which names both', async () => {
    const create = await start(1);
    const layers = classifierLayers([4096, 4096, 4096, 4096, 4096, 4096], 'relu');
    const { optimizer } = engineCase('adam').setup;
    const parameters = new Float32Array(0);
    const error = await rejectionOf(
      Promise.resolve().then(() => create({ layers, parameters, optimizer, batchSize: 60_000 })),
    );
    expect(error).toMatchObject({ code: 'engine-memory', field: 'batchSize' });
    expect(error.got).toMatch(/GiB for hidden-units="4096,4096,4096,4096,4096,4096" and batch="60000"/);
  });
});
