import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LazyElement } from '../../../../src/views/lazy/lazy-element';
import type { FmnistSettingsForm } from '../../../../src/views/settings/settings-form';
import { importBuilt, importView } from '../../built';

const TAGS = [
  'fmnist-sample-gallery',
  'fmnist-confusion-matrix',
  'fmnist-first-layer',
  'fmnist-garment-pad',
  'fmnist-network',
  'fmnist-settings-form',
] as const;

/** The most space that may remain below a view: three and a half lines, and six in Korean, whose fonts differ more in width. */
const MOST_SPARE = { en: 84, ko: 144 };

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
});

const find = (element: { renderRoot: HTMLElement | DocumentFragment }, selector: string) =>
  element.renderRoot.querySelector<HTMLElement>(selector);

/** Puts an element out of sight, five screens down. */
function addFarBelow<E extends HTMLElement>(element: E): E {
  const space = document.createElement('div');
  space.style.height = '500vh';
  document.body.append(space, element);
  return element;
}

describe('a lazy element', () => {
  it('far below has a title and a reserved place, but no view', async () => {
    const matrix = addFarBelow(document.createElement('fmnist-confusion-matrix'));
    await matrix.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(find(matrix, 'h3')?.textContent).toBe('Which garments it confuses');
    expect(find(matrix, 'section')?.ariaBusy).toBe('true');
    expect(find(matrix, 'table')).toBeNull();
    expect(matrix.offsetHeight).toBeGreaterThan(400);
  });

  it('loads its view when a method needs it, wherever the element is', async () => {
    const pad = addFarBelow(document.createElement('fmnist-garment-pad'));
    const seen: unknown[] = [];
    pad.formatPhoto = async (photo) => {
      seen.push(photo);
      return new Uint8Array(784);
    };
    const canvas = new OffscreenCanvas(40, 40);
    canvas.getContext('2d')?.fillRect(10, 10, 20, 20);
    await pad.showPhoto(await canvas.convertToBlob());
    await expect.poll(() => seen.length).toBe(1);
    expect(find(pad, '.pad')).not.toBeNull();
  });

  it('behind a disclosure takes one line, and loads its view when the line is pressed', async () => {
    const table = document.createElement('fmnist-epoch-table') as LazyElement;
    document.body.append(table);
    await table.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const isAsked = () =>
      performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/views/epoch-table.js'));
    expect(isAsked()).toBe(false);
    expect(find(table, 'summary')?.innerText).toBe('Every epoch as a table');
    expect(table.offsetHeight).toBeLessThan(40);
    find(table, 'summary')?.click();
    await expect
      .poll(() => find(table, '.empty')?.innerText)
      .toBe('The first row appears after the first epoch.');
    expect(isAsked()).toBe(true);
    find(table, 'summary')?.click();
    await expect.poll(() => find(table, '.empty')).toBeNull();
  });

  it('shows a setting when it is asked to, wherever the form is', async () => {
    const form = addFarBelow(document.createElement('fmnist-settings-form') as FmnistSettingsForm);
    await form.showSetting('seed');
    const field = find(form, '[name=seed]');
    expect((form.renderRoot as ShadowRoot).activeElement).toBe(field);
    expect(field?.closest('details')?.open).toBe(true);
  });

  it('of a dialog loads its view when it is opened', async () => {
    const detail = addFarBelow(document.createElement('fmnist-garment-detail'));
    await detail.updateComplete;
    expect(find(detail, 'dialog, h3')).toBeNull();
    detail.count = 1;
    detail.garment = 0;
    await expect.poll(() => (find(detail, 'dialog') as HTMLDialogElement | null)?.open).toBe(true);
  });

  it('draws the properties that were set before loading, and those set afterwards', async () => {
    const layer = { epoch: 1, units: 3, kernels: new Float32Array(3 * 784) };
    const view = Object.assign(document.createElement('fmnist-first-layer'), { layer });
    document.body.append(view);
    await expect.poll(() => find(view, '.head p')?.textContent).toBe('3 units');
    view.layer = { ...layer, units: 9 };
    await view.updateComplete;
    expect(find(view, '.head p')?.textContent).toBe('the first 3 of 9 units');
  });

  it('that leaves the page while its file loads is complete when it returns', async () => {
    const gallery = document.createElement('fmnist-sample-gallery');
    document.body.append(gallery);
    await gallery.updateComplete;
    gallery.remove();
    await importView('fmnist-sample-gallery');
    document.body.append(gallery);
    await gallery.updateComplete;
    expect(find(gallery, '.filters')).not.toBeNull();
  });
});

describe('the reserved place of a view', () => {
  const widths = Array.from({ length: 37 }, (_, i) => 288 + 24 * i);

  const views = [
    ...TAGS.map((tag) => [tag, {}] as const),
    ['fmnist-garment-pad', { hasPicture: true }] as const,
  ];

  it.each(
    views.flatMap(
      ([tag, properties]) =>
        [
          [tag, 'en', properties],
          [tag, 'ko', properties],
        ] as const,
    ),
  )(
    'of %s in the language %s with %o is high enough at every width, and not much higher than the view',
    async (tag, lang, properties) => {
      await importView(tag);
      document.documentElement.lang = lang;
      const element = Object.assign(document.createElement(tag) as LazyElement, properties);
      element.style.fontFamily = 'var(--fmnist-font)';
      document.body.append(element);
      await expect.poll(() => find(element, 'section')?.lang).toBe(lang);
      const wrong = widths.flatMap((width) => {
        element.style.width = `${width}px`;
        const spare = element.offsetHeight - (find(element, 'section')?.offsetHeight ?? 0);
        const place = Number.parseFloat(getComputedStyle(element, '::before').height);
        const isHeld = place + 1 > (find(element, 'section')?.offsetHeight ?? 0);
        return isHeld && spare <= MOST_SPARE[lang] ? [] : [`${width}: ${spare}, of ${place}`];
      });
      expect(wrong).toEqual([]);
    },
  );
});
