import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FmnistNetwork } from '../../../../src/views/network/network';
import { networkLayout } from '../../../../src/views/network/network-layout';
import { boxOf, type Place } from '../../../../src/views/network/network-places';
import { CLASS_NAMES } from '../../../../worker/data/fashion-mnist';
import type { Activations, UnitWeights } from '../../../../worker/protocol';
import { importView } from '../../built';

const PIXELS = 784;
const WIDTH = 900;
/** Two hidden layers: unit u of the first has the output u, and unit 1 of the second is the only one above 0. */
const NETWORK = { hiddenUnits: [4, 3], activation: 'relu' } as const;

function answerOf(images: Uint8Array, epoch: number | null = 2): Activations {
  const count = images.length / PIXELS;
  const each = (values: readonly number[]) =>
    Float32Array.from({ length: count * values.length }, (_, i) => values[i % values.length] as number);
  return {
    epoch,
    hidden: [each([0, 1, 2, 3]), each([0, 5, 0])],
    logits: each([0, 4, -2, 0, 0, 0, 0, 0, 0, 0]),
    probabilities: each([0.01, 0.9, 0.01, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01]),
  };
}

let view: FmnistNetwork;
/** The images for which answers were requested, and the units whose weights were requested. */
let asked: Uint8Array[];
let units: [layer: number, unit: number][];

beforeAll(async () => {
  await page.viewport(WIDTH + 100, 800);
  await importView('fmnist-network');
});

beforeEach(async () => {
  asked = [];
  units = [];
  view = document.createElement('fmnist-network');
  view.style.width = `${WIDTH}px`;
  view.style.setProperty('--fmnist-surface', 'rgb(255, 255, 255)');
  view.style.setProperty('--fmnist-positive', 'rgb(0, 0, 255)');
  view.style.setProperty('--fmnist-negative', 'rgb(255, 0, 0)');
  view.classNames = CLASS_NAMES;
  document.body.append(view);
  await settled();
});

afterEach(() => {
  document.body.replaceChildren();
});

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
async function settled(): Promise<void> {
  await view.updateComplete;
  await nextFrame();
}

const find = <T extends HTMLElement>(selector: string) => view.shadowRoot?.querySelector<T>(selector) as T;
const text = (selector: string) => find(selector).textContent?.replace(/\s+/g, ' ').trim() ?? '';
const picture = () => find<HTMLCanvasElement>('canvas').toDataURL();
const rows = (table: 1 | 2) =>
  [
    ...(view.shadowRoot?.querySelectorAll<HTMLTableRowElement>(`table:nth-of-type(${table}) tbody tr`) ?? []),
  ].map((row) => [...row.cells].map((cell) => cell.textContent?.trim()));

/** Gives the view a trained network and a garment. */
async function showTrained(more: Partial<FmnistNetwork> = {}): Promise<void> {
  Object.assign(view, {
    network: NETWORK,
    settings: NETWORK,
    garment: new Uint8Array(PIXELS).fill(255, 0, 28),
    activations: async (images: Uint8Array) => {
      asked.push(images);
      return answerOf(images);
    },
    unitWeights: async (layer: number, unit: number): Promise<UnitWeights> => {
      units.push([layer, unit]);
      const inputs = [PIXELS, 4, 3][layer] as number;
      return {
        epoch: 2,
        bias: 0,
        weights: Float32Array.from({ length: inputs }, (_, i) => (i % 2 ? -0.5 : 0.25)),
      };
    },
    ...more,
  });
  await vi.waitFor(() => expect(text('.pointed')).toContain('Strongest'));
  await settled();
}

/** Where a place is in the picture. */
function middleOf(place: Place): { x: number; y: number } {
  const { x, y, width, height } = boxOf(networkLayout(NETWORK.hiddenUnits, WIDTH, 16), place);
  return { x: x + width / 2, y: y + height / 2 };
}

/** The colour near the upper left corner of a square, where no connection begins. */
function colourOf(place: Place): number[] {
  const { x, y, width } = boxOf(networkLayout(NETWORK.hiddenUnits, WIDTH, 16), place);
  const at = (length: number) => Math.round((length + width / 4) * devicePixelRatio);
  return [...(find<HTMLCanvasElement>('canvas').getContext('2d')?.getImageData(at(x), at(y), 1, 1).data ?? [])];
}

