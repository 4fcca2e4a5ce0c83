import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { GarmentFilter } from '../../../../src/state/garment-filter';
import type { RequestEvent } from '../../../../src/state/requests';
import type { FmnistConfusionMatrix } from '../../../../src/views/matrix/confusion-matrix';
import type { Examination } from '../../../../worker/protocol';
import { importView } from '../../built';

const classNames = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');
const SHIRT = 6;
const COAT = 4;

/** Ten images of each class. All predictions are correct except for shirts: seven are predicted as coats, one as a dress. */
function examined(
  predict = (label: number, i: number) => (label !== SHIRT || i > 7 ? label : i < 7 ? COAT : 3),
) {
  const images = Array.from({ length: 100 }, (_, i) => ({ label: Math.floor(i / 10), i: i % 10 }));
  return {
    epoch: 1,
    labels: Uint8Array.from(images, ({ label }) => label),
    predicted: Uint8Array.from(images, ({ label, i }) => predict(label, i)),
    confidence: new Float32Array(images.length).fill(0.5),
  } satisfies Examination;
}

let matrix: FmnistConfusionMatrix;
let asked: GarmentFilter[];

beforeAll(async () => {
  await importView('fmnist-confusion-matrix');
});

beforeEach(async () => {
  asked = [];
  matrix = document.createElement('fmnist-confusion-matrix');
  matrix.addEventListener('fmnist-request', (event) => {
    const { detail } = event as RequestEvent;
    if (detail.type === 'filter-garments') asked.push(detail.filter);
  });
  Object.assign(matrix, { classNames, examination: examined() });
  document.body.append(matrix);
  await matrix.updateComplete;
});

afterEach(() => {
  document.body.replaceChildren();
});

