import { afterEach, describe, expect, it } from 'vitest';
import { RUN_DATABASE } from '../../../worker/protocol';
import { fault, SMALL_DATA } from '../built';
import { disposeClients, LONG_RUN, openClient, rejection, until, workerFrom } from './open-client';

afterEach(disposeClients);

describe('a run through the client, in a real worker', () => {
  it('goes idle → loading → training → finished and reports every epoch', async () => {
    const { client, events } = await openClient();
    const summary = await client.train({ dataSrc: SMALL_DATA, epochs: 2 });
    const states = events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    expect(states).toEqual(['loading', 'training', 'finished']);
    expect(events.filter((event) => event.type === 'epoch')).toHaveLength(2);
    expect(summary).toMatchObject({ state: 'finished', reason: 'epochs', epochs: 2, test: null });
  });

  it('gives the same numbers for the same seed, and others for another seed', async () => {
    const losses = async (seed: number) => {
      const { client, events } = await openClient();
      await client.train({ dataSrc: SMALL_DATA, epochs: 2, seed });
      return events.flatMap((event) => (event.type === 'epoch' ? [event.epoch.trainLoss] : []));
    };
    const first = await losses(7);
    expect(await losses(7)).toEqual(first);
    expect(await losses(8)).not.toEqual(first);
  });

  it('pauses and stops, and reports the state before the call resolves', async () => {
    const { client } = await openClient();
    const ended = client.train(LONG_RUN);
    await until(client, (event) => event.type === 'epoch');
    for (let i = 0; i < 5; i++) {
      await client.pause();
      expect(client.state).toBe('paused');
      await client.resume();
    }
    await client.stop();
    expect(client.state).toBe('stopped');
    expect(await ended).toMatchObject({ state: 'stopped', reason: null });
  });

  it('predicts while it trains, before the epoch ends', async () => {
    const { client, events } = await openClient();
    // Wide, so that an epoch takes much longer than a message.
    const ended = client.train({ ...LONG_RUN, hiddenUnits: [1024, 1024] });
    await until(client, (event) => event.type === 'epoch');
    const epochsBefore = events.filter((event) => event.type === 'epoch').length;
    const [prediction] = await client.predict(new Uint8Array(784).fill(128));
    const epochsAfter = events.filter((event) => event.type === 'epoch').length;
    expect(epochsAfter - epochsBefore).toBeLessThanOrEqual(1);
    expect(prediction?.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    await client.stop();
    await ended;
  });

  it('reports progress at most ten times a second', async () => {
    const { client } = await openClient();
    // Loads the images first, because a run that has to wait for images sends additional reports.
    await client.train({ ...LONG_RUN, epochs: 1 });
    let reports = 0;
    client.subscribe((event) => {
      if (event.type === 'progress' && event.progress.stage !== 'loading') reports += 1;
    });
    const ended = client.train(LONG_RUN);
    await until(client, () => reports >= 20);
    await client.stop();
    const { seconds } = await ended;
    // One more for the first batch, and one for the end, which is always sent. The seconds are the worker's.
    expect(reports).toBeLessThanOrEqual(10 * seconds + 2);
  });

  it.each([
    // Six weights, two moments for each, and Adam's two powers.
    ['tfjs', 20],
    ['fused', 0],
  ] as const)(
    'keeps %s’ %d tensors and heap where they were: after epoch 5 as after epoch 2, and after five more runs',
    async (engine, tensors) => {
      const { client } = await openClient();
      const reports: { tensors: number; heapBytes: number }[] = [];
      const paused = () => until(client, (event) => event.type === 'state' && event.state === 'paused');
      const run = { dataSrc: SMALL_DATA, epochs: 6, engine } as const;
      await client.step('epoch', run);
      for (let epoch = 2; epoch <= 5; epoch++) {
        const atEnd = paused();
        await client.step('epoch');
        await atEnd;
        reports.push(await client.memory());
      }
      expect(reports[0]?.tensors).toBe(tensors);
      expect(reports[0]?.heapBytes).toBeGreaterThan(1e6);
      expect(reports.at(-1)).toEqual(reports[0]);
      for (let again = 0; again < 5; again++) {
        await client.reset();
        await client.step('epoch', run);
      }
      expect(await client.memory()).toEqual(reports[0]);
    },
  );
});

describe('a listener that throws', () => {
  it('neither fails the run nor keeps events from the others', async () => {
    const { client } = await openClient();
    const uncaught: unknown[] = [];
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      uncaught.push(event.message);
    };
    window.addEventListener('error', onError, { capture: true });
    client.subscribe((event) => {
      if (event.type === 'epoch') throw new Error('my own bug');
    });
    const heard: number[] = [];
    client.subscribe((event) => {
      if (event.type === 'epoch') heard.push(event.epoch.epoch);
    });
    expect(await client.train({ dataSrc: SMALL_DATA, epochs: 2 })).toMatchObject({ state: 'finished' });
    expect(heard).toEqual([1, 2]);
    expect(uncaught).toHaveLength(2);
    window.removeEventListener('error', onError, { capture: true });
  });
});