describe('<fmnist-network> before training', () => {
  it('shows the lesson’s network', () => {
    expect(text('.head p')).toBe('The network of these settings. It is not trained yet.');
    expect(rows(1)).toEqual([
      ['Layer 1', '64', '50,240', '–', '–', '–'],
      ['Layer 2', '64', '4,160', '–', '–', '–'],
    ]);
  });

  it('is drawn again when the hidden units or the activation change', async () => {
    const pictures = new Set([picture()]);
    for (const settings of [{ hiddenUnits: '128,32,8' }, { hiddenUnits: '128,32,8', activation: 'tanh' }]) {
      view.settings = settings;
      await settled();
      pictures.add(picture());
    }
    expect(pictures.size).toBe(3);
    expect(rows(1).map(([, units]) => units)).toEqual(['128', '32', '8']);
  });

  it('keeps the last network while a setting is not valid', async () => {
    view.settings = { hiddenUnits: '32,' };
    await settled();
    expect(rows(1)).toHaveLength(2);
  });

  it('says how many units a square stands for if a layer does not fit', async () => {
    expect(text('.keys')).toBe('');
    view.settings = { hiddenUnits: [4096, 16] };
    await settled();
    expect(text('.keys')).toMatch(
      /^A square stands for up to (8|16|32) units and shows the one with the largest output\.$/,
    );
  });
});

