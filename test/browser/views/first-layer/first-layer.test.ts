import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FmnistFirstLayer } from '../../../../src/views/first-layer/first-layer';
import type { FirstLayer } from '../../../../worker/protocol';
import { importView } from '../../built';

const PIXELS = 784;

/** A layer in which all weights of a unit are equal. */
function layerOf(weights: readonly number[], units = weights.length): FirstLayer {
  const kernels = new Float32Array(weights.length * PIXELS);
  weights.forEach((weight, unit) => {
    kernels.fill(weight, unit * PIXELS, (unit + 1) * PIXELS);
  });
  return { epoch: 1, units, kernels };
}

const ten = layerOf(Array.from({ length: 10 }, (_, unit) => (unit % 2 ? 0.25 : -0.25)));
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

let view: FmnistFirstLayer;
/** The units whose garments were requested, and how many garments. */
let asked: [unit: number, count: number][];

beforeAll(async () => {
  await importView('fmnist-first-layer');
});

beforeEach(async () => {
  asked = [];
  view = document.createElement('fmnist-first-layer');
  view.style.setProperty('--fmnist-negative', 'rgb(255, 0, 0)');
  view.style.setProperty('--fmnist-surface', 'rgb(255, 255, 255)');
  view.style.setProperty('--fmnist-positive', 'oklch(0.452 0.313 264.05)'); // rgb(0, 0, 255)
  view.exciting = async (unit, count) => {
    asked.push([unit, count]);
    return Array.from({ length: count }, (_, i) => 100 * unit + i);
  };
  view.loadGarments = async (indices) => new Uint8Array(indices.length * PIXELS).fill(200);
  document.body.append(view);
  await view.updateComplete;
});

afterEach(() => {
  document.body.replaceChildren();
});

const all = <T extends HTMLElement>(selector: string) => [
  ...(view.shadowRoot?.querySelectorAll<T>(selector) ?? []),
];
const units = () => all('[role=option]');
const status = () => all('[role=status]')[0]?.textContent?.trim();
const focused = () => view.shadowRoot?.activeElement?.getAttribute('aria-label');

async function show(layer: FirstLayer | null): Promise<void> {
  view.layer = layer;
  await view.updateComplete;
  await nextFrame();
}

/** RGBA of one pixel of a canvas. */
function pixel(selector: string, x: number, y: number): number[] {
  const [canvas] = all<HTMLCanvasElement>(selector);
  return [...(canvas?.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])];
}

