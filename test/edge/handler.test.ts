import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHandler, type EdgeHandler, type PredictAnswer } from '../../edge/handler';
import type { EdgeModel } from '../../edge/predictor';
import { buildKernels } from '../../scripts/build/kernels.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { bytesOfGarments } from '../fixtures/edge-images';
import { RecordedSession, SMALL } from '../fixtures/recorded-session';
import { unzipped } from '../fixtures/unzipped';

const GARMENTS = bytesOfGarments(20);
const ask = (handler: EdgeHandler, path: string, init?: RequestInit) =>
  handler.fetch(new Request(`https://edge.example${path}`, init));
const predicted = (handler: EdgeHandler) =>
  ask(handler, '/api/predict', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: GARMENTS,
  });

const trainer = new RecordedSession().session;
let kernels: WebAssembly.Module;
let mine: EdgeModel;
let sum: string;
beforeAll(async () => {
  kernels = new WebAssembly.Module(readFileSync(join(await buildKernels(projectRoot()), 'kernels.wasm')));
  sum = (await trainer.train({ ...SMALL, hiddenUnits: '9,7', activation: 'tanh' })).weightsSha256;
  const files = unzipped((await trainer.exportModel('tfjs')).bytes);
  const topology = JSON.parse(new TextDecoder().decode(files['model.json']));
  mine = { name: 'mine', topology, weights: new Uint8Array(files['weights.bin'] as Uint8Array).buffer };
}, 60_000);
afterAll(() => trainer.reset());
afterEach(() => vi.restoreAllMocks());

describe('createHandler with a custom network, as the trainer downloads it', () => {
  test('predicts what the trainer predicts', async () => {
    const answer: PredictAnswer = await (await predicted(createHandler({ kernels, models: [mine] }))).json();
    expect(answer.model).toEqual({ name: 'mine', sha256: sum });
    const expected = await trainer.predict(GARMENTS);
    expect(answer.predictions.map(({ probabilities }) => probabilities)).toEqual(
      expected.map(({ probabilities }) => probabilities),
    );
  });

  test('describes the network', async () => {
    const told = await (await ask(createHandler({ kernels, models: [mine] }), '/api/model')).json();
    expect(told).toMatchObject({ name: 'mine', layers: [784, 9, 7, 10], activation: 'tanh', models: ['mine'] });
  });
});

describe('an address outside /api', () => {
  const handler = () => createHandler({ kernels, models: [mine] });
  const request = new Request('https://edge.example/index.html');

  test('is answered by the ASSETS binding', async () => {
    const ASSETS = { fetch: async (asked: Request) => new Response(`the file of ${asked.url}`) };
    expect(await (await handler().fetch(request, { ASSETS })).text()).toBe(`the file of ${request.url}`);
  });

  test('is unknown without that binding', async () => {
    expect((await handler().fetch(request, {})).status).toBe(404);
    expect((await handler().fetch(request)).status).toBe(404);
  });
});

test('an internal error is reported as such, with its cause only in the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const response = await predicted(
    createHandler({ kernels, models: [{ ...mine, weights: new ArrayBuffer(8) }] }),
  );
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(JSON.parse(text).error.code).toBe('internal');
  expect(text).not.toMatch(/weights|bytes|\.ts/);
  expect(log).toHaveBeenCalledWith(expect.objectContaining({ code: 'model-unreadable' }));
});