describe('<fmnist-network> with a garment', () => {
  it('shades every unit by its output', async () => {
    await showTrained();
    expect(colourOf({ layer: 0, cell: 0 })).toEqual([255, 255, 255, 255]);
    expect(colourOf({ layer: 0, cell: 3 })).toEqual([0, 0, 255, 255]);
    const [red = 0] = colourOf({ layer: 0, cell: 1 });
    expect(Math.abs(red - 170)).toBeLessThan(3);
    const [, green = 0] = colourOf({ layer: 2, cell: 2 });
    expect(Math.abs(green - 128)).toBeLessThan(3);
  });

  it('shows the connections into the logit of the most probable class', async () => {
    await showTrained();
    expect(new Set(units.flat())).toEqual(new Set([2, 1]));
    expect(text('.pointed')).toBe('Logit of Trouser: 4.0000. Strongest connections: unit 2 −2.5000.');
  });

  it('shows the connections into the unit under the pointer', async () => {
    await showTrained();
    await userEvent.hover(find('canvas'), { position: middleOf({ layer: 1, cell: 1 }) });
    await vi.waitFor(() => expect(units.at(-1)).toEqual([1, 1]));
    await vi.waitFor(() =>
      expect(text('.pointed')).toBe(
        'Layer 2, unit 2 of 3: 5.0000. Strongest connections: unit 4 −1.5000 · unit 2 −0.5000 · unit 3 +0.5000.',
      ),
    );
    await userEvent.hover(find('canvas'), { position: middleOf({ layer: 0, cell: 2 }) });
    await vi.waitFor(() => expect(text('.pointed')).toContain('pixel in row 1, column 2 −0.5000'));
    await userEvent.hover(find('canvas'), { position: middleOf({ layer: 3, cell: 2 }) });
    await vi.waitFor(() => expect(units.at(-1)).toEqual([2, 2]));
    expect(text('.pointed')).toContain('Probability of Pullover: 1%.');
  });

  it('says with which weights it was computed', async () => {
    await showTrained();
    expect(text('.head p')).toBe('Computed with the weights after epoch 2.');
    await showTrained({ activations: async (images) => answerOf(images, null) });
    view.garment = new Uint8Array(PIXELS).fill(9);
    await expect.poll(() => text('.head p')).toBe('Computed with the current weights.');
  });

  it('has the same numbers in a table', async () => {
    await showTrained();
    expect(rows(1)).toEqual([
      ['Layer 1', '4', '3,140', '3', '–', 'unit 4 3.0000'],
      ['Layer 2', '3', '15', '1', '–', 'unit 2 5.0000'],
    ]);
    expect(rows(2).slice(0, 3)).toEqual([
      ['T-shirt/top', '0.0000', '1%'],
      ['Trouser', '4.0000', '90%'],
      ['Pullover', '−2.0000', '1%'],
    ]);
  });

  it('marks the units that are 0 for many garments', async () => {
    const loaded: number[][] = [];
    await showTrained({
      garmentCount: 1000,
      loadGarments: async (indices) => {
        loaded.push([...indices]);
        return new Uint8Array(indices.length * PIXELS).fill(1);
      },
    });
    await expect
      .poll(() => text('.keys'))
      .toBe('× marks a dead unit: its output is 0 for each of 200 validation images.');
    expect(loaded[0]?.slice(0, 3)).toEqual([0, 5, 10]);
    expect(rows(1).map((row) => row[4])).toEqual(['1', '2']);
    await settled();
    await userEvent.hover(find('canvas'), { position: middleOf({ layer: 0, cell: 0 }) });
    await expect.poll(() => text('.pointed')).toContain('This unit is dead.');
  });

  it('marks the dead units of the last weights, also if these came soon after others', async () => {
    let dead = 0;
    const outputs = (count: number) => {
      const answer = answerOf(new Uint8Array(count * PIXELS));
      return { ...answer, hidden: [new Float32Array(4 * count).fill(1 - dead), ...answer.hidden.slice(1)] };
    };
    await showTrained({
      garmentCount: 200,
      loadGarments: async (indices) => new Uint8Array(indices.length * PIXELS).fill(1),
      activations: async (images) => outputs(images.length / PIXELS),
    });
    await expect.poll(() => rows(1).map((row) => row[4])).toEqual(['0', '2']);
    dead = 1;
    view.weightsVersion = 'the last';
    await expect.poll(() => rows(1).map((row) => row[4])).toEqual(['4', '2']);
  });

  it('marks the dead units of a large network when the training has ended', async () => {
    const hidden = [2000, 3];
    await showTrained({
      network: { hiddenUnits: hidden, activation: 'relu' },
      settings: { hiddenUnits: hidden },
      isRunning: true,
      garmentCount: 200,
      loadGarments: async (indices) => new Uint8Array(indices.length * PIXELS).fill(1),
      activations: async (images) => {
        const answer = answerOf(images);
        const first = new Float32Array((2000 * images.length) / PIXELS);
        return { ...answer, hidden: [first, ...answer.hidden.slice(1)] };
      },
      unitWeights: async () => ({ epoch: 2, bias: 0, weights: new Float32Array(3).fill(1) }),
    });
    await expect.poll(() => text('.head p')).toBe('Computed with the weights after epoch 2.');
    expect(rows(1).map((row) => row[4])).toEqual(['–', '–']);
    view.isRunning = false;
    await expect.poll(() => rows(1).map((row) => row[4])).toEqual(['2,000', '2']);
  });

  it('marks no dead units that are found after the network is gone', async () => {
    let answerLate: () => void = () => {};
    const asked = vi.fn();
    await showTrained({
      garmentCount: 200,
      loadGarments: async (indices) => new Uint8Array(indices.length * PIXELS).fill(1),
      activations: async (images) => {
        if (images.length > PIXELS) {
          asked();
          await new Promise<void>((resolve) => {
            answerLate = resolve;
          });
        }
        return answerOf(images);
      },
    });
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    Object.assign(view, { network: null, activations: null, unitWeights: null });
    await expect.poll(() => text('.head p')).toBe('The network of these settings. It is not trained yet.');
    await settled();
    answerLate();
    await settled();
    expect(rows(1).map((row) => row[4])).toEqual(['–', '–']);
  });

  it('shows the first validation image if no garment is selected, and otherwise the image with the given index', async () => {
    const load = vi.fn(async (indices: readonly number[]) => new Uint8Array(indices.length * PIXELS));
    await showTrained({ garment: null, garmentCount: 40, loadGarments: load });
    expect(load).toHaveBeenLastCalledWith([0]);
    view.garment = 7;
    await expect.poll(() => load.mock.lastCall?.[0]).toEqual([7]);
  });

  it('asks the visitor to draw a garment if there is no garment and no data set', async () => {
    Object.assign(view, {
      network: NETWORK,
      settings: NETWORK,
      activations: async () => answerOf(new Uint8Array(PIXELS)),
    });
    await expect.poll(() => text('.head p')).toBe('Draw a garment on the pad to see the output of each unit.');
  });

  it('requests new answers when the weights change, but not at every change', async () => {
    await showTrained();
    const before = asked.length;
    for (let version = 1; version <= 30; version++) {
      view.weightsVersion = version;
      await view.updateComplete;
    }
    await vi.waitFor(() => expect(asked.length).toBe(before + 1));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked.length).toBe(before + 1);
    expect(asked.at(-1)).toBe(view.garment);
  });

  it('requests nothing while nothing changes', async () => {
    await showTrained();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = [asked.length, units.length];
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([asked.length, units.length]).toEqual(before);
  });

  it('shows the network that is being trained, and otherwise the network of the settings', async () => {
    await showTrained();
    view.settings = { hiddenUnits: [16] };
    await settled();
    expect(text('.head p')).toBe('The network of the next run. The trained network has other layers.');
    expect(rows(1)).toEqual([['Layer 1', '16', '12,560', '–', '–', '–']]);
    view.isRunning = true;
    await settled();
    expect(rows(1)).toHaveLength(2);
    await expect.poll(() => text('.head p')).toBe('Computed with the weights after epoch 2.');
  });

  it('ignores an answer of a network with other layers', async () => {
    await showTrained();
    view.network = { hiddenUnits: [5], activation: 'relu' };
    view.settings = view.network;
    await expect.poll(() => asked.length).toBeGreaterThan(1);
    await settled();
    expect(rows(1)).toEqual([['Layer 1', '5', '3,925', '–', '–', '–']]);
  });

  it('is drawn again when the page changes between light and dark', async () => {
    view.style.setProperty('--fmnist-surface', 'light-dark(#fff, #000)');
    view.style.colorScheme = 'light';
    await showTrained();
    expect(colourOf({ layer: 0, cell: 0 })).toEqual([255, 255, 255, 255]);
    view.style.colorScheme = 'dark';
    await expect.poll(() => colourOf({ layer: 0, cell: 0 })).toEqual([0, 0, 0, 255]);
  });
});