describe('a call that is not allowed now', () => {
  it('is refused, and the error names the state', async () => {
    const { client } = await openClient();
    const error = await rejection(client.pause());
    expect(error).toMatchObject({ name: 'TrainerError', code: 'call-refused' });
    expect(error.message).toContain('idle');
    expect((await rejection(client.predict(new Uint8Array(784)))).code).toBe('call-refused');
  });
});

describe('an engine whose files are missing', () => {
  it.each([
    ['tfjsEngine', 'tfjs', 'engine-file'],
    ['tfjsWasmSimd', 'tfjs', 'wasm-file'],
    ['kernels', 'tfjs', 'wasm-file'],
    ['kernels', 'fused', 'wasm-file'],
  ] as const)('%s, which %s needs, answers 404: %s', async (asset, engine, code) => {
    const { client } = await openClient({ assets: { [asset]: fault('missing') } });
    const error = await rejection(client.train({ dataSrc: SMALL_DATA, engine }));
    expect(error.code).toBe(code);
    expect(client.state).toBe('failed');
  });

  it('explains how an application gets TensorFlow.js, which bundlers leave out', async () => {
    const { client } = await openClient({ assets: { tfjsEngine: fault('missing') } });
    const { remedy } = await rejection(client.train({ dataSrc: SMALL_DATA, engine: 'tfjs' }));
    expect(remedy).toContain('add fmnist-trainer/tfjs-files to FmnistTrainer.assets');
  });

  it('offers plain JavaScript if the browser has no WASM SIMD, and uses it only on request', async () => {
    const withoutSimd = (url: URL) =>
      workerFrom(`WebAssembly.validate = () => false; importScripts(${JSON.stringify(url.href)});`);
    const { client, events } = await openClient({ createWorker: withoutSimd });
    const error = await rejection(client.train({ dataSrc: SMALL_DATA }));
    expect(error).toMatchObject({
      code: 'wasm-simd-missing',
      offer: { config: { engine: 'tfjs', backend: 'cpu' } },
    });
    await client.step('batch', { dataSrc: SMALL_DATA, ...error.offer?.config });
    const ready = events.find((event) => event.type === 'ready');
    expect(ready).toMatchObject({ engine: { backend: 'cpu', label: 'tfjs, plain JavaScript, 1 thread' } });
  });
});

