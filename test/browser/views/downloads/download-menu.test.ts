import axe from 'axe-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { FmnistDownloadMenu } from '../../../../src/views/downloads/download-menu';
import { importBuilt, SMALL_DATA } from '../../built';

let built: Awaited<ReturnType<typeof importBuilt>>;
beforeAll(async () => {
  built = await importBuilt();
});

afterEach(() => document.body.replaceChildren());

/** A menu in the page, and the requests it made. */
async function addMenu(properties: Partial<FmnistDownloadMenu>) {
  const menu = document.createElement('fmnist-download-menu');
  const asked: ViewRequest[] = [];
  menu.addEventListener(REQUEST, (event) => asked.push((event as RequestEvent).detail));
  Object.assign(menu, properties);
  document.body.append(menu);
  await menu.updateComplete;
  const inside = <T extends Element>(selector: string) => menu.renderRoot.querySelector(selector) as T;
  const [select, button] = [inside<HTMLSelectElement>('select'), inside<HTMLButtonElement>('button')];
  const choose = async (name: string) => {
    select.value = name;
    select.dispatchEvent(new Event('change'));
    await menu.updateComplete;
  };
  const isOff = () => button.getAttribute('aria-disabled') === 'true';
  return { menu, asked, select, button, choose, isOff, sentence: () => inside('p').textContent };
}

const trained = { hasModel: true, epochs: 3 };

describe('<fmnist-download-menu>', () => {
  it('requests to open the chosen files, even the same ones again', async () => {
    const { menu, asked } = await addMenu({});
    const input = menu.renderRoot.querySelector('input') as HTMLInputElement;
    const file = new File(['x'], 'model.json');
    for (let time = 0; time < 2; time++) {
      const transfer = new DataTransfer();
      transfer.items.add(file);
      input.files = transfer.files;
      input.dispatchEvent(new Event('change'));
      expect(input.files).toHaveLength(0);
    }
    expect(asked).toEqual([
      { type: 'open', files: [file] },
      { type: 'open', files: [file] },
    ]);
    input.dispatchEvent(new Event('change'));
    expect(asked).toHaveLength(2);
  });

  it('offers the network in four formats, the history in two, and both charts in two', async () => {
    const { select } = await addMenu(trained);
    expect([...select.options].map(({ value }) => value)).toEqual([
      'safetensors',
      'tfjs',
      'onnx',
      'keras',
      'csv',
      'json',
      'loss-png',
      'loss-svg',
      'accuracy-png',
      'accuracy-svg',
    ]);
  });

  it('requests nothing before there is a network, and says why', async () => {
    const { button, asked, isOff, choose, sentence } = await addMenu({});
    button.click();
    expect(isOff()).toBe(true);
    expect(sentence()).toBe('Once it is trained, the network can be downloaded.');
    for (const file of ['csv', 'loss-png']) {
      await choose(file);
      button.click();
      expect(sentence()).toBe('The history starts with the first finished epoch.');
    }
    expect(asked).toEqual([]);
  });

  it('offers the network before the first epoch has ended, and the history after it', async () => {
    const { menu, button, asked, isOff, choose } = await addMenu({ hasModel: true });
    button.click();
    await choose('json');
    expect(isOff()).toBe(true);
    menu.epochs = 1;
    await menu.updateComplete;
    button.click();
    expect(asked).toEqual([
      { type: 'download', file: 'safetensors' },
      { type: 'download', file: 'json' },
    ]);
  });

  it('says which epoch’s network is saved', async () => {
    const { menu, choose, sentence } = await addMenu(trained);
    expect(sentence()).toBe('The network as it is now.');
    menu.at = 2;
    await menu.updateComplete;
    expect(sentence()).toBe('The network after epoch 2.');
    await choose('csv');
    expect(sentence()).toBe('All epochs so far.');
  });

  it('is disabled while a file is made', async () => {
    const { button, asked, isOff } = await addMenu({ ...trained, isBusy: true });
    button.click();
    expect([isOff(), button.getAttribute('aria-busy'), asked]).toEqual([true, 'true', []]);
  });

  it('has no violations in axe-core, enabled and disabled', async () => {
    for (const properties of [{}, trained]) {
      const { menu } = await addMenu(properties);
      const { violations } = await axe.run(menu);
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  });
});

describe('exportModel() in a real worker', () => {
  it('returns a file with its name, its type and its bytes', async () => {
    const client = new built.TrainerClient();
    await client.train({ dataSrc: SMALL_DATA, epochs: 1, hiddenUnits: 8 });
    const { name, type, bytes } = await client.exportModel('tfjs', 1);
    expect([name, type]).toEqual(['fmnist-8-epoch-1-tfjs.zip', 'application/zip']);
    expect(new TextDecoder().decode(bytes.subarray(0, 2))).toBe('PK');
    const wrong = await client.exportModel('h5' as never).catch((error) => error);
    expect(wrong).toBeInstanceOf(built.TrainerError);
    expect(wrong.code).toBe('call-refused');
    client.dispose();
  });
});