const all = (selector: string) => [...(matrix.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const row = (label: number) => all(`tbody tr:nth-child(${label + 1}) > *`);
const cell = (label: number, predicted: number) => row(label)[predicted + 1] as HTMLElement;
const text = (element: HTMLElement | undefined) => element?.textContent?.trim();
const focused = () => matrix.shadowRoot?.activeElement?.getAttribute('aria-label');

describe('<fmnist-confusion-matrix>', () => {
  it('is a grid of ten actual by ten predicted classes, with recall, precision and accuracy', () => {
    expect(all('[role=grid] tbody tr')).toHaveLength(10);
    expect(all('thead [scope=col] .upright').slice(1, -1).map(text)).toEqual(classNames);
    expect(all('tbody th .name').map(text)).toEqual(classNames);
    expect([cell(SHIRT, COAT), cell(SHIRT, SHIRT), cell(COAT, COAT)].map(text)).toEqual(['7', '2', '10']);
    expect(text(row(SHIRT).at(-1))).toBe('20%');
    expect(text(all('tfoot td')[COAT])).toBe('59%'); // 10 of 17
    expect(text(all('tfoot td').at(-1))).toBe('92%');
    expect(text(all('.head p')[0])).toBe('92.00% of 100 recognised');
  });

  it('shows no number and no tint in empty cells, and a tint for a single mistake', () => {
    expect(text(cell(0, 1))).toBe('·');
    expect(cell(0, 1)).toHaveClass('tint-0');
    expect(cell(SHIRT, 3)).toHaveClass('tint-3'); // 8 · √0.1, rounded up
    expect(text(cell(SHIRT, 3))).toBe('1');
  });

  it('has a dash for the precision of a class that is never predicted', async () => {
    matrix.examination = examined(() => 0);
    await matrix.updateComplete;
    expect(all('tfoot td').slice(0, 2).map(text)).toEqual(['10%', '–']);
  });

  it('requests the garments of a clicked cell, or of a class if its name is clicked', () => {
    cell(SHIRT, COAT).click();
    row(SHIRT)[0]?.click();
    expect(asked).toEqual([
      { kind: 'cell', label: SHIRT, predicted: COAT },
      { kind: 'class', label: SHIRT },
    ]);
  });

  it('requests nothing for an empty cell, a recall or a precision', () => {
    cell(0, 1).click();
    row(0).at(-1)?.click();
    all('tfoot td')[0]?.click();
    expect(asked).toEqual([]);
  });

  it('is one tab stop: arrows, Home and End move, and Enter and Space select', async () => {
    expect(all('[tabindex="0"]')).toHaveLength(1);
    await userEvent.tab();
    expect(focused()).toBe('T-shirt/top, recognised: 10 of 10');
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(focused()).toBe('Trouser, recognised: 10 of 10');
    await userEvent.keyboard('{End}{ArrowRight}{ArrowDown}');
    expect(focused()).toBe('Pullover, predicted as Ankle boot: 0 of 10');
    await userEvent.keyboard('{Enter}');
    expect(asked).toEqual([]);
    await userEvent.keyboard('{Home} {ArrowUp}{ArrowRight}{ArrowRight}{Enter}');
    expect(asked).toEqual([
      { kind: 'class', label: 2 },
      { kind: 'cell', label: 1, predicted: 1 },
    ]);
    expect(all('[tabindex="0"]')).toEqual([cell(1, 1)]);
    await userEvent.tab();
    expect(focused()).toBeUndefined();
  });

  it('describes the cell under the pointer, in place of the help', async () => {
    const height = matrix.getBoundingClientRect().height;
    await userEvent.hover(cell(SHIRT, COAT));
    await matrix.updateComplete;
    expect(text(all('.pointed')[0])).toBe('Shirt, predicted as Coat: 7 of 10');
    expect(matrix.getBoundingClientRect().height).toBe(height);
  });

  it('marks the cell or class that filters the gallery', async () => {
    expect(all('[aria-selected=true]')).toEqual([]);
    matrix.filter = { kind: 'cell', label: SHIRT, predicted: COAT };
    await matrix.updateComplete;
    expect(all('[aria-selected=true]')).toEqual([cell(SHIRT, COAT)]);
    matrix.filter = { kind: 'class', label: SHIRT };
    await matrix.updateComplete;
    expect(all('[aria-selected=true]')).toEqual([row(SHIRT)[0]]);
  });

  it('keeps its cells and the focus when the epoch changes, and sets no style attribute', async () => {
    const before = all('td, th');
    cell(SHIRT, COAT).focus();
    matrix.examination = examined((label) => label);
    await matrix.updateComplete;
    expect(all('td, th')).toEqual(before);
    expect(focused()).toBe('Shirt, predicted as Coat: 0 of 10');
    expect(all('[style]')).toEqual([]);
  });

  it.each([288, 320, 352, 544, 720, 1400])(
    'at %i pixels fits, has cells of at least 24 pixels, and is as high before the first epoch',
    async (width) => {
      matrix.style.setProperty('width', `${width}px`);
      const table = all('table')[0] as HTMLElement;
      expect(table.getBoundingClientRect().width).toBeLessThanOrEqual(width);
      expect(table.scrollWidth).toBeLessThanOrEqual(width);
      for (const { width: across, height } of all('tbody td:not(.share)').map((td) =>
        td.getBoundingClientRect(),
      )) {
        expect(Math.min(across, height)).toBeGreaterThanOrEqual(24);
      }
      const { height } = matrix.getBoundingClientRect();
      Object.assign(matrix, { classNames: [], examination: null });
      await matrix.updateComplete;
      expect(matrix.getBoundingClientRect().height).toBeCloseTo(height, 0);
      expect(all('[tabindex]')).toEqual([]);
    },
  );
});

it.each([
  [288, 'numbers'],
  [312, 'names'],
  [328, 'names'],
  [376, 'names'],
])('in a place of %i pixels the rows have %s, which fit into their cells', (width, expected) => {
  matrix.style.setProperty('width', `${width}px`);
  const shown = (selector: string) =>
    all(`tbody th ${selector}`).filter((element) => element.getBoundingClientRect().width > 1);
  expect([shown('.name').length, shown('.number').length]).toEqual(expected === 'names' ? [10, 0] : [0, 10]);
  for (const element of [...shown('.name'), ...shown('.number')]) {
    const header = (element.parentElement as HTMLElement).getBoundingClientRect();
    const { right, bottom } = element.getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(header.right + 0.5);
    expect(bottom).toBeLessThanOrEqual(header.bottom + 0.5);
    expect(header.height).toBeLessThan(25);
  }
});

describe('the tints', () => {
  it.each(['light', 'dark'])('leave every number a contrast of at least 4.5 : 1, in %s', async (scheme) => {
    const trainer = document.createElement('fmnist-trainer');
    trainer.style.setProperty('color-scheme', scheme);
    matrix.slot = 'matrix';
    trainer.append(matrix);
    document.body.append(trainer);
    // Of 1,000 images of class n, this many are predicted as another class, so that the cell has the tint n + 1.
    const classes = Array.from({ length: 8 }, (_, label) => label);
    const mistaken = classes.map((label) => Math.round(1000 * ((label + 0.5) / 8) ** 2));
    const images = classes.flatMap((label) => Array.from({ length: 1000 }, (_, i) => ({ label, i })));
    matrix.examination = {
      epoch: 1,
      labels: Uint8Array.from(images, ({ label }) => label),
      predicted: Uint8Array.from(images, ({ label, i }) => (i < (mistaken[label] as number) ? 9 : label)),
      confidence: new Float32Array(images.length),
    };
    await trainer.updateComplete;
    await matrix.updateComplete;
    const cells = all('tbody td:not(.share, .tint-0)');
    const tints = classes.map((label) => `tint-${label + 1}`);
    expect(classes.map((label) => cell(label, 9).classList[0])).toEqual(tints);
    const surface = getComputedStyle(trainer).backgroundColor;
    for (const { className, computed } of cells.map((td) => ({
      className: td.className,
      computed: getComputedStyle(td),
    }))) {
      const contrast = contrastOf(computed.color, computed.backgroundColor);
      expect(contrast, className).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(computed.backgroundColor, surface), className).toBeGreaterThan(1.1);
    }
  });
});

/** The contrast of two colours by WCAG 2, 1 to 21. */
function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