describe('a missing file for models and runs', () => {
  it('model-files.js is loaded only for a file; if it is missing, the run is not affected', async () => {
    const { client } = await openClient({ assets: { modelFiles: fault('missing') } });
    await client.step('epoch', { dataSrc: SMALL_DATA, epochs: 2 });
    for (const call of [client.exportModel('onnx'), client.checkpoint()]) {
      expect(await rejection(call)).toMatchObject({
        code: 'model-files',
        got: expect.stringContaining('HTTP 404'),
        expected: 'model-files.js, served beside worker.js',
      });
    }
    expect(client.state).toBe('paused');
    const finished = until(client, (event) => event.type === 'state' && event.state === 'finished');
    await client.resume();
    await finished;
  });

  it('leaves the last run unchanged when a checkpoint is to be restored', async () => {
    const { client: other } = await openClient();
    await other.step('batch', { dataSrc: SMALL_DATA });
    const file = await other.checkpoint();
    const { client, events } = await openClient({ assets: { modelFiles: fault('html') } });
    await client.step('batch', { dataSrc: SMALL_DATA });
    await client.stop();
    expect((await rejection(client.restore(file))).code).toBe('model-files');
    expect(client.state).toBe('stopped');
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { code: 'model-files' } });
    await expect(client.predict(new Uint8Array(784))).resolves.toHaveLength(1);
  });
});

describe('step-inspection.js', () => {
  it('is loaded with the first inspectStep(); if it is missing, the run is not affected', async () => {
    const { client } = await openClient({ assets: { stepInspection: fault('missing') } });
    await client.step('batch', { dataSrc: SMALL_DATA, epochs: 2 });
    expect(await rejection(client.inspectStep())).toMatchObject({
      code: 'step-inspection',
      got: expect.stringContaining('HTTP 404'),
      expected: 'step-inspection.js, served beside worker.js',
    });
    expect(client.state).toBe('paused');
    await client.step('batch');
  });

  it('shows the next step; step("batch") then takes it', async () => {
    const { client, events } = await openClient();
    await client.step('batch', { dataSrc: SMALL_DATA });
    const { metric, optimizer, pipeline } = await client.inspectStep();
    expect(pipeline.inputs).toHaveLength(64 * 784);
    await client.step('batch');
    const progress = events.findLast((event) => event.type === 'progress')?.progress;
    expect(progress).toMatchObject({ step: 2, loss: metric.loss.after.total / metric.loss.after.count });
    const { weights } = await client.unitWeights(0, 0);
    const column = Float32Array.from({ length: 784 }, (_, i) => Number(optimizer.after[64 * i]));
    expect(weights).toEqual(column);
  });
});

describe('photo-reading.js', () => {
  it('is loaded with the first photo; if it is missing, everything else works', async () => {
    const { client } = await openClient({ assets: { photoReading: fault('missing') } });
    await client.step('batch', { dataSrc: SMALL_DATA });
    const canvas = new OffscreenCanvas(60, 60);
    canvas.getContext('2d')?.fillRect(20, 20, 20, 20);
    const photo = await canvas.convertToBlob();
    const error = {
      code: 'photo-reading',
      got: expect.stringContaining('HTTP 404'),
      expected: 'photo-reading.js, served beside worker.js',
    };
    expect(await rejection(client.formatPhoto(photo))).toMatchObject(error);
    expect(await rejection(client.readPhoto(photo, 100))).toMatchObject(error);
    expect(client.state).toBe('paused');
    await client.step('batch');
  });
});

describe('drawn-garments.js', () => {
  it('is loaded only for a run with drawn garments; if it is missing, such a run fails, and the next call tries again', async () => {
    const { client } = await openClient({ assets: { drawnGarments: fault('missing') } });
    await client.step('batch', { dataSrc: SMALL_DATA });
    await client.stop();
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await rejection(client.train({ dataSrc: 'drawn-garments' }))).toMatchObject({
        code: 'drawn-garments',
        got: expect.stringContaining('HTTP 404'),
        expected: 'drawn-garments.js, served beside worker.js',
      });
      expect(client.state).toBe('failed');
    }
  });

  it('draws 60,000 images for training and 10,000 for the test, and reports how far it is', async () => {
    const { client, events } = await openClient();
    await client.step('batch', { dataSrc: 'drawn-garments', hiddenUnits: 8 });
    const ready = events.find((event) => event.type === 'ready');
    expect(ready).toMatchObject({ data: { name: 'drawn-garments', trainCount: 60_000, testCount: 10_000 } });
    expect(events).toContainEqual(
      expect.objectContaining({
        progress: expect.objectContaining({ what: 'Drawing garments', total: 70_000 }),
      }),
    );
  });
});

