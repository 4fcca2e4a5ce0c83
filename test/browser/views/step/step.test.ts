import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import addresses from '../../../../scripts/addresses.json';
import type { TrainerClient } from '../../../../src/client/trainer-client';
import type { ViewRequest } from '../../../../src/state/requests';
import type { FmnistStep } from '../../../../src/views/step/step';
import { CLASS_NAMES } from '../../../../worker/data/fashion-mnist';
import { type RunSettings, type StepInspection, TrainerError } from '../../../../worker/protocol';
import { BUILT, importBuilt, importView, SMALL_DATA } from '../../built';

const PANELS = ['Pipeline', 'Forward pass', 'Loss', 'Gradient tape', 'Optimizer', 'Metrics'];
const STAGES = ['pipeline', 'forward', 'loss', 'tape', 'optimizer', 'metric'] as const;

beforeAll(async () => {
  await importView('fmnist-step');
});

const clients: TrainerClient[] = [];
afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
  for (const client of clients.splice(0)) client.dispose();
});

/** A client whose run is paused after its first batch. */
async function pausedClient(settings: Readonly<Record<string, string | number>> = {}): Promise<TrainerClient> {
  const { TrainerClient } = await importBuilt();
  const client = new TrainerClient({ workerUrl: new URL('worker.js', BUILT).href });
  clients.push(client);
  await client.step('batch', {
    dataSrc: SMALL_DATA,
    hiddenUnits: '8,5',
    threads: 1,
    ...settings,
  } as unknown as RunSettings);
  return client;
}

interface Shown {
  readonly view: FmnistStep;
  readonly inspection: StepInspection;
  readonly requests: ViewRequest[];
}

/** Shows the next step of a run. */
async function show(client: TrainerClient, width = 1200): Promise<Shown> {
  const inspection = await client.inspectStep();
  const view = document.createElement('fmnist-step');
  const requests: ViewRequest[] = [];
  view.addEventListener('fmnist-request', (event) => requests.push((event as CustomEvent).detail));
  view.style.width = `${width}px`;
  document.body.append(view);
  Object.assign(view, {
    open: true,
    inspect: () => client.inspectStep(),
    stepVersion: '1',
    classNames: CLASS_NAMES,
  });
  await vi.waitUntil(() => all(view, '[role=tab]').length === 6, 20_000);
  return { view, inspection, requests };
}

const all = (view: FmnistStep, selector: string) => [
  ...view.renderRoot.querySelectorAll<HTMLElement>(selector),
];
const text = (view: FmnistStep, selector = '#panel') =>
  all(view, selector)
    .map((element) => element.innerText.replace(/\s+/g, ' '))
    .join(' ');
const button = (view: FmnistStep, name: string) =>
  all(view, 'button').find((candidate) => candidate.textContent?.trim() === name) as HTMLElement;
const tab = (view: FmnistStep, panel: number) => all(view, '[role=tab]')[panel] as HTMLElement;
const status = (view: FmnistStep) => all(view, '[role=status]')[0]?.textContent;
const nextFrame = () => new Promise(requestAnimationFrame);

async function open(view: FmnistStep, panel: number): Promise<void> {
  tab(view, panel).click();
  await view.updateComplete;
  await nextFrame();
  await nextFrame();
}

/** The cells of the table row that starts with a text. */
const row = (view: FmnistStep, first: string) =>
  all(view, '#panel tr')
    .map((line) => [...line.children].map((cell) => (cell as HTMLElement).innerText.trim()))
    .find(([name]) => name?.startsWith(first)) ?? [];

