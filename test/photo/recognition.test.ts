import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { nodeSession } from '../../scripts/lib/node/node-session';
import { drawSplit } from '../../worker/data/drawn-garments';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import { labelledImages } from '../../worker/data/labelled-images';
import type { Session } from '../../worker/session/session';
import { type Shot, SILHOUETTES, type Silhouette, shoot } from '../fixtures/photographed-garments';
import { RecordedSession } from '../fixtures/recorded-session';

/** On a bright, noisy background that is darker on one side, away from the centre, and small in the picture. */
const PHOTO: Shot = {
  width: 320,
  height: 200,
  scale: 1.2,
  left: 14,
  top: 66,
  garment: 60,
  ground: 225,
  gradient: 40,
  noise: 6,
};
/** White on black, large, away from the centre. */
const DRAWING: Shot = { width: 280, height: 280, scale: 1.1, left: 8, top: 90, garment: 255, ground: 0 };

/** The predictions of a trained network for each silhouette, photographed and drawn: the wrong ones as texts, and the total number. */
async function recognise(session: Session): Promise<{ count: number; wrong: readonly string[] }> {
  const wrong: string[] = [];
  for (const silhouette of SILHOUETTES) {
    for (const [kind, shot] of Object.entries({ photo: PHOTO, drawing: DRAWING })) {
      const [prediction] = await session.predict(await session.formatPhoto(shoot(silhouette, shot)));
      if (prediction?.classIndex !== silhouette.classIndex)
        wrong.push(complaint(kind, silhouette, prediction?.className));
    }
  }
  return { count: 2 * SILHOUETTES.length, wrong };
}

const complaint = (kind: string, { name, classIndex }: Silhouette, taken = 'nothing') =>
  `the ${kind} of ${name} (${CLASS_NAMES[classIndex]}) is taken for ${taken}`;

const { source } = await locateData();
if (!source) console.warn('test/photo/recognition: without the files of Fashion-MNIST one test is skipped');

describe('28 silhouettes, photographed and drawn, processed by formatPhoto', () => {
  const sessions: Session[] = [];
  afterAll(() => Promise.all(sessions.map((session) => session.reset())));

  test('are recognised after three epochs on drawn garments, at least 24 of them', async () => {
    const { session } = new RecordedSession({
      name: 'drawn',
      classNames: CLASS_NAMES,
      train: drawn('train', 10_000),
      test: drawn('test', 500),
    });
    sessions.push(session);
    await session.train({ epochs: 3 });
    const { count, wrong } = await recognise(session);
    expect(count).toBe(28);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(4);
  });

  test.skipIf(!source)('are recognised after two epochs on Fashion-MNIST, at least 26 of them', async () => {
    const session = nodeSession(() => {});
    sessions.push(session);
    await session.train({ dataSrc: pathToFileURL(`${source}/`).href, epochs: 2 });
    const { wrong } = await recognise(session);
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(2);
  });
});

function drawn(split: 'train' | 'test', size: number) {
  const drawing = drawSplit(split, size);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return labelledImages(split, value.images, value.labels);
  }
}