describe('data that cannot be loaded', () => {
  it.each([
    ['missing', 'data-not-found'],
    ['html', 'data-is-html'],
    ['cut', 'data-cut'],
  ] as const)('a host that is %s: %s', async (name, code) => {
    const { client } = await openClient();
    const error = await rejection(client.train({ dataSrc: fault(name) }));
    expect(error.code).toBe(code);
    expect(client.state).toBe('failed');
  });

  it('a host that is busy is asked again: the run waits, says so, and trains; a query stays behind the path', async () => {
    const { client, events } = await openClient();
    const visit = `visit=${crypto.randomUUID()}`;
    const dataSrc = `${fault('busy')}data/small?${visit}`;
    expect(await client.train({ dataSrc, epochs: 1 })).toMatchObject({ state: 'finished' });
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
    expect(progress.some((one) => one.stage === 'loading' && one.isHostBusy)).toBe(true);
  });

  it('a busy host is not asked again after stop()', async () => {
    const { client, events } = await openClient();
    const ended = client.train({ dataSrc: `${fault('busy')}data/small?visit=${crypto.randomUUID()}` });
    await until(client, (event) => event.type === 'progress' && 'isHostBusy' in event.progress);
    await client.stop();
    expect(await ended).toMatchObject({ state: 'stopped' });
    expect(events.filter(({ type }) => type === 'error')).toEqual([]);
  });

  it('a relative address counts from the page', async () => {
    const { client } = await openClient();
    const relative = new URL(SMALL_DATA).pathname;
    await client.step('batch', { dataSrc: relative });
    expect(client.state).toBe('paused');
  });
});

