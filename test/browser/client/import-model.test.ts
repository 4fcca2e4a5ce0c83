import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrainerClient } from '../../../src/client/trainer-client';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import type { ExportedFile, TrainerEvent } from '../../../worker/protocol';
import { BUILT, fault, importBuilt, SMALL_DATA } from '../built';

let built: Awaited<ReturnType<typeof importBuilt>>;
let files: { readonly safetensors: ExportedFile; readonly tfjs: ExportedFile };
let assets: typeof FmnistTrainer.assets;
let open: TrainerClient[] = [];
let urls: string[] = [];

function newClient(): TrainerClient {
  const client = new built.TrainerClient();
  open.push(client);
  return client;
}

beforeAll(async () => {
  built = await importBuilt();
  const client = new built.TrainerClient();
  await client.train({ dataSrc: SMALL_DATA, epochs: 1, hiddenUnits: [12, 9], activation: 'sigmoid' });
  files = { safetensors: await client.exportModel('safetensors'), tfjs: await client.exportModel('tfjs') };
  client.dispose();
});

beforeEach(() => {
  assets = built.FmnistTrainer.assets;
});

afterEach(() => {
  document.body.replaceChildren();
  built.FmnistTrainer.assets = assets;
  built.FmnistTrainer.createWorker = undefined;
  for (const client of open) client.dispose();
  for (const url of urls) URL.revokeObjectURL(url);
  open = [];
  urls = [];
});

const asFile = ({ name, bytes, type }: ExportedFile) => new File([bytes], name, { type });
const IMAGE = new Uint8Array(784).fill(99);

function asUrl({ bytes }: ExportedFile): string {
  const url = URL.createObjectURL(new Blob([bytes]));
  urls.push(url);
  return url;
}

function addTrainer(attributes: Readonly<Record<string, string>>): FmnistTrainer {
  const trainer = document.createElement('fmnist-trainer');
  for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
  document.body.append(trainer);
  return trainer;
}

/** The detail of the element's next event of a type. */
const next = (trainer: FmnistTrainer, type: string): Promise<Record<string, unknown>> =>
  new Promise((resolve) => {
    trainer.addEventListener(type, (event) => resolve((event as CustomEvent).detail), { once: true });
  });

describe('TrainerClient.importModel()', () => {
  it.each(['safetensors', 'tfjs'] as const)(
    'opens what exportModel("%s") made; it predicts at once',
    async (format) => {
      const client = newClient();
      const events: TrainerEvent[] = [];
      client.subscribe((event) => events.push(event));
      const model = await client.importModel([asFile(files[format])]);
      expect(model).toMatchObject({ hiddenUnits: [12, 9], activation: 'sigmoid', engine: { threads: 1 } });
      expect(await client.predict(IMAGE)).toHaveLength(1);
      expect(events).toEqual([{ type: 'model', runId: 1, model }]);
      expect(client.state).toBe('idle');
    },
  );

  it('opens an address, also a relative one, which counts from the page', async () => {
    const client = newClient();
    await client.importModel(new URL(asUrl(files.safetensors)));
    expect(await client.predict(IMAGE)).toHaveLength(1);
    const missing = new URL('nowhere/model.json', BUILT);
    await expect(client.importModel(missing.pathname)).rejects.toMatchObject({
      name: 'TrainerError',
      code: 'model-not-found',
      got: expect.stringContaining(missing.href),
    });
    expect(await client.predict(IMAGE)).toHaveLength(1);
  });

  it('opens files and addresses that belong to a frame, whose classes are not those of the page', async () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const realm = frame.contentWindow as Window & typeof globalThis;
    const { bytes, name, type } = files.safetensors;
    const client = newClient();
    for (const source of [[new realm.File([bytes], name, { type })], new realm.URL(asUrl(files.safetensors))])
      expect(await client.importModel(source)).toMatchObject({ hiddenUnits: [12, 9] });
  });

  it('loads nothing of TensorFlow.js', async () => {
    const client = new built.TrainerClient({
      assets: { tfjsEngine: fault('missing'), tfjsWasmSimd: fault('missing') },
    });
    open.push(client);
    await client.importModel([asFile(files.tfjs)]);
    expect(await client.predict(IMAGE)).toHaveLength(1);
  });

  it('gives a run with { fromModel: true } its first weights; the run uses all threads', async () => {
    const client = newClient();
    await client.importModel([asFile(files.safetensors)]);
    const before = await client.predict(IMAGE);
    const ready = new Promise<TrainerEvent>((resolve) => {
      client.subscribe((event) => event.type === 'ready' && resolve(event));
    });
    const still = { dataSrc: SMALL_DATA, epochs: 1, optimizer: 'sgd' as const, learningRate: 1e-10 };
    await client.train(still, { fromModel: true });
    expect(await ready).toMatchObject({ config: { hiddenUnits: [12, 9], activation: 'sigmoid', threads: 0 } });
    const after = await client.predict(IMAGE);
    after[0]?.probabilities.forEach((value, k) => {
      expect(value).toBeCloseTo(before[0]?.probabilities[k] ?? Number.NaN, 6);
    });
  });
});

