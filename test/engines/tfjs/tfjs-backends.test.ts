import { expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { parseConfig } from '../../../worker/config';
import type { Backend } from '../../../worker/protocol';
import { engineCase, largestDifference } from '../../fixtures/engine-case';

const start = (backend: Backend) =>
  chooseNodeEngine(parseConfig({ engine: 'tfjs', backend }), new AbortController().signal);

test('wasm and cpu agree after 40 steps of Adam: weights within 1e-5', async () => {
  const { setup, batches } = engineCase('adam', 'relu', 40);
  const trained = async (backend: Backend) => {
    const engine = (await start(backend))(setup);
    for (const batch of batches) engine.trainStep(batch);
    const parameters = engine.parameters();
    engine.dispose();
    return parameters;
  };
  expect(largestDifference(await trained('wasm'), await trained('cpu'))).toBeLessThan(1e-5);
});

test('starting the backend a second time works and gives engines that compute', async () => {
  const { setup, batches } = engineCase('sgd');
  await start('wasm');
  const engine = (await start('wasm'))(setup);
  expect(batches.map((batch) => engine.trainStep(batch).count)).toEqual([20, 20, 20, 20, 7]);
  engine.dispose();
});

// If a run on the other backend fails, the previous run comes back (docs/decisions/0006).
test('an engine on wasm continues, memory report included, after the cpu backend was started', async () => {
  const { setup, batches, oracle } = engineCase('adam');
  const engine = (await start('wasm'))(setup);
  const network = oracle();
  const before = engine.memory();
  await start('cpu');
  for (const batch of batches) {
    engine.trainStep(batch);
    network.train(batch.inputs(), batch.labels());
  }
  expect(largestDifference(engine.parameters(), network.parameters)).toBeLessThan(2e-6);
  expect(engine.memory().heapBytes).toBe(before.heapBytes);
  engine.dispose();
});