describe('runs stored in the browser', () => {
  const short = { dataSrc: SMALL_DATA, hiddenUnits: 8, epochs: 2 };

  it('do not exist until autosave is on; then a run is stored, and continues under its id', async () => {
    const { client, events } = await openClient();
    await client.train(short);
    expect(events.filter(({ type }) => type === 'storage')).toEqual([]);

    client.autosave(true);
    await client.step('epoch', { ...short, seed: 2 });
    await client.saveRun();
    const [run] = await client.storedRuns();
    expect(run).toMatchObject({ epochs: 1, step: 0, ended: null, isOpen: true, config: { seed: 2 } });
    const id = run?.id ?? '';
    expect(await rejection(client.deleteRun(id))).toMatchObject({ code: 'call-refused' });
    expect(await rejection(client.continueRun(id))).toMatchObject({ code: 'call-refused' });
    await client.stop();

    const { client: other, events: heard } = await openClient();
    expect(await other.continueRun(id, { paused: true })).toBeNull();
    expect(heard.find(({ type }) => type === 'ready')).toMatchObject({ epochs: [{ epoch: 1 }] });
    expect(await rejection(client.continueRun(id))).toMatchObject({ code: 'run-open-elsewhere' });
    await other.stop();
    await client.deleteRun(id);
    expect(await client.storedRuns()).not.toContainEqual(expect.objectContaining({ id }));
    expect(await rejection(client.continueRun(id))).toMatchObject({ code: 'run-not-stored' });
  });

  it('can be deleted while another continued run trains', async () => {
    const { client } = await openClient();
    client.autosave(true);
    const ids: string[] = [];
    for (const seed of [4, 5]) {
      await client.step('epoch', { ...short, epochs: 100_000, seed });
      await client.saveRun();
      await client.stop();
      ids.push((await client.storedRuns())[0]?.id ?? '');
    }
    const [left, goesOn] = ids as [string, string];
    const run = client.continueRun(goesOn);
    await expect.poll(() => client.state).toBe('training');
    await client.deleteRun(left);
    expect((await client.storedRuns()).map(({ id }) => id)).not.toContain(left);
    expect(client.state).toBe('training');
    await client.stop();
    await run;
    await client.deleteRun(goesOn);
  });

  it('continue once, however many calls ask for it at the same time', async () => {
    const { client } = await openClient();
    client.autosave(true);
    await client.step('epoch', { ...short, seed: 6 });
    await client.saveRun();
    await client.stop();
    const { client: other } = await openClient();
    other.autosave(true);
    const id = (await client.storedRuns())[0]?.id ?? '';
    const [first, second] = await Promise.allSettled([other.continueRun(id), other.continueRun(id)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { state: 'finished' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'call-refused' } });
    expect((await client.storedRuns()).filter(({ config }) => config.seed === 6)).toMatchObject([
      { id, ended: 'epochs' },
    ]);
    await other.deleteRun(id);
  });

  it('can be continued elsewhere as soon as stop() has resolved', async () => {
    const { client } = await openClient();
    client.autosave(true);
    for (let seed = 30; seed < 40; seed++) {
      await client.step('epoch', { ...short, seed });
      await client.stop();
      const { held = [] } = await navigator.locks.query();
      const id = (await client.storedRuns())[0]?.id ?? '';
      expect(held.map(({ name }) => name)).not.toContain(RUN_DATABASE.lock(id));
      await client.deleteRun(id);
    }
  });

  it('are free as soon as the run has ended', async () => {
    const { client, events } = await openClient();
    client.autosave(true);
    for (let seed = 10; seed < 20; seed++) {
      await client.train({ ...short, seed });
      const saved = events.filter((event) => event.type === 'storage').at(-1)?.saved;
      await client.deleteRun(saved?.id ?? '');
    }
  });

  it('are stored even if autosave is turned on after the end, and are free then too', async () => {
    const { client } = await openClient();
    await client.train({ ...short, seed: 7 });
    client.autosave(true);
    await client.saveRun();
    const [run] = await client.storedRuns();
    expect(run).toMatchObject({ config: { seed: 7 }, ended: 'epochs' });
    const { client: other } = await openClient();
    await other.deleteRun(run?.id ?? '');
  });

  it('release their lock when continuing fails', async () => {
    const { client } = await openClient();
    client.autosave(true);
    await client.step('epoch', short);
    await client.saveRun();
    const id = (await client.storedRuns())[0]?.id ?? '';
    await client.stop();
    await client.step('epoch', { ...short, seed: 3 });
    expect(await rejection(client.continueRun(id))).toMatchObject({ code: 'call-refused' });
    const { client: other } = await openClient();
    expect(await other.continueRun(id)).toMatchObject({ state: 'finished' });
    await other.deleteRun(id);
  });
});

describe('arguments that belong to a frame, whose classes are not those of the page', () => {
  it('are accepted as the page’s own', async () => {
    const { client } = await openClient();
    const frame = document.body.appendChild(document.createElement('iframe'));
    const realm = frame.contentWindow as Window & typeof globalThis;
    const canvas = new realm.OffscreenCanvas(60, 60);
    canvas.getContext('2d')?.fillRect(20, 20, 20, 20);
    const file = await canvas.convertToBlob();
    const bitmap = canvas.transferToImageBitmap();
    const fromFile = await client.formatPhoto(file);
    expect(await client.formatPhoto(bitmap)).toEqual(fromFile);
    // It was transferred, as the page's own bitmaps are.
    expect(bitmap.width).toBe(0);
    await client.step('batch', realm.Object({ dataSrc: SMALL_DATA }));
    expect(await client.predict(new realm.Uint8Array(784))).toHaveLength(1);
    const checkpoint = await client.checkpoint();
    await client.stop();
    const copy = new realm.Uint8Array(checkpoint);
    await client.restore(copy, realm.Object({ paused: true, dataSrc: SMALL_DATA }));
    expect(client.state).toBe('paused');
    frame.remove();
  });
});