/** Whether a canvas has pixels of more than one colour. */
function isPainted(canvas: HTMLElement): boolean {
  const { width, height } = canvas as HTMLCanvasElement;
  const context = (canvas as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
  return new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size > 1;
}

describe('the closed view', () => {
  it('has a sentence and a button. The button opens the view only when a run is paused', async () => {
    await importBuilt();
    const view = document.createElement('fmnist-step');
    document.body.append(view);
    await view.updateComplete;
    const look = button(view, 'Look inside');
    expect(look.ariaDisabled).toBe('true');
    look.click();
    await view.updateComplete;
    expect(view.open).toBe(false);
    const client = await pausedClient();
    Object.assign(view, { inspect: () => client.inspectStep(), stepVersion: '1' });
    await view.updateComplete;
    look.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitUntil(() => all(view, '[role=tab]').length === 6, 20_000);
    expect((view.renderRoot as ShadowRoot).activeElement?.localName).toBe('h3');
    button(view, 'Close').focus();
    await userEvent.keyboard('{Enter}');
    await view.updateComplete;
    expect((view.renderRoot as ShadowRoot).activeElement?.textContent).toBe('Look inside');
  });
});

describe('the panels of a step', () => {
  it('have the numbers of inspectStep(), in the order of the lesson', async () => {
    const { view, inspection } = await show(await pausedClient());
    const { pipeline, forward, loss, tape, optimizer, metric, parameters } = inspection;
    expect(all(view, '[role=tab]').map((one) => one.innerText)).toEqual(
      PANELS.map((name, i) => `${i + 1} ${name}`),
    );
    expect(text(view, '.head p')).toBe(`Epoch 1, step 2 of ${inspection.steps}: a batch of 64 images.`);

    await open(view, 0);
    for (const details of all(view, 'details')) details.setAttribute('open', '');
    expect(all(view, '[role=option]')).toHaveLength(64);
    expect(row(view, '3').slice(1)).toEqual([
      pipeline.slots[2]?.toLocaleString('en'),
      pipeline.indices[2]?.toLocaleString('en'),
      CLASS_NAMES[pipeline.labels[2] as number],
      pipeline.refills[2]?.toLocaleString('en'),
    ]);
    const places = row(view, 'flatten').slice(1).map(Number);
    expect(row(view, 'uint8').slice(1)).toEqual(places.map((place) => `${pipeline.pixels[place]}`));
    expect(row(view, '÷ 255').slice(1)).toEqual(places.map((place) => pipeline.inputs[place]?.toFixed(4)));

    await open(view, 1);
    expect(all(view, '.matrix')).toHaveLength(2 * forward.length);
    const share = forward[0]?.output.filter((value) => value === 0).length ?? 0;
    expect(row(view, 'dense_1')[3]).toBe(`${((100 * share) / (64 * 8)).toFixed(2)}%`);

    await open(view, 2);
    expect(text(view)).toContain(`Sum ${loss.sum.toFixed(4)}`);
    expect(text(view)).toContain(`Mean: sum / 64 ${loss.mean.toFixed(4)}`);
    button(view, 'Show the worst image').click();
    await view.updateComplete;
    expect(all(view, '[aria-selected=true]').at(-1)?.ariaLabel).toContain(`Image ${loss.worst + 1},`);
    expect(row(view, CLASS_NAMES[pipeline.labels[loss.worst] as number] as string)[3]).toBe(
      loss.losses[loss.worst]?.toFixed(4),
    );

    await open(view, 3);
    const [kernel] = parameters as [(typeof parameters)[number]];
    const gradient = tape.gradient.subarray(0, kernel.length);
    expect(Number(row(view, 'dense_1/kernel')[1])).toBeCloseTo(Math.hypot(...gradient), 3);
    expect(all(view, '.histogram')).toHaveLength(parameters.length);

    await open(view, 4);
    expect(text(view)).toContain(`${loss.mean.toFixed(4)} → ${loss.meanAfter.toFixed(4)}`);
    expect(row(view, 'm')).toHaveLength(3);
    expect(text(view)).toContain(`η ${optimizer.learningRate}`);
    expect(text(view)).toContain('1 − 0.9ᵗ 0.19 1 − 0.999ᵗ 0.001999 ε 1 × 10⁻⁷');

    await open(view, 5);
    expect(row(view, 'By example').slice(1)).toEqual(metric.byExample.map((mean) => mean.toFixed(6)));
    expect(row(view, 'By batch').slice(1)).toEqual(metric.byBatch.map((mean) => mean.toFixed(6)));
    expect(text(view)).toContain('both averages are equal');
  });

  it('have a shape, the line in Keras and our line, and every picture is painted', async () => {
    const { view } = await show(await pausedClient());
    for (let panel = 0; panel < 6; panel++) {
      await open(view, panel);
      expect(text(view, '#panel h4 code')).toMatch(/\(\d+,/);
      expect(all(view, '.code dt').map((name) => name.textContent)).toEqual(['Keras', 'This trainer']);
      expect(text(view, '.code')).toMatch(/worker\/[\w/-]+\.ts:\d+/);
      const unpainted = all(view, '#panel canvas').filter((canvas) => !isPainted(canvas));
      // The bar of a small probability has a single colour, and so has the strip of a layer with one unit.
      expect(unpainted.map(({ className }) => className)).toEqual([]);
    }
  });

  it('are reached with Next and Back, and with the arrow keys on the tabs; a status shows the current stage', async () => {
    const { view } = await show(await pausedClient());
    expect(status(view)).toBe('Stage 1 of 6: Pipeline');
    button(view, 'Next').click();
    await view.updateComplete;
    expect(status(view)).toBe('Stage 2 of 6: Forward pass');
    button(view, 'Back').click();
    await view.updateComplete;
    tab(view, 0).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(status(view)).toBe('Stage 3 of 6: Loss');
    await userEvent.keyboard('{End}');
    expect(status(view)).toBe('Stage 6 of 6: Metrics');
    expect(all(view, '[role=tab][tabindex="0"]')).toEqual([tab(view, 5)]);
    await userEvent.keyboard('{ArrowRight}{Home}');
    expect(status(view)).toBe('Stage 1 of 6: Pipeline');
  });

  it('have the exact number of images and of correct ones, however many there are', async () => {
    const client = await pausedClient();
    const { view, inspection } = await show(client);
    const { metric } = inspection;
    const loss = { before: { total: 21_234.56789, count: 59_968 }, after: { total: 21_250.5, count: 60_000 } };
    const accuracy = { before: { total: 52_347, count: 59_968 }, after: { total: 52_376, count: 60_000 } };
    const late = { ...inspection, metric: { ...metric, loss, accuracy } };
    Object.assign(view, { inspect: async () => late, stepVersion: '2' });
    await open(view, 5);
    const totals = () =>
      all(view, '#panel tr')
        .map((line) => line.innerText.split(/\s+/))
        .filter((cells) => cells.includes('total'))
        .map((cells) => cells.slice(-2));
    await expect.poll(totals).toEqual([
      ['21,234.5679', '21,250.5000'],
      ['52,347', '52,376'],
    ]);
  });

  it('are walked through with Enter alone: the focus stays on Next, which takes the step at the end', async () => {
    const { view, requests } = await show(await pausedClient());
    const focused = () => (view.renderRoot as ShadowRoot).activeElement?.textContent?.trim();
    button(view, 'Next').focus();
    for (const next of ['Next', 'Next', 'Next', 'Next', 'Take this step']) {
      await userEvent.keyboard('{Enter}');
      expect(focused()).toBe(next);
    }
    expect(status(view)).toBe('Stage 6 of 6: Metrics');
    await userEvent.keyboard('{Enter}');
    expect(requests).toEqual([{ type: 'step', unit: 'batch' }]);
    expect(focused()).toBe('Next');
    expect(status(view)).toBe('Stage 1 of 6: Pipeline');
  });

  it('show what the network does with an image of the batch that the visitor chooses', async () => {
    const { view, inspection, requests } = await show(await pausedClient());
    all(view, '[role=option]')[2]?.click();
    const { pixels } = inspection.pipeline;
    expect(requests).toEqual([{ type: 'show-garment', garment: pixels.slice(2 * 784, 3 * 784) }]);
  });

  it('draw nothing once the view has left the page', async () => {
    const { view } = await show(await pausedClient());
    await nextFrame();
    await nextFrame();
    view.remove();
    const frames = vi.spyOn(globalThis, 'requestAnimationFrame');
    try {
      view.stepVersion = '2';
      await view.updateComplete;
      expect(frames).not.toHaveBeenCalled();
    } finally {
      frames.mockRestore();
    }
  });

  it('can be played, until the visitor stops it', async () => {
    const { view } = await show(await pausedClient());
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      button(view, 'Play').click();
      await view.updateComplete;
      vi.advanceTimersByTime(6000);
      await view.updateComplete;
      expect(status(view)).toBe('Stage 2 of 6: Forward pass');
      button(view, 'Stop playing').click();
      await view.updateComplete;
      vi.advanceTimersByTime(60_000);
      expect(status(view)).toBe('Stage 2 of 6: Forward pass');
      button(view, 'Play').click();
      await view.updateComplete;
      view.remove();
      vi.advanceTimersByTime(60_000);
      document.body.append(view);
      await view.updateComplete;
      expect(status(view)).toBe('Stage 2 of 6: Forward pass');
      button(view, 'Play').click();
      for (let i = 0; i < 5; i++) vi.advanceTimersByTime(6000);
      await view.updateComplete;
      expect(status(view)).toBe('Stage 6 of 6: Metrics');
      expect(button(view, 'Play')).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('show the selected image, which the arrow keys change', async () => {
    const { view, inspection } = await show(await pausedClient());
    const [first] = all(view, '[role=option]');
    first?.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    const at = all(view, '[role=option]').findIndex((option) => option.ariaSelected === 'true');
    expect(at).toBe(9);
    const name = CLASS_NAMES[inspection.pipeline.labels[9] as number];
    expect(text(view)).toContain(`Image 10, ${name}`);
    await open(view, 2);
    expect(text(view)).toContain(`Image 10, ${name} (64, 10) → (64,)`);
  });
});

describe('a single stage', () => {
  /** Shows a stage of the next step of a run alone. */
  async function showStage(client: TrainerClient, stage: (typeof STAGES)[number]): Promise<Shown> {
    const inspection = await client.inspectStep();
    const view = document.createElement('fmnist-step');
    const requests: ViewRequest[] = [];
    view.addEventListener('fmnist-request', (event) => requests.push((event as CustomEvent).detail));
    view.setAttribute('stage', stage);
    document.body.append(view);
    const inspect = () => client.inspectStep();
    Object.assign(view, { open: true, inspect, stepVersion: '1', classNames: CLASS_NAMES });
    await vi.waitUntil(() => all(view, '#panel').length === 1, 20_000);
    await nextFrame();
    await nextFrame();
    return { view, inspection, requests };
  }

  it.each(STAGES)(
    'has its name as title, its lines of code and its pictures, and no other stages: %s',
    async (stage) => {
      const { view, inspection } = await showStage(await pausedClient(), stage);
      expect(text(view, 'h3')).toBe(PANELS[STAGES.indexOf(stage)]);
      expect(text(view, '.head p')).toBe(`Epoch 1, step 2 of ${inspection.steps}: a batch of 64 images.`);
      expect(all(view, '[role=tablist], [role=tab], [role=tabpanel], [role=status], .stage')).toEqual([]);
      expect(all(view, '.walk button').map((one) => one.innerText)).toEqual([
        'Take this step',
        'Go to the last batch',
      ]);
      expect(all(view, '.code dt').map((name) => name.textContent)).toEqual(['Keras', 'This trainer']);
      expect(text(view)).not.toMatch(/NaN|undefined|\[object/);
      expect(all(view, '#panel canvas').filter((canvas) => !isPainted(canvas))).toEqual([]);
    },
  );

  it('has the numbers of inspectStep(), takes the step and goes to the last batch', async () => {
    const { view, inspection, requests } = await showStage(await pausedClient(), 'loss');
    expect(text(view)).toContain(`Sum ${inspection.loss.sum.toFixed(4)}`);
    button(view, 'Take this step').click();
    button(view, 'Go to the last batch').click();
    expect(requests).toEqual([
      { type: 'step', unit: 'batch' },
      { type: 'step', unit: 'last-batch' },
    ]);
  });

  it('keeps its numbers with a sentence when the run is resumed, and shows the next step at the next pause', async () => {
    const client = await pausedClient();
    const { view } = await showStage(client, 'metric');
    view.inspect = null;
    await view.updateComplete;
    expect(text(view, 'section > p')).toContain('The run has continued.');
    expect(button(view, 'Take this step').ariaDisabled).toBe('true');
    await client.step('batch');
    Object.assign(view, { inspect: () => client.inspectStep(), stepVersion: '2' });
    await vi.waitUntil(() => text(view, '.head p').includes('step 3 of'), 20_000);
    expect(row(view, 'By example')).toHaveLength(3);
  });

  it('can be changed, and gives way to all six stages without the attribute or with any other value', async () => {
    const { view } = await showStage(await pausedClient(), 'tape');
    view.stage = 'loss';
    await view.updateComplete;
    expect(text(view, 'h3')).toBe('Loss');
    view.setAttribute('stage', 'backward');
    await view.updateComplete;
    expect(all(view, '[role=tab]')).toHaveLength(6);
    view.setAttribute('stage', 'metric');
    await view.updateComplete;
    expect(all(view, '[role=tab]')).toEqual([]);
    view.removeAttribute('stage');
    await view.updateComplete;
    expect(all(view, '[role=tab]')).toHaveLength(6);
    expect(status(view)).toBe('Stage 1 of 6: Pipeline');
  });

  it('ends playing', async () => {
    const { view } = await show(await pausedClient());
    button(view, 'Play').click();
    await view.updateComplete;
    expect(button(view, 'Stop playing')).toBeDefined();
    view.stage = 'forward';
    await view.updateComplete;
    view.stage = undefined;
    await view.updateComplete;
    expect(button(view, 'Play')).toBeDefined();
  });

  it('is in Korean on a Korean page', async () => {
    const { view } = await showStage(await pausedClient(), 'forward');
    document.documentElement.lang = 'ko';
    await vi.waitUntil(() => text(view, 'h3') === '순전파', 20_000);
    expect(text(view, '#panel > p')).toMatch(/[가-힣]/);
  });
});

describe('the link to the lesson', () => {
  const link = (view: FmnistStep) => all(view, '#panel > p a')[0]?.getAttribute('href');

  it('is not there unless the page says where the guide is, or the guide is published', async () => {
    const { view } = await show(await pausedClient());
    for (let panel = 0; panel < 6; panel++) {
      await open(view, panel);
      expect(link(view) === undefined).toBe(addresses.guide === '');
    }
  });

  it('leads from every stage to the step of the lesson that explains it', async () => {
    const { view } = await show(await pausedClient());
    view.guide = '/some/guide';
    const links: (string | null | undefined)[] = [];
    for (let panel = 0; panel < 6; panel++) {
      await open(view, panel);
      links.push(link(view));
    }
    expect(links).toEqual([2, 1, 3, 4, 4, 5].map((step) => `/some/guide/lesson.html#step-${step}`));
  });

  it('leads to the Korean page from a Korean screen', async () => {
    const { view } = await show(await pausedClient());
    view.guide = './guide/';
    document.documentElement.lang = 'ko';
    await vi.waitUntil(() => link(view) === './guide/lesson.ko.html#step-2', 20_000);
  });

  it('follows the nearest `guide` attribute around the view, also around the element that contains it', async () => {
    const { view } = await show(await pausedClient());
    const around = document.createElement('div');
    around.setAttribute('guide', '../guide/');
    const root = around.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    document.body.append(around);
    root.append(view);
    await open(view, 1);
    expect(link(view)).toBe('../guide/lesson.html#step-1');
    view.setAttribute('guide', '');
    await view.updateComplete;
    expect(link(view)).toBeUndefined();
    view.removeAttribute('guide');
    await view.updateComplete;
    expect(link(view)).toBe('../guide/lesson.html#step-1');
  });
});

describe('the short last batch', () => {
  it('is reached with a button, and shows both averages and their difference', async () => {
    const client = await pausedClient({ batchSize: 300 });
    const { view, requests } = await show(client);
    button(view, 'Go to the last batch').click();
    expect(requests).toEqual([{ type: 'step', unit: 'last-batch' }]);
    await client.step('last-batch');
    const { metric, count, steps, loss } = await client.inspectStep();
    view.stepVersion = '2';
    await vi.waitUntil(() => text(view, '.head p').includes(`step ${steps} of ${steps}`), 20_000);
    expect(button(view, 'Go to the last batch').ariaDisabled).toBe('true');
    await open(view, 5);
    const [, before, after] = row(view, 'Difference');
    const [byExample, byBatch] = [metric.byExample[1], metric.byBatch[1]];
    expect(before?.replace('−', '')).toBe('0.000000');
    expect(after?.replace('−', '-')).toBe((byBatch - byExample).toFixed(6));
    expect(text(view)).toContain(
      `This batch has only ${count} images, with a mean loss of ${loss.mean.toFixed(6)}.`,
    );
    expect(text(view)).toContain(`counts ${300 / count} times`);
  });

  it('takes the step from the last stage', async () => {
    const { view, requests } = await show(await pausedClient());
    await open(view, 5);
    button(view, 'Take this step').click();
    expect(requests).toEqual([{ type: 'step', unit: 'batch' }]);
  });
});

describe('a run that changes meanwhile', () => {
  it('keeps its numbers on the screen with a sentence when it is resumed, and shows the next step at the next pause', async () => {
    const client = await pausedClient();
    const { view } = await show(client);
    view.inspect = null;
    await view.updateComplete;
    expect(status(view)).toContain('The run has continued.');
    expect(all(view, '[role=tab]')).toHaveLength(6);
    await open(view, 5);
    expect(button(view, 'Take this step').ariaDisabled).toBe('true');
    await client.step('batch');
    Object.assign(view, { inspect: () => client.inspectStep(), stepVersion: '2' });
    await vi.waitUntil(() => text(view, '.head p').includes('step 3 of'), 20_000);
    expect(status(view)).toBe('Stage 6 of 6: Metrics');
  });

  it('leaves an empty view when it is reset', async () => {
    const { view } = await show(await pausedClient());
    Object.assign(view, { inspect: null, stepVersion: '' });
    await view.updateComplete;
    expect(status(view)).toBe('No run is paused. Press Pause or Step batch to see the next step.');
    expect(all(view, '#panel')).toEqual([]);
  });

  it('shows only the answer for the latest step', async () => {
    const client = await pausedClient();
    const { view } = await show(client);
    let answer = () => {};
    const early = await client.inspectStep();
    view.inspect = () =>
      new Promise((resolve) => {
        answer = () => resolve({ ...early, step: 77 });
      });
    view.stepVersion = '2';
    await view.updateComplete;
    Object.assign(view, { inspect: () => client.inspectStep(), stepVersion: '3' });
    await view.updateComplete;
    answer();
    await vi.waitUntil(() => status(view) === 'Stage 1 of 6: Pipeline', 20_000);
    expect(text(view, '.head p')).toContain('step 2 of');
  });

  it('requests nothing while the view is closed', async () => {
    const client = await pausedClient();
    const { view } = await show(client);
    view.open = false;
    let asked = 0;
    view.inspect = () => {
      asked++;
      return client.inspectStep();
    };
    view.stepVersion = '2';
    await view.updateComplete;
    expect(asked).toBe(0);
    view.open = true;
    await vi.waitUntil(() => asked === 1, 20_000);
  });
});

describe('a refused call', () => {
  const refusal = (got: string) =>
    new TrainerError({ code: 'call-refused', message: 'Refused.', got, expected: '', remedy: '' });

  it.each([
    ['its arrays would take 1,284 MB', /would take 1,284 MB\. At most 512 MB/],
    ['the run has trained its last batch', /has trained its last batch/],
  ])('is explained: %s', async (got, words) => {
    const { view } = await show(await pausedClient());
    Object.assign(view, { inspect: () => Promise.reject(refusal(got)), stepVersion: '2' });
    await vi.waitUntil(() => all(view, '[role=alert]').length > 0, 20_000);
    expect(text(view, '[role=alert]')).toMatch(words);
    expect(all(view, '#panel')).toEqual([]);
  });
});

describe('every kind of run', () => {
  it.each([
    [{ optimizer: 'sgd', hiddenUnits: '1' }, ['w', 'g', 'Δ', 'w − Δ']],
    [
      { optimizer: 'momentum', activation: 'tanh', hiddenUnits: '4,3,5,2,6,7' },
      ['w', 'g', 'velocity', 'Δ', 'w − Δ'],
    ],
    [{ optimizer: 'rmsprop', activation: 'sigmoid' }, ['w', 'g', 'mean-square', 'Δ', 'w − Δ']],
    [{ engine: 'tfjs', hiddenUnits: '300' }, ['w', 'g', 'm', 'v', 'm̂', 'v̂', 'Δ', 'w − Δ']],
    [{ batchSize: 1, shuffleBuffer: 1 }, ['w', 'g', 'm', 'v', 'm̂', 'v̂', 'Δ', 'w − Δ']],
    [{ batchSize: 700, shuffleBuffer: 1500 }, ['w', 'g', 'm', 'v', 'm̂', 'v̂', 'Δ', 'w − Δ']],
  ] as const)('%j can be walked through, also in 288 pixels', async (settings, quantities) => {
    const { view } = await show(await pausedClient(settings), 288);
    for (let panel = 0; panel < 6; panel++) {
      await open(view, panel);
      expect(text(view)).not.toMatch(/NaN|undefined|\[object/);
      const section = all(view, 'section')[0] as HTMLElement;
      expect(section.scrollWidth).toBeLessThanOrEqual(288);
      if (panel !== 4) continue;
      const shown = all(view, '#panel table')[0]?.querySelectorAll('tbody th') ?? [];
      expect([...shown].map((cell) => cell.textContent?.trim())).toEqual(quantities);
    }
  });
});

it('is in Korean from its own bundle, and changes with the page', async () => {
  const { view } = await show(await pausedClient());
  document.documentElement.lang = 'ko';
  await vi.waitUntil(() => tab(view, 0).innerText === '1 파이프라인', 20_000);
  for (let panel = 0; panel < 6; panel++) {
    await open(view, panel);
    expect(text(view, '#panel p')).toMatch(/[가-힣]/);
  }
  document.documentElement.lang = 'en';
  await vi.waitUntil(() => tab(view, 0).innerText === '1 Pipeline', 20_000);
});
