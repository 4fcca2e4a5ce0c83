import fc from 'fast-check';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import { writeOnnx } from '../../worker/formats/onnx';
import type { SavedNetwork } from '../../worker/formats/saved-network';
import { ACTIVATIONS } from '../../worker/protocol';
import { largestDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { anyNetwork, noiseImages, savedNetwork } from '../fixtures/saved-networks';

const OPTIMIZER = { name: 'adam', learningRate: 1e-3, momentum: 0 } as const;

beforeAll(() => {
  // Its threads would be workers that keep this process running.
  ort.env.wasm.numThreads = 1;
});

async function run(network: SavedNetwork, images: Float32Array, count: number) {
  const session = await ort.InferenceSession.create(writeOnnx(network));
  const outputs = await session.run({ clothing: new ort.Tensor('float32', images, [count, 784]) });
  await session.release();
  return outputs as Record<'logits' | 'probabilities', ort.Tensor>;
}

/** The logits of one of our engines: the sums before the softmax, up to a constant per row. */
async function engineLogits({ layers, parameters }: SavedNetwork, images: Float32Array, count: number) {
  const createEngine = await chooseNodeEngine(parseConfig({ engine: 'fused' }), new AbortController().signal);
  const engine = createEngine({ layers, parameters, optimizer: OPTIMIZER, batchSize: 1 });
  const probabilities = engine.predict(images, count);
  engine.dispose();
  return { probabilities, logits: centred(Float64Array.from(probabilities, Math.log)) };
}

/** Logits minus the mean of their row. */
function centred(logits: Float64Array): Float64Array {
  const means = Array.from(
    { length: logits.length / 10 },
    (_, row) => logits.subarray(10 * row, 10 * row + 10).reduce((sum, value) => sum + value, 0) / 10,
  );
  return logits.map((value, i) => value - Number(means[Math.floor(i / 10)]));
}

describe('an ONNX model run by onnxruntime', () => {
  test('has the input clothing and the outputs probabilities and logits', async () => {
    const session = await ort.InferenceSession.create(writeOnnx(savedNetwork([64, 64])));
    expect(session.inputNames).toEqual(['clothing']);
    expect(session.outputNames).toEqual(['probabilities', 'logits']);
    expect(session.inputMetadata[0]).toMatchObject({ name: 'clothing', type: 'float32', shape: ['N', 784] });
    await session.release();
  });

  test.each(ACTIVATIONS)(
    'with %s has logits and probabilities within 1e-5 of the engine fused',
    async (activation) => {
      const network = savedNetwork([64, 64], activation);
      const images = noiseImages(50);
      const outputs = await run(network, images, 50);
      const engine = await engineLogits(network, images, 50);
      const logits = Float64Array.from(outputs.logits.data as Float32Array);
      expect(largestDifference(centred(logits), engine.logits)).toBeLessThan(1e-5);
      expect(largestDifference(outputs.probabilities.data as Float32Array, engine.probabilities)).toBeLessThan(
        1e-5,
      );
    },
  );

  test('has logits within 1e-5 of float64, whatever the network and the number of images', async () => {
    await fc.assert(
      fc.asyncProperty(anyNetwork, fc.integer({ min: 1, max: 7 }), async (network, count) => {
        const images = noiseImages(count);
        const oracle = new Float64Network(network.layers, network.parameters, OPTIMIZER);
        const { logits } = await run(network, images, count);
        expect(logits.dims).toEqual([count, 10]);
        expect(largestDifference(logits.data as Float32Array, oracle.logits(images, count))).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });
});
