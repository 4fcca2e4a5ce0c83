import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelAnswer, PredictAnswer } from '../../edge/handler';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { nodeSession } from '../../scripts/lib/node/node-session';
import { parseIdx } from '../../worker/data/idx';
import type { Prediction } from '../../worker/protocol';
import type { Session } from '../../worker/session/session';
import { type RunningEdge, startEdge } from '../fixtures/edge';
import { bytesOfGarments } from '../fixtures/edge-images';
import { pngFile } from '../fixtures/png-file';

const RAW = 'application/octet-stream';
const JSON_TYPE = 'application/json';
const MODELS = ['lesson', 'best'] as const;

const { source } = await locateData();
if (!source) console.warn('\n  SKIPPED: THE EDGE IS NOT ASKED ABOUT REAL IMAGES, for lack of Fashion-MNIST\n');

let edge: RunningEdge;
/** The page's side: the worker's own session, with the same networks opened from their files. */
const pages = new Map<string, Session>();
beforeAll(async () => {
  edge = await startEdge();
  for (const model of MODELS) {
    const page = nodeSession(() => {});
    await page.importModel(pathToFileURL(join(projectRoot(), 'static/pretrained', model, 'model.json')).href);
    pages.set(model, page);
  }
}, 120_000);
afterAll(async () => {
  await edge?.close();
  for (const page of pages.values()) await page.reset();
});

const GARMENTS = bytesOfGarments(256);
const FIRST = GARMENTS.subarray(0, 784);
const floatsOf = (bytes: Uint8Array) => Float32Array.from(bytes, (byte) => byte / 255);
const inPage = (images: Uint8Array | Float32Array, model = 'lesson') =>
  (pages.get(model) as Session).predict(images);

async function answerOf(response: Response): Promise<PredictAnswer> {
  expect(response.status, await response.clone().text()).toBe(200);
  return response.json();
}

/** The largest difference between two lists of predictions' probabilities; classes and labels must be the same. */
function difference({ predictions }: PredictAnswer, expected: readonly Prediction[]): number {
  expect(predictions.map(({ class: index, label }) => [index, label])).toEqual(
    expected.map(({ classIndex, className }) => [classIndex, className]),
  );
  return Math.max(
    ...predictions.flatMap(({ probabilities }, i) =>
      probabilities.map((value, k) => Math.abs(value - (expected[i]?.probabilities[k] as number))),
    ),
  );
}

describe.each(MODELS)('the network “%s” in workerd answers as the page does, to 1e-6', (model) => {
  test('on 512 drawn garments', async () => {
    const images = bytesOfGarments(512);
    for (const part of [images.subarray(0, 256 * 784), images.subarray(256 * 784)]) {
      const answer = await answerOf(await edge.predict(part, RAW, `?model=${model}`));
      expect(answer.predictions).toHaveLength(256);
      expect(difference(answer, await inPage(part, model))).toBeLessThanOrEqual(1e-6);
    }
  });

  test.skipIf(!source)('on 1,024 images of the test set, with the expected accuracy', async () => {
    const read = (name: string, rank: 1 | 3) =>
      parseIdx(gunzipSync(readFileSync(join(source as string, name))), name, rank).values;
    const images = new Uint8Array(read('t10k-images-idx3-ubyte.gz', 3));
    const labels = read('t10k-labels-idx1-ubyte.gz', 1);
    let correct = 0;
    for (let start = 0; start < 1024; start += 256) {
      const part = images.subarray(start * 784, (start + 256) * 784);
      const answer = await answerOf(await edge.predict(part, RAW, `?model=${model}`));
      expect(difference(answer, await inPage(part, model))).toBeLessThanOrEqual(1e-6);
      correct += answer.predictions.filter((guess, i) => guess.class === labels[start + i]).length;
    }
    expect(correct / 1024).toBeGreaterThan(0.86);
  });

  test('and is named with the SHA-256 of its weights', async () => {
    const recipe = readFileSync(join(projectRoot(), 'static/pretrained', model, 'recipe.json'), 'utf8');
    const { weightsSha256, parameters } = JSON.parse(recipe);
    const told: ModelAnswer = await (await edge.ask(`/api/model?model=${model}`)).json();
    expect(told).toMatchObject({ name: model, sha256: weightsSha256, parameters, models: MODELS });
    expect(told.labels).toHaveLength(10);
    const answer = await answerOf(await edge.predict(FIRST, RAW, `?model=${model}`));
    expect(answer.model).toEqual({ name: model, sha256: weightsSha256 });
  });
});

