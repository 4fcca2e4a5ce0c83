import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FmnistTrainerEventMap } from '../../../src/element/events';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import { fault, importBuilt, SMALL_DATA } from '../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => {
  document.body.replaceChildren();
});

/** Adds the element to the page, with attributes as in HTML. */
function addTrainer(attributes: Readonly<Record<string, string>>): FmnistTrainer {
  const trainer = document.createElement('fmnist-trainer');
  for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
  document.body.append(trainer);
  return trainer;
}

/** The next event of a type. */
function next<K extends keyof FmnistTrainerEventMap>(
  target: EventTarget,
  type: K,
): Promise<FmnistTrainerEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(type, (event) => resolve(event as FmnistTrainerEventMap[K]), { once: true });
  });
}

const small = { 'data-src': SMALL_DATA, epochs: '1' };

describe('the attributes of <fmnist-trainer>', () => {
  it('all reach the worker', async () => {
    const trainer = addTrainer({
      'data-src': SMALL_DATA,
      'hidden-units': '32,16,8',
      activation: 'tanh',
      optimizer: 'momentum',
      'learning-rate': '0.02',
      momentum: '0.8',
      batch: '50',
      'shuffle-buffer': '100',
      epochs: '7',
      seed: '42',
      'validation-split': '0.1',
      'train-images': '1500',
      'sample-weighting': 'batch',
      'stop-at': 'valAccuracy>=0.1',
      patience: '2',
      monitor: 'valAccuracy',
      engine: 'fused',
      backend: 'wasm',
      threads: '2',
    });
    const ready = next(trainer, 'fmnist-ready');
    const summary = await trainer.train();
    expect((await ready).detail.config).toEqual({
      dataSrc: SMALL_DATA,
      hiddenUnits: [32, 16, 8],
      activation: 'tanh',
      optimizer: 'momentum',
      learningRate: 0.02,
      momentum: 0.8,
      batchSize: 50,
      shuffleBuffer: 100,
      epochs: 7,
      seed: 42,
      validationSplit: 0.1,
      trainImages: 1500,
      sampleWeighting: 'batch',
      stopAt: 'valAccuracy>=0.1',
      patience: 2,
      monitor: 'valAccuracy',
      engine: 'fused',
      backend: 'wasm',
      threads: 2,
    });
    expect((await ready).detail.data).toMatchObject({ trainCount: 1500, validationCount: 200, testCount: 500 });
    expect(summary).toMatchObject({ reason: 'stop-at', test: { count: 500 } });
  });

  it('default to the lesson’s values', async () => {
    const trainer = addTrainer({ 'data-src': SMALL_DATA });
    const ready = next(trainer, 'fmnist-ready');
    await trainer.step('batch');
    expect((await ready).detail).toMatchObject({
      parameterCount: 55_050,
      config: { hiddenUnits: [64, 64], optimizer: 'adam', learningRate: 0.001, batchSize: 64, epochs: 20 },
    });
  });

  it('are reflected by properties', async () => {
    const trainer = addTrainer({ epochs: '7' });
    await trainer.updateComplete;
    expect(trainer.epochs).toBe('7');
    trainer.batchSize = 32;
    await trainer.updateComplete;
    expect(trainer.getAttribute('batch')).toBe('32');
  });

  it('autostart trains without being asked; without it no worker starts', async () => {
    const before = workerRequests();
    addTrainer({ ...small, preview: 'off' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(workerRequests()).toBe(before);
    const finished = next(document, 'fmnist-epoch');
    addTrainer({ ...small, autostart: '' });
    expect((await finished).detail.epoch).toBe(1);
  });

  it('autostart may also be set later, as frameworks do with a page that a server has rendered', async () => {
    const trainer = addTrainer(small);
    await trainer.updateComplete;
    const finished = next(trainer, 'fmnist-epoch');
    trainer.autostart = true;
    expect((await finished).detail.epoch).toBe(1);
  });
});

describe('the events of <fmnist-trainer>', () => {
  it('bubble, cross shadow roots, and name their run', async () => {
    const host = document.createElement('div');
    const trainer = document.createElement('fmnist-trainer');
    Object.assign(trainer, { dataSrc: SMALL_DATA, epochs: 2 });
    host.attachShadow({ mode: 'open' }).append(trainer);
    document.body.append(host);
    const heard: { type: string; runId: number }[] = [];
    const types = ['fmnist-ready', 'fmnist-progress', 'fmnist-epoch', 'fmnist-state', 'fmnist-error'] as const;
    const forget = new AbortController();
    for (const type of types) {
      document.addEventListener(type, ({ detail }) => heard.push({ type, runId: detail.runId }), forget);
    }
    await trainer.train();
    forget.abort();
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(types.slice(0, 4)));
    expect(new Set(heard.map(({ runId }) => runId))).toEqual(new Set([1]));
    expect(heard.filter(({ type }) => type === 'fmnist-epoch')).toHaveLength(2);
    expect(trainer.history.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  it('report an error once, though it also rejects the call', async () => {
    const trainer = addTrainer({ 'data-src': fault('missing') });
    const errors: string[] = [];
    trainer.addEventListener('fmnist-error', ({ detail }) => errors.push(detail.code));
    await expect(trainer.train()).rejects.toMatchObject({ code: 'data-not-found' });
    await trainer.updateComplete;
    expect(errors).toEqual(['data-not-found']);
  });
});

describe('the methods of <fmnist-trainer>', () => {
  it('can be event handlers: the event is not sent to the worker', async () => {
    const trainer = addTrainer({ ...small, epochs: '1000' });
    const ended = trainer.train();
    await next(trainer, 'fmnist-epoch');
    const button = document.createElement('button');
    button.addEventListener('click', trainer.stop.bind(trainer));
    button.click();
    expect(await ended).toMatchObject({ state: 'stopped' });
  });
});

describe('bad settings', () => {
  it.each([
    ['epochs', '0'],
    ['epochs', '-1'],
    ['epochs', '1.5'],
    ['epochs', 'abc'],
    ['batch', '0'],
    ['learning-rate', '0'],
    ['learning-rate', '-0.1'],
    ['learning-rate', 'NaN'],
    ['hidden-units', '64,,0'],
  ])('%s="%s" is refused with its value, and nothing starts', async (name, value) => {
    const trainer = addTrainer({ ...small, [name]: value });
    await expect(trainer.train()).rejects.toMatchObject({
      code: 'config-invalid',
      got: `${name}="${value}"`,
    });
    expect(trainer.state).toBe('idle');
  });

  it('a batch larger than the set is refused once the data is known', async () => {
    const trainer = addTrainer({ ...small, batch: '2001' });
    await expect(trainer.train()).rejects.toMatchObject({
      code: 'config-batch-too-large',
      expected: 'at most 2,000, the number of training images',
    });
  });
});

describe('worker-url', () => {
  it('that is not an address is reported as an error, and the next value is used', async () => {
    const trainer = addTrainer({ ...small, 'worker-url': 'https://' });
    await expect(trainer.train()).rejects.toMatchObject({ code: 'worker-start' });
    trainer.workerUrl = fault('missing');
    await expect(trainer.train()).rejects.toMatchObject({ got: expect.stringContaining('/faults/missing/') });
    trainer.workerUrl = new URL('/built/worker.js', location.href).href;
    expect(await trainer.train()).toMatchObject({ state: 'finished' });
  });
});

describe('the attribute view', () => {
  const parts = (trainer: FmnistTrainer) => {
    const names = [...(trainer.shadowRoot?.querySelectorAll('[part]') ?? [])].map(
      (element) => element.part.value,
    );
    return [...new Set(names)];
  };
  const charts = ['charts', 'chart', 'time', 'past-runs', 'stored-runs'];
  const run = ['header', 'controls', 'error', 'storage-note', 'progress'];
  const hand = ['pad', 'network'];
  const views = ['gallery', 'matrix', 'weights'];
  const everything = [...run, ...hand, ...charts, 'step', 'settings', 'table', 'downloads', ...views];

  it.each([
    ['compact', [...run, ...charts]],
    ['charts', charts],
    ['predict', [...run, ...hand]],
    ['full', everything],
    ['none of these', everything],
  ])('“%s” shows its parts', async (view, expected) => {
    const trainer = addTrainer({ view });
    await trainer.updateComplete;
    expect(parts(trainer)).toEqual(expected);
  });

  it('“charts” shows both charts side by side over the whole width if there is room', async () => {
    const trainer = addTrainer({ view: 'charts' });
    trainer.style.width = '700px';
    trainer.style.setProperty('--fmnist-padding', '0px');
    await trainer.updateComplete;
    const [loss, accuracy] = [...(trainer.shadowRoot?.querySelectorAll('[part=chart]') ?? [])].map((chart) =>
      chart.getBoundingClientRect(),
    );
    expect(loss?.top).toBe(accuracy?.top);
    expect(Number(accuracy?.right) - Number(loss?.left)).toBeCloseTo(700, 0);
  });
});

describe('a trainer of drawn garments', () => {
  it.each([
    ['full', ' If “Source” in the settings is empty, the next run trains on Fashion-MNIST.'],
    ['predict', ''],
  ])(
    'says in view “%s” that they are not Fashion-MNIST, and how to train on that if the view has settings',
    async (view, remedy) => {
      const trainer = addTrainer({ view, 'data-src': 'drawn-garments' });
      await trainer.updateComplete;
      const notice = () => trainer.shadowRoot?.querySelector('.notice')?.textContent ?? null;
      expect(notice()).toBe(`Drawn garments, built in for practice: not Fashion-MNIST.${remedy}`);
      trainer.dataSrc = '';
      await trainer.updateComplete;
      expect(notice()).toBeNull();
    },
  );
});

describe('what a page puts into a slot', () => {
  it.each([
    'title',
    'controls',
    'progress',
    'charts',
    'table',
    'downloads',
    'settings',
    'step',
    'gallery',
    'matrix',
    'weights',
    'pad',
    'network',
  ])('“%s” replaces that part', async (name) => {
    const trainer = addTrainer({});
    const own = document.createElement('p');
    own.slot = name;
    own.textContent = 'my own';
    trainer.append(own);
    await trainer.updateComplete;
    const slot = trainer.shadowRoot?.querySelector<HTMLSlotElement>(`slot[name=${name}]`);
    expect(slot?.assignedElements()).toEqual([own]);
    expect(own.getBoundingClientRect().height).toBeGreaterThan(0);
  });
});

describe('an element that leaves the page', () => {
  it('ends its run; moving it within the page does not', async () => {
    const trainer = addTrainer({ ...small, epochs: '1000' });
    const ended = trainer.train().catch((error) => error.code);
    await next(trainer, 'fmnist-epoch');
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(trainer);
    await next(trainer, 'fmnist-epoch');
    expect(trainer.state).toBe('training');

    trainer.remove();
    expect(await ended).toBe('call-refused');
    expect(trainer.state).toBe('idle');
  });
});

function workerRequests(): number {
  return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('worker.js')).length;
}
