import { describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../../scripts/lib/node/node-session';
import { trainVaried, type VariedRun } from '../../../scripts/pretrain/train-varied';
import { parseConfig } from '../../../worker/config';
import { drawSplit } from '../../../worker/data/drawn-garments';
import type { Split } from '../../../worker/data/split';

const COUNT = 1000;
const SPLIT: Split = { count: COUNT, ...drawn() };
const RUN: VariedRun = {
  config: parseConfig({ hiddenUnits: '24', batchSize: 48, learningRate: 0.003, epochs: 4, engine: 'fused' }),
  schedule: { warmUp: 0.2 },
  augmentation: { moved: 0.5, by: 1, mirrored: [0, 1, 2] },
};

function drawn() {
  const drawing = drawSplit('train', COUNT);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
  }
}

async function train(run: VariedRun, threads = 1) {
  const config = { ...run.config, threads };
  const createEngine = await chooseNodeEngine(config, new AbortController().signal);
  const losses: number[] = [];
  const parameters = trainVaried({ ...run, config }, SPLIT, createEngine, (_, loss) => losses.push(loss));
  return { parameters, losses };
}

describe('a run with augmented images and a scheduled step size', () => {
  test('learns: its loss falls from epoch to epoch', async () => {
    const { losses } = await train(RUN);
    expect(losses).toHaveLength(4);
    expect([...losses].sort((a, b) => b - a)).toEqual(losses);
    expect(losses[3]).toBeLessThan(0.7 * (losses[0] as number));
  });

  test('ends with the same weights, bit for bit, on one thread and on two', async () => {
    const [once, again, onTwo] = await Promise.all([train(RUN), train(RUN), train(RUN, 2)]);
    expect(again.parameters).toEqual(once.parameters);
    expect(onTwo.parameters).toEqual(once.parameters);
  });

  test('ends with other weights for another seed, other images or another schedule', async () => {
    const { parameters } = await train(RUN);
    const others: VariedRun[] = [
      { ...RUN, config: { ...RUN.config, seed: 2 } },
      { ...RUN, augmentation: { ...RUN.augmentation, moved: 0 } },
      { ...RUN, augmentation: { ...RUN.augmentation, mirrored: [] } },
      { ...RUN, schedule: { warmUp: 0.1 } },
    ];
    for (const other of others) expect((await train(other)).parameters).not.toEqual(parameters);
  });
});
