import { createElement, createRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FmnistTrainer, type FmnistTrainerElement, type FmnistTrainerProps } from '../../../src/react';
import { BUILT } from '../built';

let unmount = () => {};
afterEach(() => unmount());

/** Mounts the component. Returns its element, and a function that renders it again with other props. */
function mount(props: FmnistTrainerProps) {
  const page = document.body.appendChild(document.createElement('div'));
  const root = createRoot(page);
  const render = (next: FmnistTrainerProps) => flushSync(() => root.render(createElement(FmnistTrainer, next)));
  unmount = () => {
    root.unmount();
    page.remove();
  };
  render(props);
  return { element: page.querySelector('fmnist-trainer') as FmnistTrainerElement, render };
}

const epoch = (number: number) => new CustomEvent('fmnist-epoch', { detail: { epoch: number } });

describe('the React component', () => {
  it('defines the element, and sets props as properties before the first update', async () => {
    const { element } = mount({ hiddenUnits: [32], learningRate: 0.01, view: 'compact', className: 'wide' });
    expect(element.hasUpdated).toBe(false);
    expect(element.settings).toEqual({ hiddenUnits: [32], learningRate: 0.01 });
    await element.updateComplete;
    expect(element.view).toBe('compact');
    expect(element.className).toBe('wide');
  });

  it('sets `guide`, which is an attribute only', () => {
    const { element, render } = mount({ guide: './guide/' });
    expect(element.getAttribute('guide')).toBe('./guide/');
    render({});
    expect(element.hasAttribute('guide')).toBe(false);
  });

  it('follows its props, and returns to the defaults without them', async () => {
    const { element, render } = mount({ epochs: 3, view: 'charts', share: '', autosave: 'off' });
    render({ epochs: 5 });
    await element.updateComplete;
    expect(element.settings).toEqual({ epochs: 5 });
    expect(element.renderRoot.querySelector('fmnist-settings-form')).not.toBeNull();
    expect(element.renderRoot.querySelector('fmnist-share-link')).toBeNull();
  });

  it('calls the current handler of an event, and none after it is removed', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { element, render } = mount({ onFmnistEpoch: first });
    element.dispatchEvent(epoch(1));
    render({ onFmnistEpoch: second });
    element.dispatchEvent(epoch(2));
    render({});
    element.dispatchEvent(epoch(3));
    expect(first.mock.calls.map(([event]) => event.detail.epoch)).toEqual([1]);
    expect(second.mock.calls.map(([event]) => event.detail.epoch)).toEqual([2]);
  });

  it('gives its ref the element, whose methods train and predict', async () => {
    const ref = createRef<FmnistTrainerElement>();
    const onFmnistEpoch = vi.fn();
    mount({
      ref,
      onFmnistEpoch,
      workerUrl: new URL('worker.js', BUILT).href,
      dataSrc: 'drawn-garments',
      trainImages: 640,
      epochs: 1,
    });
    const summary = await ref.current?.train();
    expect(summary?.state).toBe('finished');
    expect(onFmnistEpoch).toHaveBeenCalledOnce();
    expect(await ref.current?.predict(new Uint8Array(784))).toHaveLength(1);
    unmount();
    expect(ref.current).toBeNull();
  });
});