describe('<fmnist-first-layer>', () => {
  it('says how many of the units it shows', async () => {
    await show(layerOf([1, -1]));
    expect(all('.head p')[0]?.textContent).toBe('2 units');
    await show(layerOf([1, -1], 512));
    expect(all('.head p')[0]?.textContent).toBe('the first 2 of 512 units');
  });

  it('is drawn again when the page changes between light and dark', async () => {
    view.style.setProperty('--fmnist-surface', 'light-dark(#fff, #000)');
    view.style.colorScheme = 'light';
    await show(layerOf([-0.5, 0, 0.5, 0.25]));
    expect(pixel('.sheet canvas', 32, 2)).toEqual([255, 255, 255, 255]);
    view.style.colorScheme = 'dark';
    await expect.poll(() => pixel('.sheet canvas', 32, 2)).toEqual([0, 0, 0, 255]);
  });

  it('draws all units on one scale, in the page’s colours, whatever their format', async () => {
    await show(layerOf([-0.5, 0, 0.5, 0.25]));
    expect(pixel('.sheet canvas', 2, 2)).toEqual([255, 0, 0, 255]);
    expect(pixel('.sheet canvas', 32, 2)).toEqual([255, 255, 255, 255]);
    const [red, green, blue] = pixel('.sheet canvas', 62, 2) as [number, number, number];
    expect(Math.max(red, green, 255 - blue)).toBeLessThan(8);
    const half = pixel('.sheet canvas', 92, 2) as [number, number, number];
    expect(Math.abs(half[0] - 128)).toBeLessThan(8);
    expect(all('.scale span').map(({ textContent }) => textContent)).toEqual(['−0.5000', '0', '+0.5000']);
  });

  it('is one tab stop: arrows, Home and End move, and Enter selects', async () => {
    await show(ten);
    expect(all('[tabindex="0"]')).toHaveLength(1);
    await userEvent.tab();
    expect(focused()).toBe('Unit 1 of 10');
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(focused()).toBe('Unit 10 of 10');
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(focused()).toBe('Unit 10 of 10');
    await userEvent.keyboard('{Home}{End}{ArrowUp}');
    expect(focused()).toBe('Unit 2 of 10');
    expect(asked).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(asked).toEqual([[1, 12]]);
    expect(units().filter((unit) => unit.ariaSelected === 'true')).toEqual([units()[1]]);
  });

  it('shows the selected unit enlarged, and the garments that activate it most', async () => {
    await show(ten);
    expect(pixel('.large', 5, 5)).toEqual([0, 0, 0, 0]);
    units()[2]?.click();
    await vi.waitFor(() => expect(pixel('.garments canvas', 5, 5)[3]).toBe(200));
    expect(pixel('.large', 5, 5)).toEqual([255, 0, 0, 255]);
    expect(status()).toBe('Unit 3 and the 12 garments that activate it most');
  });

  it('counts these garments by class if their classes are known', async () => {
    view.labels = Uint8Array.from({ length: 1000 }, (_, i) => (i % 100 < 4 ? 1 : 0));
    view.classNames = ['T-shirt/top', 'Trouser'];
    await show(ten);
    units()[2]?.click();
    await vi.waitFor(() => expect(all('#tally')[0]?.textContent).toBe('T-shirt/top 8 · Trouser 4'));
    expect(units()[2]?.getAttribute('aria-describedby')).toBe('tally');
  });

  it('requests them again when the weights change, one request at a time, and once for all changes meanwhile', async () => {
    await show(ten);
    units()[2]?.click();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { exciting } = view;
    view.exciting = async (unit, count) => {
      const indices = await exciting?.(unit, count);
      await answered;
      return indices ?? [];
    };
    for (let epoch = 1; epoch <= 10; epoch++) await show({ ...ten, epoch });
    expect(asked).toHaveLength(2);
    answer();
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    await show(ten);
    expect(asked.every(([unit]) => unit === 2)).toBe(true);
  });

  it('requests nothing if no unit is selected', async () => {
    await show(ten);
    await show({ ...ten, epoch: 2 });
    expect(asked).toEqual([]);
  });

  it('ignores an answer for a unit that is no longer selected', async () => {
    await show(ten);
    let answerLate = (_: Uint8Array) => {};
    const late = new Promise<Uint8Array>((resolve) => {
      answerLate = resolve;
    });
    const { loadGarments } = view;
    view.loadGarments = () => late;
    units()[0]?.click();
    view.loadGarments = loadGarments;
    await view.updateComplete;
    units()[1]?.click();
    await vi.waitFor(() => expect(pixel('.garments canvas', 5, 5)[3]).toBe(200));
    answerLate(new Uint8Array(12 * PIXELS).fill(50));
    await late;
    await nextFrame();
    expect(pixel('.garments canvas', 5, 5)[3]).toBe(200);
    expect(status()).toContain('Unit 2 ');
  });

  it('keeps the selected unit when the weights change, and drops one that no longer exists', async () => {
    await show(ten);
    units()[9]?.click();
    await show({ ...ten, epoch: 2 });
    expect(status()).toContain('Unit 10 ');
    await show(layerOf([1, 2]));
    expect(status()).toBe('Select a unit to enlarge it and see the garments that activate it most.');
    expect(all('[tabindex="0"]')).toHaveLength(1);
  });

  it.each([288, 544, 720, 1400])(
    'fits into %i pixels, and is as high before the first epoch',
    async (width) => {
      view.style.setProperty('width', `${width}px`);
      await show(null);
      const { height } = view.getBoundingClientRect();
      expect(units()).toEqual([]);
      await show(layerOf(new Array(64).fill(0.1), 512));
      expect(view.getBoundingClientRect().height).toBe(height);
      expect(all('section')[0]?.scrollWidth).toBeLessThanOrEqual(width);
      for (const unit of units()) expect(unit.getBoundingClientRect().width).toBeGreaterThanOrEqual(24);
    },
  );
});
