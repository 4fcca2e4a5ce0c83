import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIGURES } from '../../scripts/guide/lesson/figures.mjs';
import { fileFetch } from '../../scripts/lib/node/file-fetch';
import { loadNodeData } from '../../scripts/lib/node/node-data';
import {
  chooseNodeEngine,
  nodeCores,
  nodeModelFiles,
  nodePhotoReading,
  nodeSession,
  nodeStepInspection,
} from '../../scripts/lib/node/node-session';
import { parseConfig } from '../../worker/config';
import { Batch } from '../../worker/data/dataset';
import type { LabelledImages, Split } from '../../worker/data/split';
import { classifierLayers, IMAGE_PIXELS } from '../../worker/model/classifier';
import { initialParameters } from '../../worker/model/initialisers';
import type { EpochReport, TrainerEvent } from '../../worker/protocol';
import { RandomStream } from '../../worker/random';
import { Session } from '../../worker/session/session';

const DATA = process.env.FMNIST_IDX_DATA ?? process.env.FMNIST_DATA;
const dataSrc = DATA ? pathToFileURL(DATA).href : '';
const BATCH = 64;
const LESSON = { threads: 1, seed: 1 } as const;

/** Rounds to as many significant digits as the page shows. */
const shown = (value: number, digits: number) => Number(value.toPrecision(digits));

/** The images in the order of their classes. */
function sortedByClass({ count, images, labels }: Split): Split {
  const order = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => Number(labels[a]) - Number(labels[b]) || a - b,
  );
  const sorted = new Uint8Array(images.length);
  for (const [to, from] of order.entries()) {
    sorted.set(images.subarray(from * IMAGE_PIXELS, (from + 1) * IMAGE_PIXELS), to * IMAGE_PIXELS);
  }
  return { count, images: sorted, labels: Uint8Array.from(order, (i) => Number(labels[i])) };
}

describe.skipIf(!DATA)('the figures of the lesson’s page are those of its experiments', () => {
  let data: LabelledImages;
  beforeAll(async () => {
    data = await loadNodeData(dataSrc);
  });

  test.each(Object.entries(FIGURES.sorted))(
    'images sorted by class, with a buffer of %s',
    async (size, figures) => {
      const reports: EpochReport[] = [];
      const session = new Session({
        loadData: async () => ({ ...data, train: sortedByClass(data.train) }),
        fetch: fileFetch,
        chooseEngine: chooseNodeEngine,
        cores: nodeCores(),
        modelFiles: nodeModelFiles,
        photoReading: nodePhotoReading,
        stepInspection: nodeStepInspection,
        emit: (event: TrainerEvent) => {
          if (event.type === 'epoch') reports.push(event.epoch);
        },
      });
      await session.train({ ...LESSON, dataSrc, epochs: 1, shuffleBuffer: Number(size) });
      expect(
        reports.map(({ trainAccuracy, valAccuracy }) => [shown(trainAccuracy, 3), shown(valAccuracy, 3)]),
      ).toEqual([[figures.training, figures.validation]]);
    },
  );

  test.each([
    ['divided by 255', 1 / 255, FIGURES.divided],
    ['not divided', 1, FIGURES.undivided],
  ])(
    'pixels that are %s: the loss of the first batch, and the accuracy after 100 steps',
    async (_, scale, figures) => {
      const layers = classifierLayers([64, 64], 'relu');
      const start = await chooseNodeEngine(
        parseConfig({ ...LESSON, engine: 'fused' }),
        new AbortController().signal,
      );
      const engine = start({
        layers,
        parameters: initialParameters(layers, RandomStream.seeded(LESSON.seed)),
        optimizer: { name: 'adam', learningRate: 0.001, momentum: 0.9 },
        batchSize: BATCH,
      });
      const batchOf = (split: Split, number: number) => {
        const count = Math.min(BATCH, split.count - number * BATCH);
        const indices = Int32Array.from({ length: count }, (_, i) => number * BATCH + i);
        return new Batch(split, indices, (image, into) =>
          into.set(Float32Array.from(image, (byte) => byte * scale)),
        );
      };
      const results = Array.from({ length: 100 }, (_, step) => engine.trainStep(batchOf(data.train, step)));
      let correct = 0;
      for (let i = 0; i * BATCH < data.test.count; i++)
        correct += engine.evaluateStep(batchOf(data.test, i)).correct;
      engine.dispose();
      const firstLoss = shown(Number(results[0]?.lossSum) / BATCH, 3);
      expect({ firstLoss, accuracy: shown(correct / data.test.count, 2) }).toEqual(figures);
    },
  );

  test('how far a weight moves in a step, on average', async () => {
    const session = nodeSession(() => {});
    const means: Record<string, number> = {};
    let done = 0;
    for (const step of Object.keys(FIGURES.meanUpdate).map(Number)) {
      for (; done < step - 1; done++) await session.step('batch', { ...LESSON, dataSrc, epochs: 1 });
      const { optimizer } = await session.inspectStep();
      const sum = optimizer.update.reduce((total, change) => total + Math.abs(change), 0);
      means[step] = shown(sum / optimizer.update.length, 2);
    }
    await session.stop();
    expect(means).toEqual(FIGURES.meanUpdate);
  });
});
