import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { FmnistEpochSlider } from '../../../../src/views/epochs/epoch-slider';
import { importBuilt } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** A slider in the page whose requests are granted at once, as its owner does, and the requests it made. */
async function addSlider(properties: Partial<FmnistEpochSlider>) {
  const slider = document.createElement('fmnist-epoch-slider');
  const asked: ViewRequest[] = [];
  slider.addEventListener(REQUEST, (event) => {
    const { detail } = event as RequestEvent;
    asked.push(detail);
    if (detail.type === 'view-epoch') slider.at = detail.epoch;
  });
  Object.assign(slider, properties);
  document.body.append(slider);
  await slider.updateComplete;
  const inside = <T extends Element>(selector: string) => {
    const found = slider.renderRoot.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const [range, play, back] = [
    inside<HTMLInputElement>('input'),
    inside<HTMLButtonElement>('.play'),
    inside<HTMLButtonElement>('.back'),
  ];
  return { slider, asked, range, play, back, sentence: () => inside('p').textContent };
}

const epochs = (asked: readonly ViewRequest[]) =>
  asked.map((request) => (request.type === 'view-epoch' ? request.epoch : request.type));

function move(range: HTMLInputElement, value: number): void {
  range.value = String(value);
  range.dispatchEvent(new Event('input'));
}

const threeEpochs = { keptEpochs: [1, 2, 3], latest: 3 };

describe('<fmnist-epoch-slider>', () => {
  it('cannot be moved before an epoch is kept', async () => {
    const { range, play, asked } = await addSlider({});
    expect(range.disabled).toBe(true);
    play.click();
    expect(play.getAttribute('aria-disabled')).toBe('true');
    expect(asked).toEqual([]);
  });

  it('is at “now”, and stays there while epochs are added', async () => {
    const { slider, range, back, sentence } = await addSlider({ ...threeEpochs, isTraining: true });
    expect([range.value, range.max]).toEqual(['3', '3']);
    expect(range.getAttribute('aria-valuetext')).toBe('Now');
    Object.assign(slider, { keptEpochs: [1, 2, 3, 4], latest: 4 });
    await slider.updateComplete;
    expect([range.value, range.max]).toEqual(['4', '4']);
    expect(sentence()).toBe('Showing the network as it is now.');
    expect(getComputedStyle(back).visibility).toBe('hidden');
  });

  it('requests the epoch it is moved to, and says which one is shown', async () => {
    const { slider, range, asked, sentence } = await addSlider({
      keptEpochs: [1, 5, 9],
      latest: 9,
      isTraining: true,
    });
    move(range, 1);
    await slider.updateComplete;
    expect(epochs(asked)).toEqual([5]);
    expect(range.getAttribute('aria-valuetext')).toBe('Epoch 5 of 9');
    expect(sentence()).toBe('Showing the network after epoch 5; training continues.');
    slider.isTraining = false;
    await slider.updateComplete;
    expect(sentence()).toBe('Showing the network after epoch 5.');
  });

  it('returns to “now” without changing its size, and keeps the focus', async () => {
    const { slider, range, back, asked } = await addSlider({ ...threeEpochs, at: 2 });
    const { height } = slider.getBoundingClientRect();
    const { width } = range.getBoundingClientRect();
    back.click();
    await slider.updateComplete;
    expect(epochs(asked)).toEqual([null]);
    expect(range.value).toBe('3');
    expect(slider.getBoundingClientRect().height).toBe(height);
    expect(range.getBoundingClientRect().width).toBe(width);
    expect(slider.shadowRoot?.activeElement).toBe(range);
  });

  it('keeps its position when an epoch is dropped to make room', async () => {
    const { slider, range } = await addSlider({ keptEpochs: [1, 2, 3, 4], latest: 4, at: 3 });
    expect(range.value).toBe('2');
    slider.keptEpochs = [1, 3, 4];
    await slider.updateComplete;
    expect(range.value).toBe('1');
  });
});

describe('playing', () => {
  it('from now starts at the first epoch and ends at now', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { slider, play, asked } = await addSlider(threeEpochs);
    play.click();
    await slider.updateComplete;
    expect(play.getAttribute('aria-label')).toBe('Pause the playback');
    for (let step = 0; step < 6; step++) {
      vi.advanceTimersByTime(500);
      await slider.updateComplete;
    }
    expect(epochs(asked)).toEqual([1, 2, 3, null]);
    expect(play.getAttribute('aria-label')).toBe('Play the epochs');
  });

  it('continues from the epoch that is shown, and stops when it is paused', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { slider, play, asked } = await addSlider({ ...threeEpochs, at: 1 });
    play.click();
    await slider.updateComplete;
    play.click();
    vi.advanceTimersByTime(5000);
    expect(epochs(asked)).toEqual([2]);
  });

  it('stops when the visitor moves the slider', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { slider, play, range, asked } = await addSlider(threeEpochs);
    play.click();
    await slider.updateComplete;
    move(range, 2);
    vi.advanceTimersByTime(5000);
    await slider.updateComplete;
    expect(epochs(asked)).toEqual([1, 3]);
    expect(play.getAttribute('aria-label')).toBe('Play the epochs');
  });
});
