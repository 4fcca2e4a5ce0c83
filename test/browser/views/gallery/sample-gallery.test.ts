import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { FmnistSampleGallery } from '../../../../src/views/gallery/sample-gallery';
import type { Examination } from '../../../../worker/protocol';
import { importView } from '../../built';

const classNames = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');
const COUNT = 500;

beforeAll(async () => {
  await importView('fmnist-sample-gallery');
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** All predictions are correct with 90%, except these: index, prediction, confidence. Garment i is of class i mod 10. */
function examination(...mistakes: [index: number, guess: number, confidence: number][]): Examination {
  const labels = Uint8Array.from({ length: COUNT }, (_, i) => i % 10);
  const predicted = labels.slice();
  const confidence = new Float32Array(COUNT).fill(0.9);
  for (const [index, guess, sureness] of mistakes) {
    predicted[index] = guess;
    confidence[index] = sureness;
  }
  return { epoch: 1, labels, predicted, confidence };
}

/** Garments whose pixels all have the value of their index, so that a test can tell which ones were requested. */
const garments = (indices: readonly number[]) =>
  Uint8Array.from({ length: indices.length * 784 }, (_, i) => (indices[Math.floor(i / 784)] ?? 0) % 256);

/** A gallery 600 pixels wide whose requests are granted at once, as its owner does. */
async function addGallery(properties: Partial<FmnistSampleGallery> = {}) {
  const gallery = document.createElement('fmnist-sample-gallery');
  gallery.style.width = '600px';
  const asked: ViewRequest[] = [];
  gallery.addEventListener(REQUEST, (event) => {
    const { detail } = event as RequestEvent;
    asked.push(detail);
    if (detail.type === 'filter-garments') gallery.filter = detail.filter;
  });
  const loaded: number[] = [];
  const loadGarments = async (indices: readonly number[]) => {
    loaded.push(...indices);
    return garments(indices);
  };
  const predict = vi.fn(async (_: Uint8Array) => [
    { classIndex: 5, className: 'Sandal', probabilities: [0, 0, 0, 0, 0, 0.75, 0, 0.25, 0, 0] },
  ]);
  Object.assign(gallery, { classNames, loadGarments, predict, ...properties });
  document.body.append(gallery);
  await gallery.updateComplete;
  const inside = <T extends HTMLElement = HTMLElement>(selector: string) => {
    const found = gallery.renderRoot.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const detail = () => {
    const { renderRoot } = inside('fmnist-garment-detail') as HTMLElementTagNameMap['fmnist-garment-detail'];
    return {
      dialog: renderRoot.querySelector('dialog') as HTMLDialogElement,
      name: () => renderRoot.querySelector('h3')?.textContent?.trim(),
      guess: () => renderRoot.querySelector('.guess')?.textContent?.trim(),
      press: (words: string) =>
        [...renderRoot.querySelectorAll('button')]
          .find((button) => button.textContent?.trim() === words)
          ?.click(),
      bars: () =>
        [
          ...(renderRoot.querySelector('fmnist-probability-bars')?.renderRoot.querySelectorAll('.share') ?? []),
        ].map((share) => share.textContent),
    };
  };
  const scroller = inside('.scroller');
  return {
    gallery,
    asked,
    loaded,
    predict,
    scroller,
    inside,
    detail,
    button: (words: RegExp) =>
      [...gallery.renderRoot.querySelectorAll<HTMLButtonElement>('.filters button')].find((button) =>
        words.test(button.textContent ?? ''),
      ) as HTMLButtonElement,
    active: () => inside('[role=option]').textContent?.trim(),
    place: () => inside('[role=option]').getAttribute('aria-posinset'),
    async press(...keys: string[]) {
      scroller.focus();
      for (const key of keys) await userEvent.keyboard(`{${key}}`);
      await gallery.updateComplete;
    },
  };
}

/** Whether a garment is drawn in a square of the canvas, in CSS pixels. */
function inkAt(canvas: HTMLCanvasElement, x: number, y: number): number {
  const data = canvas.getContext('2d')?.getImageData(x * devicePixelRatio, y * devicePixelRatio, 8, 8).data;
  return data?.[3] ?? 0;
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

describe('<fmnist-sample-gallery>', () => {
  it('keeps its space and says what will appear before there is anything to show', async () => {
    const { gallery, inside, loaded } = await addGallery();
    const height = gallery.offsetHeight;
    expect(inside('.about').textContent).toBe(
      'Appears after the first epoch: each garment with the class the network predicts.',
    );
    expect(gallery.renderRoot.querySelector('[role=listbox]')).toBeNull();
    gallery.examination = examination();
    await gallery.updateComplete;
    await frame();
    expect(gallery.offsetHeight).toBe(height);
    expect(loaded.length).toBeGreaterThan(0);
  });

  it('loads the garments in view and a few around them, each once', async () => {
    const { gallery, loaded, scroller } = await addGallery({ examination: examination() });
    await vi.waitFor(() => expect(loaded).toContain(0));
    expect(loaded.length).toBeLessThan(COUNT / 2);
    gallery.examination = examination([0, 5, 0.4]);
    scroller.scrollTop = scroller.scrollHeight;
    await vi.waitFor(() => expect(loaded).toContain(COUNT - 1));
    expect(new Set(loaded).size).toBe(loaded.length);
  });

  it('draws them in one canvas of the size of the window', async () => {
    const { inside, scroller } = await addGallery({ examination: examination() });
    const canvas = inside<HTMLCanvasElement>('canvas');
    expect(canvas.clientHeight).toBe(scroller.clientHeight);
    // Garment 0 is empty, garment 5 is not: the columns are as wide as the tile of the last element.
    const { offsetWidth } = inside('[role=option]');
    const columns = Math.round(canvas.clientWidth / offsetWidth);
    await vi.waitFor(() => expect(inkAt(canvas, (canvas.clientWidth / columns) * 5 + 20, 30)).toBe(5));
    expect(inkAt(canvas, 20, 30)).toBe(0);
  });

  it('loads again when the garments change', async () => {
    const { gallery, loaded } = await addGallery({ examination: examination() });
    await vi.waitFor(() => expect(loaded).toContain(0));
    const others: number[] = [];
    gallery.loadGarments = async (indices) => {
      others.push(...indices);
      return garments(indices);
    };
    await vi.waitFor(() => expect(others).toContain(0));
  });
});

describe('the filters of the gallery', () => {
  const shown = () => addGallery({ examination: examination([17, 5, 0.6], [29, 7, 0.8], [3, 3, 0.2]) });

  it('are requested, and show their counts', async () => {
    const { gallery, asked, button, inside, active } = await shown();
    expect(button(/All/).textContent?.replace(/\s/g, '')).toBe('All500');
    expect(button(/Mistakes/).textContent?.replace(/\s/g, '')).toBe('Mistakes2');
    button(/Mistakes/).click();
    await gallery.updateComplete;
    expect(button(/Mistakes/).getAttribute('aria-pressed')).toBe('true');
    expect(active()).toBe('Ankle boot, predicted as Sneaker, 80% sure');
    button(/Least sure/).click();
    await gallery.updateComplete;
    expect(active()).toBe('Dress, recognised, 20% sure');
    const select = inside<HTMLSelectElement>('select');
    select.value = '7';
    select.dispatchEvent(new Event('change'));
    await gallery.updateComplete;
    expect(inside('[role=option]').getAttribute('aria-setsize')).toBe('50');
    expect(asked).toEqual([
      { type: 'filter-garments', filter: { kind: 'mistakes' } },
      { type: 'filter-garments', filter: { kind: 'least-sure' } },
      { type: 'filter-garments', filter: { kind: 'class', label: 7 } },
    ]);
  });

  it('show the cell of the matrix that is selected, and can remove it', async () => {
    const { gallery, button, active } = await shown();
    gallery.filter = { kind: 'cell', label: 7, predicted: 5 };
    await gallery.updateComplete;
    expect(active()).toBe('Sneaker, predicted as Sandal, 60% sure');
    const chip = button(/Sneaker predicted as Sandal \(1\)/);
    chip.click();
    await gallery.updateComplete;
    expect(gallery.filter).toEqual({ kind: 'all' });
    expect(button(/predicted as/)).toBeUndefined();
  });

  it('say so if nothing matches', async () => {
    const { gallery, inside } = await addGallery({ examination: examination(), filter: { kind: 'mistakes' } });
    expect(inside('.none').textContent).toBe('The network makes no mistake on these garments.');
    gallery.filter = { kind: 'cell', label: 0, predicted: 9 };
    await gallery.updateComplete;
    expect(inside('.none').textContent).toBe('No garment matches after this epoch.');
  });
});

describe('the keyboard in the gallery', () => {
  it('moves from garment to garment, and scrolls to it', async () => {
    const { press, place, active, scroller, inside } = await addGallery({ examination: examination() });
    await press('ArrowRight', 'ArrowRight');
    expect([place(), active()]).toEqual(['3', 'Pullover, recognised, 90% sure']);
    await press('End');
    expect(place()).toBe('500');
    expect(scroller.scrollTop + scroller.clientHeight).toBeGreaterThanOrEqual(scroller.scrollHeight - 1);
    expect(scroller.getAttribute('aria-activedescendant')).toBe(inside('[role=option]').id);
    await press('Home');
    expect([place(), scroller.scrollTop]).toEqual(['1', 0]);
  });

  it('scrolls to the active garment when focus enters by Tab, however far the pointer has scrolled', async () => {
    const { scroller } = await addGallery({ examination: examination() });
    scroller.scrollTop = scroller.scrollHeight;
    for (let i = 0; i < 9 && document.activeElement?.shadowRoot?.activeElement !== scroller; i++)
      await userEvent.tab();
    expect(document.activeElement?.shadowRoot?.activeElement).toBe(scroller);
    await vi.waitFor(() => expect(scroller.scrollTop).toBe(0));
  });

  it('stays on its garment when the order changes, and at its position when the garment is gone', async () => {
    const { gallery, press, active, place } = await addGallery({
      examination: examination([10, 5, 0.8], [21, 5, 0.7], [32, 5, 0.6]),
      filter: { kind: 'mistakes' },
    });
    await press('ArrowRight');
    expect([place(), active()]).toEqual(['2', 'Trouser, predicted as Sandal, 70% sure']);
    gallery.examination = examination([10, 5, 0.8], [21, 5, 0.5], [32, 5, 0.6]);
    await vi.waitFor(() =>
      expect([place(), active()]).toEqual(['3', 'Trouser, predicted as Sandal, 50% sure']),
    );
    gallery.examination = examination([10, 5, 0.8], [32, 5, 0.6]);
    await vi.waitFor(() =>
      expect([place(), active()]).toEqual(['2', 'Pullover, predicted as Sandal, 60% sure']),
    );
  });
});

describe('examinations in quick succession', () => {
  it('are shown at most three times a second, and the last one always', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    const { gallery, active } = await addGallery({ examination: examination() });
    for (const sureness of [0.1, 0.2, 0.3, 0.4]) {
      vi.advanceTimersByTime(80);
      gallery.examination = examination([0, 5, sureness]);
      await gallery.updateComplete;
      expect(active()).toBe('T-shirt/top, recognised, 90% sure');
    }
    vi.advanceTimersByTime(80);
    await gallery.updateComplete;
    expect(active()).toBe('T-shirt/top, predicted as Sandal, 40% sure');
  });
});

describe('an opened garment', () => {
  it('is shown large with its ten probabilities, and returns the focus when it is closed', async () => {
    const { gallery, press, detail, predict, scroller } = await addGallery({
      examination: examination([7, 5, 0.75]),
    });
    await press('ArrowDown', 'ArrowUp', 'ArrowRight', 'Home', ...Array(7).fill('ArrowRight'), 'Enter');
    const { dialog, name, guess, bars } = detail();
    await vi.waitFor(() => expect(dialog.open).toBe(true));
    await vi.waitFor(() => expect(bars().slice(4, 8)).toEqual(['0%', '75%', '0%', '25%']));
    expect([name(), guess()]).toEqual(['Sneaker', 'Predicted as Sandal, 75% sure.']);
    expect(predict.mock.lastCall?.[0]).toEqual(garments([7]));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(dialog.open).toBe(false));
    await gallery.updateComplete;
    expect((gallery.renderRoot as ShadowRoot).activeElement).toBe(scroller);
  });

  it('is the one under the pointer, if it was clicked', async () => {
    const { gallery, inside, detail } = await addGallery({ examination: examination() });
    const { width, left, top } = inside('[role=option]').getBoundingClientRect();
    inside('canvas').dispatchEvent(
      new MouseEvent('click', { bubbles: true, clientX: left + 2.5 * width, clientY: top + 20 }),
    );
    await gallery.updateComplete;
    await vi.waitFor(() => expect(detail().name()).toBe('Pullover'));
  });

  it('gives way to the next or previous one, with buttons and arrow keys', async () => {
    const { press, detail, place } = await addGallery({ examination: examination() });
    await press('Enter');
    const { dialog, name, press: pressButton } = detail();
    await vi.waitFor(() => expect(dialog.open).toBe(true));
    pressButton('Next');
    await vi.waitFor(() => expect(name()).toBe('Trouser'));
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(name()).toBe('Pullover'));
    pressButton('Previous');
    await vi.waitFor(() => expect(name()).toBe('Trouser'));
    pressButton('Close');
    await vi.waitFor(() => expect(dialog.open).toBe(false));
    await vi.waitFor(() => expect(place()).toBe('2'));
  });

  it('is announced to other views with show-garment, once per garment', async () => {
    const { gallery, press, asked, detail } = await addGallery({ examination: examination() });
    await press('Enter');
    await vi.waitFor(() => expect(detail().dialog.open).toBe(true));
    gallery.examination = examination([3, 1, 0.5]);
    await gallery.updateComplete;
    expect(asked).toEqual([{ type: 'show-garment', garment: 0 }]);
    detail().press('Next');
    await vi.waitFor(() => expect(asked.slice(1)).toEqual([{ type: 'show-garment', garment: 1 }]));
  });

  it('is updated during training', async () => {
    const { gallery, press, detail, predict } = await addGallery({ examination: examination() });
    await press('Enter');
    const { bars } = detail();
    await vi.waitFor(() => expect(bars()[5]).toBe('75%'));
    predict.mockResolvedValue([
      { classIndex: 0, className: 'T-shirt/top', probabilities: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ]);
    gallery.examination = examination();
    await vi.waitFor(() => expect([bars()[0], bars()[5]]).toEqual(['100%', '0%']));
  });
});
