import { describe, expect, test } from 'vitest';
import { nodeFusedStart } from '../../scripts/lib/node/node-session';
import { classifierLayers } from '../../worker/model/classifier';
import { type Activations, MODEL_FORMATS, type ModelFile, type RunConfigInput } from '../../worker/protocol';
import { relativeDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { ENDLESS, RecordedSession } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

const DATA = tinyData(60, 20);
const SGD = { name: 'sgd', learningRate: 0.1, momentum: 0 } as const;
const TWO = DATA.test.images.slice(0, 2 * 784);
const inputsOf = (pixels: Uint8Array) => Float32Array.from(pixels, (byte) => byte / 255);

/** Compares with a forward pass in float64. */
function expectAgreement(found: Activations, parameters: ArrayLike<number>, settings: RunConfigInput): void {
  const layers = classifierLayers(
    String(settings.hiddenUnits).split(',').map(Number),
    (settings.activation ?? 'relu') as 'relu',
  );
  const passed = new Float64Network(layers, parameters, SGD).forward(inputsOf(TWO), 2);
  const last = passed.pop();
  expect(found.hidden.map(({ length }) => length)).toEqual(layers.slice(0, -1).map(({ units }) => 2 * units));
  passed.forEach(({ output }, i) => {
    expect(relativeDifference(found.hidden[i], output)).toBeLessThan(1e-6);
  });
  expect(relativeDifference(found.logits, last?.z as Float64Array)).toBeLessThan(1e-6);
  expect(relativeDifference(found.probabilities, last?.output as Float64Array)).toBeLessThan(1e-6);
}

const CASES: readonly (readonly [string, RunConfigInput])[] = [
  ['one layer of one unit, tanh', { hiddenUnits: '1', activation: 'tanh' }],
  ['one layer of 4,096 units', { hiddenUnits: '4096' }],
  ['six layers of odd sizes, sigmoid', { hiddenUnits: '33,17,9,5,3,1', activation: 'sigmoid' }],
  ['the lesson’s network on three threads', { hiddenUnits: '64,64', threads: 3 }],
  ['the engine tfjs', { hiddenUnits: '19,7', activation: 'tanh', engine: 'tfjs' }],
];

describe('the activations of every layer', () => {
  test.each(CASES)('of %s are those of a float64 forward pass within 1e-6', async (_, settings) => {
    const { session } = new RecordedSession(DATA);
    const all = { engine: 'fused', threads: 1, batchSize: 20, ...settings } as const;
    await session.step('batch', all);
    const found = await session.activations(TWO);
    expect(found.epoch).toBe(null);
    expectAgreement(found, session.model?.engine.parameters() as Float32Array, all);
    await session.reset();
  });

  test('are the same for floats 0 to 1 as for bytes, and have the probabilities that predict() returns', async () => {
    const { session } = new RecordedSession(DATA);
    await session.step('batch', { hiddenUnits: '12,9', batchSize: 20, engine: 'fused', threads: 1 });
    const found = await session.activations(TWO);
    expect(await session.activations(inputsOf(TWO))).toEqual(found);
    const predictions = await session.predict(TWO);
    const probabilities = predictions.flatMap((prediction) => prediction.probabilities);
    expect(relativeDifference(found.probabilities, probabilities)).toBeLessThan(1e-6);
    await session.reset();
  });

  test('after a kept epoch are those of then, while the run goes on', async () => {
    const recorded = new RecordedSession(DATA);
    const { session } = recorded;
    const settings = { ...ENDLESS, hiddenUnits: '8', engine: 'fused', threads: 1 } as const;
    await session.step('epoch', settings);
    const then = session.model?.engine.parameters() as Float32Array;
    await session.step('epoch');
    await session.resume();
    const found = await session.activations(TWO, 1);
    expect(recorded.states.at(-1)).toBe('training');
    expect(found.epoch).toBe(1);
    expectAgreement(found, then, settings);
    expect(await rejectionOf(session.activations(TWO, 999_999))).toMatchObject({ code: 'epoch-not-kept' });
    await session.reset();
  });

  test('do not change a running run, bit for bit', async () => {
    const settings = { hiddenUnits: '8', batchSize: 20, epochs: 20, engine: 'fused', threads: 1 } as const;
    const alone = new RecordedSession(DATA);
    const { weightsSha256 } = await alone.session.train(settings);
    await alone.session.reset();
    const watched = new RecordedSession(DATA);
    let looks = 0;
    let trains = true;
    const first = watched.next(({ type }) => type === 'epoch');
    const training = watched.session.train(settings).finally(() => {
      trains = false;
    });
    await first;
    while (trains) {
      await watched.session.activations(TWO);
      looks += 1;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    expect((await training).weightsSha256).toBe(weightsSha256);
    expect(looks).toBeGreaterThan(0);
    await watched.session.reset();
  });

  test('of an opened model, and of a network that is computed in pieces, agree with float64 too', async () => {
    const fused = nodeFusedStart({ longStep: 0, piece: 1 });
    const { session } = new RecordedSession(DATA, ({ threads }, signal) =>
      fused.start(threads, 'a test', signal),
    );
    const settings = { hiddenUnits: '21,6', activation: 'sigmoid', batchSize: 20, threads: 1 } as const;
    await session.step('batch', settings);
    const parameters = session.model?.engine.parameters() as Float32Array;
    expectAgreement(await session.activations(TWO), parameters, settings);
    const { name, bytes } = await session.exportModel(MODEL_FORMATS[0]);
    const file: ModelFile = { name, bytes };
    await session.reset();
    const opened = new RecordedSession(DATA);
    await opened.session.importModel([file]);
    expectAgreement(await opened.session.activations(TWO), parameters, settings);
    expect((await opened.session.unitWeights(0, 5)).weights).toHaveLength(784);
    await opened.session.reset();
  });

  test('are refused for anything that is no image, and before there is a model', async () => {
    const { session } = new RecordedSession(DATA);
    expect(await rejectionOf(session.activations(TWO))).toMatchObject({ code: 'call-refused' });
    await session.step('batch', { hiddenUnits: '3', batchSize: 20 });
    for (const images of [new Uint8Array(783), new Uint8Array(), new Float32Array(784).fill(2)]) {
      expect(await rejectionOf(session.activations(images))).toMatchObject({ code: 'images-invalid' });
    }
    await session.reset();
  });
});

describe('the weights into a unit', () => {
  test('are its column of the kernel and its bias, in every layer', async () => {
    const { session } = new RecordedSession(DATA);
    await session.step('batch', { hiddenUnits: '5,4', batchSize: 20, engine: 'fused', threads: 1 });
    const parameters = session.model?.engine.parameters() as Float32Array;
    const second = 784 * 5 + 5;
    const third = second + 5 * 4 + 4;
    const places = [
      [0, 784, 5, 0],
      [1, 5, 4, second],
      [2, 4, 10, third],
    ] as const;
    for (const [layer, inputs, units, kernel] of places) {
      for (const unit of [0, units - 1]) {
        const { weights, bias, epoch } = await session.unitWeights(layer, unit);
        const column = Float32Array.from({ length: inputs }, (_, i) =>
          Number(parameters[kernel + i * units + unit]),
        );
        expect({ weights, bias, epoch }).toEqual({
          weights: column,
          bias: parameters[kernel + inputs * units + unit],
          epoch: null,
        });
      }
    }
    expect(await rejectionOf(session.unitWeights(3, 0))).toMatchObject({
      code: 'index-invalid',
      expected: '0 to 2',
    });
    expect(await rejectionOf(session.unitWeights(1, 4))).toMatchObject({
      code: 'index-invalid',
      expected: '0 to 3',
    });
    await session.reset();
  });
});