describe('the keyboard in <fmnist-network>', () => {
  const option = () => text('[role=option]');

  it('has one tab stop after its help. The arrow keys move between units and layers, and each unit says its output', async () => {
    await showTrained();
    await userEvent.tab();
    expect(view.shadowRoot?.activeElement?.localName).toBe('fmnist-help-tip');
    await userEvent.tab();
    expect(view.shadowRoot?.activeElement).toBe(find('[role=listbox]'));
    expect(option()).toContain('Layer 1, unit 1 of 4: 0.0000.');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(option()).toContain('Layer 1, unit 3 of 4: 2.0000.');
    await expect.poll(() => units.at(-1)).toEqual([0, 2]);
    await expect.poll(() => text('.pointed')).toContain('Layer 1, unit 3 of 4: 2.0000. Strongest');
    await userEvent.keyboard('{ArrowRight}');
    expect(option()).toContain('Layer 2, unit');
    await userEvent.keyboard('{ArrowRight}');
    expect(option()).toContain('Logit of');
    await userEvent.keyboard('{ArrowRight}{Home}');
    expect(option()).toBe('Probability of T-shirt/top: 1%.');
    await expect.poll(() => text('[role=status]')).toBe('Strongest connections: unit 2 −2.5000.');
  });

  it('starts at the unit that the visitor pressed', async () => {
    await showTrained();
    await userEvent.click(find('canvas'), { position: middleOf({ layer: 1, cell: 0 }) });
    await userEvent.keyboard('{ArrowDown}');
    expect(option()).toContain('Layer 2, unit 2 of 3');
  });

  it('leaves other keys to the page', async () => {
    await userEvent.tab();
    const event = new KeyboardEvent('keydown', { key: 'a', cancelable: true });
    find('[role=listbox]').dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('the place of <fmnist-network>', () => {
  it.each([288, 360, 544, 704, 1000, 1400])(
    'is as high before an answer as after it, at %i pixels',
    async (width) => {
      view.style.width = `${width}px`;
      await settled();
      const { height } = view.getBoundingClientRect();
      await showTrained();
      find('[role=listbox]').focus();
      await userEvent.keyboard('{Home}{End}');
      await expect.poll(() => text('.pointed')).toContain('pixel in row 1');
      expect(view.getBoundingClientRect().height).toBe(height);
      expect(find('section').scrollWidth).toBeLessThanOrEqual(width);
    },
  );
});
