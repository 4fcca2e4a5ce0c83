import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LivePanels } from '../../guide/lesson/live-panels';
import type { FmnistTrainer } from '../../src/index';

const WINDOW = 900;

beforeEach(() => {
  vi.stubGlobal('innerHeight', WINDOW);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A trainer whose state a test sets. Its calls only enter the state that they lead to. */
class Trainer extends EventTarget {
  state = 'idle';
  readonly calls: string[] = [];
  inspections = 0;

  enter(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('fmnist-state'));
  }

  ready(): void {
    this.dispatchEvent(Object.assign(new Event('fmnist-ready'), { detail: { data: { classNames: ['Bag'] } } }));
  }

  async inspectStep(): Promise<object> {
    this.inspections++;
    return { step: this.inspections };
  }

  async step(unit: string): Promise<void> {
    this.calls.push(`step ${unit}`);
    if (this.state === 'idle') this.enter('loading');
    await null;
    this.ready();
    this.enter('training');
    this.enter('paused');
  }

  async pause(): Promise<void> {
    this.calls.push('pause');
    await null;
    this.enter('paused');
  }
}

class Button extends EventTarget {
  ariaBusy: string | null = null;
  isFocused = true;
  matches = () => this.isFocused;
}

class Panel extends EventTarget {
  hidden = true;
  open = false;
  stepVersion = '';
  classNames: readonly string[] = [];
  inspect: (() => Promise<object>) | null = null;
  tabIndex = 0;
  focus = vi.fn();
}

/** The place of a panel, as far below the top of the window as given. */
function place(top: number) {
  const parts = {
    '.invitation': { hidden: false, getBoundingClientRect: () => ({ top }) },
    button: new Button(),
    output: { textContent: '', dataset: { waiting: 'Waiting.', failed: 'Failed.' } },
    'fmnist-step': new Panel(),
  };
  return {
    element: { querySelector: (selector: keyof typeof parts) => parts[selector] } as unknown as HTMLElement,
    invitation: parts['.invitation'],
    button: parts.button,
    output: parts.output,
    panel: parts['fmnist-step'],
  };
}

/** A trainer with panels above the window, in it and below it. */
function page() {
  const trainer = new Trainer();
  const places = { above: place(-500), inside: place(300), below: place(WINDOW) };
  new LivePanels(
    trainer as unknown as FmnistTrainer,
    Object.values(places).map(({ element }) => element),
  );
  const opened = () =>
    Object.entries(places)
      .filter(([, { panel }]) => panel.open)
      .map(([name]) => name);
  const press = async (name: keyof typeof places) => {
    places[name].button.dispatchEvent(new Event('click'));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { trainer, ...places, all: Object.values(places), opened, press };
}

describe('the panels of the lesson’s page', () => {
  test('are closed and have nothing before a run is paused', () => {
    const { trainer, all, opened } = page();
    trainer.enter('loading');
    trainer.enter('training');
    expect(opened()).toEqual([]);
    for (const { panel } of all) expect(panel.inspect).toBeNull();
  });

  test('open at a pause only where nothing moves that the reader looks at: below the window', async () => {
    const { trainer, below, inside, opened } = page();
    await trainer.step('batch');
    expect(opened()).toEqual(['below']);
    expect(below.invitation.hidden).toBe(true);
    expect(below.panel.hidden).toBe(false);
    expect(inside.invitation.hidden).toBe(false);
    expect(inside.panel.hidden).toBe(true);
  });

  test('share one inspection of each step, and all have the names of the classes', async () => {
    const { trainer, all } = page();
    await trainer.step('batch');
    const answers = await Promise.all(all.map(({ panel }) => panel.inspect?.()));
    expect(trainer.inspections).toBe(1);
    expect(new Set(answers).size).toBe(1);
    for (const { panel } of all) expect(panel).toMatchObject({ stepVersion: '1', classNames: ['Bag'] });
    await trainer.step('batch');
    await Promise.all(all.map(({ panel }) => panel.inspect?.()));
    expect(trainer.inspections).toBe(2);
    for (const { panel } of all) expect(panel.stepVersion).toBe('2');
  });

  test('ask again when the learning rate of the paused run has changed', async () => {
    const { trainer, below } = page();
    await trainer.step('batch');
    trainer.dispatchEvent(new Event('fmnist-learning-rate'));
    expect(below.panel.stepVersion).toBe('2');
  });

  test('keep what they show for the moment of a batch, and change only if the run continues', async () => {
    const { trainer, below } = page();
    await trainer.step('batch');
    trainer.enter('training');
    vi.advanceTimersByTime(200);
    expect(below.panel.inspect).not.toBeNull();
    trainer.enter('paused');
    vi.advanceTimersByTime(1000);
    expect(below.panel).toMatchObject({ stepVersion: '2', inspect: expect.any(Function) });
    trainer.enter('training');
    vi.advanceTimersByTime(1000);
    expect(below.panel).toMatchObject({ stepVersion: '2', inspect: null });
  });

  test('do not open again after the reader has closed them', async () => {
    const { trainer, below } = page();
    await trainer.step('batch');
    below.panel.open = false;
    await trainer.step('batch');
    expect(below.panel).toMatchObject({ open: false, hidden: false });
  });

  test('give way to their sentences after a reset', async () => {
    const { trainer, below } = page();
    await trainer.step('batch');
    trainer.enter('idle');
    vi.advanceTimersByTime(1000);
    expect(below.panel).toMatchObject({ open: false, hidden: true, inspect: null, stepVersion: '' });
    expect(below.invitation.hidden).toBe(false);
  });

  test('pass the requests of their buttons to the trainer', async () => {
    const { trainer, below } = page();
    await trainer.step('batch');
    const ask = (detail: object) =>
      below.panel.dispatchEvent(Object.assign(new Event('fmnist-request'), { detail }));
    ask({ type: 'step', unit: 'last-batch' });
    ask({ type: 'show-garment', garment: null });
    expect(trainer.calls).toEqual(['step batch', 'step last-batch']);
  });
});

describe('the button of a panel', () => {
  test('trains one batch, opens the panel and moves the focus there', async () => {
    const { trainer, inside, press, opened } = page();
    await press('inside');
    expect(trainer.calls).toEqual(['step batch']);
    expect(opened()).toEqual(['inside', 'below']);
    expect(inside.panel.focus).toHaveBeenCalledWith({ preventScroll: true });
    expect(inside.panel.tabIndex).toBe(-1);
    expect(inside.button.ariaBusy).toBeNull();
    expect(inside.output.textContent).toBe('');
  });

  test('only opens the panel if the run is paused', async () => {
    const { trainer, above, press, opened } = page();
    await trainer.step('batch');
    above.button.isFocused = false;
    await press('above');
    expect(trainer.calls).toEqual(['step batch']);
    expect(opened()).toEqual(['above', 'below']);
    expect(above.panel.focus).not.toHaveBeenCalled();
  });

  test('pauses a run that trains', async () => {
    const { trainer, press, opened } = page();
    trainer.enter('training');
    await press('inside');
    expect(trainer.calls).toEqual(['pause']);
    expect(opened()).toContain('inside');
  });

  test('waits with a sentence until a run that loads has begun, and then pauses it', async () => {
    const { trainer, inside, press, opened } = page();
    trainer.enter('loading');
    await press('inside');
    expect(inside.output.textContent).toBe('Waiting.');
    expect(inside.button.ariaBusy).toBe('true');
    await press('inside');
    expect(trainer.calls).toEqual([]);
    trainer.enter('training');
    await vi.advanceTimersByTimeAsync(0);
    expect(trainer.calls).toEqual(['pause']);
    expect(opened()).toContain('inside');
  });

  test('starts no other run if the one that loads fails, and says that it has failed', async () => {
    const { trainer, inside, press, opened } = page();
    trainer.enter('loading');
    await press('inside');
    trainer.enter('failed');
    await vi.advanceTimersByTimeAsync(0);
    expect(trainer.calls).toEqual([]);
    expect(opened()).toEqual([]);
    expect(inside.output.textContent).toBe('Failed.');
  });

  test('says that the run has failed, but not that another button was faster', async () => {
    const { trainer, inside, press, opened } = page();
    const refuse = (code: string) => {
      trainer.step = () => Promise.reject(Object.assign(new Error(code), { code }));
    };
    refuse('data-missing');
    await press('inside');
    expect(inside.output.textContent).toBe('Failed.');
    refuse('call-refused');
    await press('inside');
    expect(inside.output.textContent).toBe('');
    expect(opened()).toEqual([]);
  });
});