test('without a name, the lesson’s network answers, as weights="pretrained" does in the page', async () => {
  const told: ModelAnswer = await (await edge.ask('/api/model')).json();
  expect(told).toMatchObject({ name: 'lesson', layers: [784, 64, 64, 10], activation: 'relu' });
  expect((await answerOf(await edge.predict(FIRST, RAW))).model.name).toBe('lesson');
});

describe('one image gets the same prediction in every format', () => {
  const rgba = [...FIRST].flatMap((value) => [value, value, value, 255]);
  const base64 = pngFile(FIRST).toString('base64');
  const json = (value: unknown) => JSON.stringify(value);

  test.each<[string, () => Promise<Response>]>([
    ['784 bytes', () => edge.predict(FIRST, RAW)],
    ['784 bytes with pixels=uint8', () => edge.predict(FIRST, RAW, '?pixels=uint8')],
    ['784 floats', () => edge.predict(floatsOf(FIRST), RAW, '?pixels=float32')],
    ['a grey PNG', () => edge.predict(pngFile(FIRST), 'image/png')],
    ['an interlaced RGBA PNG', () => edge.predict(pngFile(rgba, { type: 6, isInterlaced: true }), 'image/png')],
    ['JSON with numbers from 0 to 1', () => edge.predict(json({ image: [...floatsOf(FIRST)] }), JSON_TYPE)],
    ['JSON with bytes', () => edge.predict(json({ image: [...FIRST] }), JSON_TYPE, '?pixels=uint8')],
    ['JSON with a PNG', () => edge.predict(json({ image: base64 }), `${JSON_TYPE}; charset=utf-8`)],
    ['JSON with a data URL', () => edge.predict(json({ image: `data:image/png;base64,${base64}` }), JSON_TYPE)],
    ['a content type in capitals', () => edge.predict(FIRST, 'Application/Octet-Stream')],
    ['a body without Content-Length', () => edge.ask('/api/predict', streamed(FIRST, 100))],
  ])('%s', async (_name, send) => {
    const answer = await answerOf(await send());
    expect(answer.predictions).toHaveLength(1);
    expect(difference(answer, await inPage(FIRST))).toBe(0);
  });
});

/** A request that streams its body in pieces. */
function streamed(bytes: Uint8Array, pieceLength: number): RequestInit {
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.slice(at, at + pieceLength));
      at += pieceLength;
      if (at >= bytes.length) controller.close();
    },
  });
  return { method: 'POST', headers: { 'Content-Type': RAW }, body, duplex: 'half' } as RequestInit;
}

describe('a batch gets a prediction for each image, in order', () => {
  const images = Array.from({ length: 256 }, (_, i) => GARMENTS.subarray(i * 784, (i + 1) * 784));

  test('256 as bytes', async () => {
    const answer = await answerOf(await edge.predict(GARMENTS, RAW));
    expect(difference(answer, await inPage(GARMENTS))).toBe(0);
  });

  test('256 as floats', async () => {
    const answer = await answerOf(await edge.predict(floatsOf(GARMENTS), RAW, '?pixels=float32'));
    expect(difference(answer, await inPage(GARMENTS))).toBe(0);
  });

  test('256 as JSON, alternating PNGs and numbers', async () => {
    const mixed = images.map((image, i) => (i % 2 ? pngFile(image).toString('base64') : [...floatsOf(image)]));
    const answer = await answerOf(await edge.predict(JSON.stringify({ images: mixed }), JSON_TYPE));
    expect(difference(answer, await inPage(GARMENTS))).toBe(0);
  });

  test('concurrent requests do not mix their images', async () => {
    const answers = await Promise.all(images.map((image) => edge.predict(pngFile(image), 'image/png')));
    const predictions = (await Promise.all(answers.map(answerOf))).flatMap((answer) => answer.predictions);
    const { model } = await answerOf(await edge.predict(FIRST, RAW));
    expect(difference({ model, predictions }, await inPage(GARMENTS))).toBe(0);
  });
});

test('the ten probabilities add up to one', async () => {
  const { predictions } = await answerOf(await edge.predict(GARMENTS, RAW));
  for (const { probabilities } of predictions) {
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  }
});
