import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ListedRun } from '../../../../src/client/list-stored-runs';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { FmnistStorageNote } from '../../../../src/views/runs/storage-note';
import type { FmnistStoredRuns } from '../../../../src/views/runs/stored-runs';
import { DEFAULT_CONFIG } from '../../../../worker/protocol';
import { importBuilt } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => {
  document.body.replaceChildren();
});

const RUN: ListedRun = {
  id: 'a1',
  savedAt: new Date(2026, 10, 24, 18, 30).getTime(),
  config: { ...DEFAULT_CONFIG, hiddenUnits: [8] },
  epochs: 6,
  step: 0,
  valAccuracy: 0.8765,
  ended: null,
  byteLength: 1_340_000,
  isOpen: false,
  isDamaged: false,
};

async function add<T extends FmnistStorageNote | FmnistStoredRuns>(view: T, properties: Partial<T>) {
  const asked: ViewRequest[] = [];
  view.addEventListener(REQUEST, (event) => asked.push((event as RequestEvent).detail));
  Object.assign(view, properties);
  document.body.append(view);
  await view.updateComplete;
  const root = view.renderRoot as ShadowRoot;
  const buttons = () => [...root.querySelectorAll('button')];
  const words = (node: Element | null) => node?.textContent?.replace(/\s+/g, ' ').trim();
  const labels = () => buttons().map(words);
  return { view, asked, root, buttons, labels, words };
}

describe('<fmnist-stored-runs>', () => {
  /** The list, unfolded if it exists. */
  const addList = async (properties: Partial<FmnistStoredRuns>) => {
    const list = await add(document.createElement('fmnist-stored-runs'), { canContinue: true, ...properties });
    expect(list.buttons()).toEqual([]);
    list.root.querySelector('summary')?.click();
    await expect.poll(() => list.root.querySelectorAll('li').length).toBe(list.view.runs.length);
    return list;
  };

  it('takes no space while it is empty', async () => {
    const { view, root } = await addList({ runs: [] });
    expect(root.querySelector('details')).toBeNull();
    expect(view.getBoundingClientRect().height).toBe(0);
  });

  it('shows date, progress, accuracy, size and the difference from the lesson', async () => {
    const { root, words } = await addList({ runs: [RUN, { ...RUN, id: 'b', config: DEFAULT_CONFIG }] });
    expect([...root.querySelectorAll('li p')].map(words)).toEqual([
      'Nov 24, 2026, 6:30 PM: 6 of 20 epochs, validation accuracy 87.65%, 1.3 MB Hidden units: 8',
      'Nov 24, 2026, 6:30 PM: 6 of 20 epochs, validation accuracy 87.65%, 1.3 MB The lesson’s settings',
    ]);
  });

  it('continues an unfinished run, and shows a finished one', async () => {
    const { buttons, labels, asked } = await addList({ runs: [RUN, { ...RUN, id: 'b', ended: 'patience' }] });
    expect(labels()).toEqual(['Continue', 'Delete', 'Show', 'Delete', 'Delete all']);
    buttons()[0]?.click();
    buttons()[2]?.click();
    expect(asked).toEqual([
      { type: 'continue-run', id: 'a1' },
      { type: 'continue-run', id: 'b' },
    ]);
  });

  it('offers only to delete a damaged run, and says that it is damaged', async () => {
    const { root, words, labels, buttons, asked } = await addList({ runs: [{ ...RUN, isDamaged: true }] });
    expect(words(root.querySelector('li p'))).toBe(
      'The description of this run is damaged, so the run cannot be continued.',
    );
    expect(labels()).toEqual(['Delete']);
    buttons()[0]?.click();
    buttons()[0]?.click();
    expect(asked).toEqual([{ type: 'delete-run', id: 'a1' }]);
  });

  it('deletes at the second click; leaving the button cancels the first one', async () => {
    const { view, buttons, labels, asked, root } = await addList({ runs: [RUN] });
    const [, remove] = buttons();
    remove?.focus();
    remove?.click();
    await view.updateComplete;
    expect(labels()).toEqual(['Continue', 'Really delete']);
    remove?.blur();
    await view.updateComplete;
    expect(labels()).toEqual(['Continue', 'Delete']);
    remove?.click();
    await view.updateComplete;
    remove?.click();
    expect(asked).toEqual([{ type: 'delete-run', id: 'a1' }]);
    expect(root.activeElement?.localName).toBe('summary');
  });

  it('deletes all runs at the second click on Delete all; leaving the button cancels the first one', async () => {
    const { view, buttons, labels, asked } = await addList({ runs: [RUN, { ...RUN, id: 'b' }] });
    const all = buttons().at(-1);
    all?.focus();
    all?.click();
    await view.updateComplete;
    expect(labels().at(-1)).toBe('Really delete all');
    all?.blur();
    await view.updateComplete;
    expect(labels().at(-1)).toBe('Delete all');
    expect(asked).toEqual([]);
    all?.click();
    await view.updateComplete;
    all?.click();
    expect(asked).toEqual([{ type: 'delete-all-runs' }]);
  });

  it('has no Delete all if at most one run can be deleted', async () => {
    const { labels } = await addList({ runs: [RUN, { ...RUN, id: 'b', isOpen: true }] });
    expect(labels()).not.toContain('Delete all');
  });

  it('cannot change a run that is training, nor continue one while another trains', async () => {
    const other = { ...RUN, id: 'b' };
    const { root, labels, words } = await addList({
      runs: [{ ...RUN, isOpen: true }, other],
      canContinue: false,
    });
    expect(labels()).toEqual(['Delete']);
    expect(words(root.querySelector('li'))).toMatch(/Training now$/);
  });
});

describe('<fmnist-storage-note>', () => {
  const addNote = (properties: Partial<FmnistStorageNote>) =>
    add(document.createElement('fmnist-storage-note'), properties);

  it('takes no space while it is empty, but is still a status region', async () => {
    const { view, root } = await addNote({});
    expect(getComputedStyle(view).position).toBe('absolute');
    expect(root.querySelector('[role=status]')?.textContent).toBe('');
  });

  it('offers to continue at the next epoch, or to dismiss the offer', async () => {
    const { root, buttons, labels, asked, words } = await addNote({ offer: RUN });
    expect(words(root.querySelector('p'))).toBe(
      'A run from Nov 24, 2026, 6:30 PM is stored here: 6 of 20 epochs, validation accuracy 87.65%.',
    );
    expect(labels()).toEqual(['Continue at epoch 7', 'Not now']);
    for (const button of buttons()) button.click();
    expect(asked).toEqual([{ type: 'continue-run', id: 'a1' }, { type: 'dismiss-note' }]);
  });

  it('shows a problem first, until it is dismissed', async () => {
    const { root, buttons, labels, asked, words } = await addNote({ offer: RUN, problem: 'full' });
    expect(words(root.querySelector('p'))).toMatch(/^The browser’s storage is full/);
    expect(labels()).toEqual(['Dismiss']);
    buttons()[0]?.click();
    expect(asked).toEqual([{ type: 'dismiss-note' }]);
  });
});