/** Counts the workers that elements start after this call. */
function countWorkers(): () => number {
  let count = 0;
  built.FmnistTrainer.createWorker = (url) => {
    count += 1;
    return new Worker(url);
  };
  return () => count;
}

describe('<fmnist-trainer weights>', () => {
  it('starts the worker without a call, emits fmnist-model, and sets the settings of the network’s size', async () => {
    const trainer = addTrainer({ weights: asUrl(files.safetensors) });
    expect(await next(trainer, 'fmnist-model')).toMatchObject({ runId: 1, parameterCount: 9637 });
    expect(await trainer.predict(IMAGE)).toHaveLength(1);
    expect([trainer.hiddenUnits, trainer.activation, trainer.state]).toEqual(['12,9', 'sigmoid', 'idle']);
  });

  it('“pretrained” is the file that FmnistTrainer.assets names', async () => {
    expect(built.FmnistTrainer.assets).toMatchObject({
      worker: new URL('worker.js', BUILT).href,
      pretrained: new URL('pretrained/lesson/model.json', BUILT).href,
      modelFiles: new URL('model-files.js', BUILT).href,
    });
    built.FmnistTrainer.assets = { ...assets, pretrained: asUrl(files.safetensors) };
    const trainer = addTrainer({ weights: 'pretrained' });
    expect(await next(trainer, 'fmnist-model')).toMatchObject({ hiddenUnits: [12, 9] });
  });

  it('every file comes from FmnistTrainer.assets, also by a relative address', async () => {
    const at = (name: string) => new URL(name, BUILT).pathname;
    built.FmnistTrainer.assets = { ...assets, worker: at('worker.js'), modelFiles: at('none.js') };
    const trainer = addTrainer({ weights: asUrl(files.safetensors) });
    expect(await next(trainer, 'fmnist-error')).toMatchObject({
      code: 'model-files',
      got: expect.stringContaining(new URL('none.js', BUILT).href),
    });
    built.FmnistTrainer.assets = { ...assets, worker: fault('missing') };
    const other = addTrainer({ weights: asUrl(files.safetensors) });
    expect((await next(other, 'fmnist-error')).code).toBe('worker-start');
  });

  it('worker-url replaces FmnistTrainer.assets: all files are beside it', async () => {
    built.FmnistTrainer.assets = { ...assets, worker: fault('missing') };
    const trainer = addTrainer({
      weights: asUrl(files.safetensors),
      'worker-url': new URL('worker.js', BUILT).href,
    });
    await next(trainer, 'fmnist-model');
    expect(trainer.files.kernels).toBe(new URL('kernels.wasm', BUILT).href);
  });

  it('opens another model when it changes', async () => {
    const trainer = addTrainer({ weights: asUrl(files.safetensors) });
    await next(trainer, 'fmnist-model');
    const second = next(trainer, 'fmnist-model');
    trainer.weights = asUrl(files.safetensors);
    expect(await second).toMatchObject({ runId: 2 });
  });

  it('yields to a run that begins while it loads, without an error', async () => {
    const trainer = addTrainer({ weights: asUrl(files.safetensors), 'data-src': SMALL_DATA, epochs: '1' });
    const told: string[] = [];
    for (const type of ['fmnist-model', 'fmnist-error']) trainer.addEventListener(type, () => told.push(type));
    await trainer.updateComplete;
    expect(await trainer.train()).toMatchObject({ state: 'finished' });
    expect(told).toEqual([]);
  });

  it('is opened when the element is in a page, not in one that was removed before it was drawn', async () => {
    const started = countWorkers();
    const trainer = addTrainer({ weights: asUrl(files.safetensors) });
    trainer.remove();
    await trainer.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(started()).toBe(0);
    const opened = next(trainer, 'fmnist-model');
    document.body.append(trainer);
    expect(await opened).toMatchObject({ hiddenUnits: [12, 9] });
    expect(started()).toBe(1);
  });

  it('is opened when an element that was drawn and removed is in a page again, not when it is set', async () => {
    const trainer = addTrainer({});
    await trainer.updateComplete;
    trainer.remove();
    const started = countWorkers();
    trainer.weights = asUrl(files.safetensors);
    await trainer.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(started()).toBe(0);
    const opened = next(trainer, 'fmnist-model');
    document.body.append(trainer);
    expect(await opened).toMatchObject({ hiddenUnits: [12, 9] });
  });

  it('is not opened again when the element is moved', async () => {
    const trainer = addTrainer({ weights: asUrl(files.safetensors) });
    await next(trainer, 'fmnist-model');
    let opened = 0;
    trainer.addEventListener('fmnist-model', () => {
      opened += 1;
    });
    const other = document.body.appendChild(document.createElement('section'));
    other.append(trainer);
    await trainer.predict(IMAGE);
    expect(opened).toBe(0);
  });

  it('is an error of the element if it cannot be loaded; the element still trains', async () => {
    const trainer = addTrainer({ weights: fault('html'), 'data-src': SMALL_DATA, epochs: '1' });
    expect(await next(trainer, 'fmnist-error')).toMatchObject({ code: 'model-not-found' });
    expect(trainer.state).toBe('idle');
    expect(await trainer.train()).toMatchObject({ state: 'finished' });
  });
});
