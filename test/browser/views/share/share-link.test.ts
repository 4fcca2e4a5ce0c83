import axe from 'axe-core';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FmnistTrainer } from '../../../../src/element/fmnist-trainer';
import type { FmnistHelpTip } from '../../../../src/ui/help-tip';
import type { FmnistProgressLine } from '../../../../src/views/controls/progress-line';
import type { FmnistSettingsForm } from '../../../../src/views/settings/settings-form';
import { importBuilt, SMALL_DATA } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

const ADDRESS = location.href;
afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', ADDRESS);
  vi.restoreAllMocks();
});

/** Opens the test's own page with these parameters in its address. */
function open(parameters: Readonly<Record<string, string>>): void {
  const url = new URL(ADDRESS);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  history.replaceState(null, '', url.href);
}

async function addTrainer(attributes: Readonly<Record<string, string>>): Promise<FmnistTrainer> {
  const trainer = document.createElement('fmnist-trainer');
  for (const [name, value] of Object.entries(attributes)) trainer.setAttribute(name, value);
  document.body.append(trainer);
  await trainer.updateComplete;
  return trainer;
}

const part = (trainer: FmnistTrainer) => trainer.renderRoot.querySelector('fmnist-share-link');
const note = (trainer: FmnistTrainer) => part(trainer)?.renderRoot.querySelector('section') ?? null;
const copyButton = (trainer: FmnistTrainer) => part(trainer)?.renderRoot.querySelector('fmnist-copy-button');

/** Waits until the link has been read: its settings are applied, or its error is shown. */
const settled = (trainer: FmnistTrainer, what: () => unknown) =>
  vi.waitFor(() => expect(what()).toBeTruthy()).then(() => trainer.updateComplete);

describe('a link in the address', () => {
  it('sets all of its settings, and the defaults for the rest, whatever the page has', async () => {
    open({ fmnist: '1;seed=7;hidden-units=128,64' });
    const trainer = await addTrainer({ share: '', epochs: '5', 'data-src': SMALL_DATA, threads: '2' });
    await settled(trainer, () => trainer.seed === 7);
    expect(trainer.settings).toEqual({ seed: 7, hiddenUnits: [128, 64], dataSrc: SMALL_DATA, threads: '2' });
    const form = trainer.renderRoot.querySelector<FmnistSettingsForm>('fmnist-settings-form');
    form?.scrollIntoView();
    await vi.waitUntil(() => form?.renderRoot.querySelector('form'), 20_000);
    const value = (name: string) => form?.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`)?.value;
    expect(['seed', 'hidden-units', 'epochs'].map(value)).toEqual(['7', '128,64', '20']);
  });

  it('is not read without share', async () => {
    open({ fmnist: '1;seed=7' });
    const trainer = await addTrainer({ seed: '3' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(trainer.seed).toBe('3');
    expect(part(trainer)).toBeNull();
    await expect(trainer.shareLink()).rejects.toMatchObject({
      code: 'call-refused',
      expected: 'the attribute share',
    });
  });

  it('reaches the element with its name among several', async () => {
    open({ fmnist: '1;seed=7', 'fmnist-right': '1;seed=8' });
    const plain = await addTrainer({ share: '' });
    const right = await addTrainer({ share: 'right' });
    const left = await addTrainer({ share: 'left', seed: '4' });
    await settled(plain, () => plain.seed === 7 && right.seed === 8);
    expect(left.seed).toBe('4');
    const link = new URL(await left.shareLink()).searchParams;
    expect(['fmnist', 'fmnist-right', 'fmnist-left'].map((name) => link.get(name))).toEqual([
      '1;seed=7',
      '1;seed=8',
      '1;seed=4',
    ]);
  });

  it('starts no run by itself, and is applied before a run that a script starts at once', async () => {
    open({ fmnist: '1;epochs=1;hidden-units=8;seed=7' });
    const waiting = await addTrainer({ share: '', autostart: '', 'data-src': SMALL_DATA });
    await settled(waiting, () => waiting.seed === 7);
    expect(waiting.state).toBe('idle');

    const trainer = document.createElement('fmnist-trainer');
    Object.assign(trainer, { share: '', dataSrc: SMALL_DATA, epochs: 2 });
    document.body.append(trainer);
    const ready = new Promise<CustomEvent>((resolve) => {
      trainer.addEventListener('fmnist-ready', (event) => resolve(event));
    });
    const summary = await trainer.train();
    expect((await ready).detail.config).toMatchObject({ seed: 7, hiddenUnits: [8], epochs: 1 });

    const line = trainer.renderRoot.querySelector<FmnistProgressLine>('fmnist-progress-line');
    await line?.updateComplete;
    const hash = line?.renderRoot.querySelector('fmnist-copy-button');
    await hash?.updateComplete;
    const button = hash?.renderRoot.querySelector('button');
    expect(button?.textContent).toBe(`Weights hash ${summary.weightsSha256.slice(0, 10)}`);
    expect(button?.title).toMatch(/^Computed from all weights\. .* exactly the same network\. /);
    expect(button?.title).toContain(summary.weightsSha256);
    const help = line?.renderRoot.querySelector<FmnistHelpTip>('fmnist-help-tip');
    expect(help?.text).toContain('exactly the same network');
  });

  it('also shows the hash of a stopped run', async () => {
    const trainer = await addTrainer({ 'data-src': SMALL_DATA, 'hidden-units': '8', epochs: '500' });
    const summary = trainer.train();
    await new Promise((resolve) => trainer.addEventListener('fmnist-epoch', resolve, { once: true }));
    await trainer.stop();
    const { state, weightsSha256 } = await summary;
    await trainer.updateComplete;
    const line = trainer.renderRoot.querySelector<FmnistProgressLine>('fmnist-progress-line');
    await line?.updateComplete;
    expect(state).toBe('stopped');
    expect(line?.renderRoot.querySelector('fmnist-copy-button')?.about).toContain(weightsSha256);
  });
});

describe('a link that cannot be read', () => {
  it('is reported beside the settings and in an event; the settings do not change, and nothing runs', async () => {
    open({ fmnist: '1;epochs=-3;seed=7' });
    const told = new Promise<CustomEvent>((resolve) => {
      document.addEventListener('fmnist-error', (event) => resolve(event), { once: true });
    });
    const trainer = await addTrainer({ share: '', autostart: '', epochs: '5', lang: 'en' });
    expect((await told).detail).toMatchObject({ code: 'link-invalid', got: 'epochs="-3"', runId: 0 });
    await settled(trainer, () => note(trainer));
    expect(note(trainer)?.textContent?.replace(/\s+/g, ' ')).toMatch(
      /The settings in the link cannot be used\..*Got.*epochs="-3".*Expected.*a whole number of at least 1.*What to do.*Ask for the link again/,
    );
    expect(trainer.settings).toEqual({ epochs: '5' });
    expect(trainer.state).toBe('idle');
    expect(part(trainer)?.renderRoot.querySelector('[role=status]')).not.toBeNull();
    const { violations } = await axe.run(part(trainer) as HTMLElement);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('is reported in Korean on a Korean page', async () => {
    open({ fmnist: '9' });
    const trainer = await addTrainer({ share: '', lang: 'ko' });
    await vi.waitFor(() =>
      expect(note(trainer)?.textContent).toContain('다른 버전의 훈련기가 만든 링크입니다'),
    );
    expect(note(trainer)?.textContent).toMatch(/버전 1[\s\S]*링크를 다시 받거나/);
  });

  it('is no longer reported once a setting is changed', async () => {
    open({ fmnist: '9' });
    const trainer = await addTrainer({ share: '', lang: 'en' });
    await settled(trainer, () => note(trainer));
    trainer.renderRoot
      .querySelector('.frame')
      ?.dispatchEvent(
        new CustomEvent('fmnist-request', { detail: { type: 'change-setting', key: 'epochs', value: '3' } }),
      );
    await settled(trainer, () => !note(trainer));
    expect(trainer.epochs).toBe('3');
  });

  it('never throws outside the element, whatever it contains: 30 of them', async () => {
    const uncaught = vi.fn();
    window.addEventListener('error', uncaught);
    window.addEventListener('unhandledrejection', uncaught);
    const bad = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `1;${text}=${text}`),
    );
    for (const text of fc.sample(bad, 30)) {
      open({ fmnist: text });
      const trainer = document.createElement('fmnist-trainer');
      const told = new Promise((resolve) => trainer.addEventListener('fmnist-error', resolve, { once: true }));
      trainer.share = '';
      document.body.append(trainer);
      await told;
      await trainer.updateComplete;
      expect(trainer.settings).toEqual({});
      trainer.remove();
    }
    window.removeEventListener('error', uncaught);
    window.removeEventListener('unhandledrejection', uncaught);
    expect(uncaught).not.toHaveBeenCalled();
  });
});

describe('the button for a link', () => {
  const press = async (trainer: FmnistTrainer) => {
    const copy = copyButton(trainer);
    await copy?.updateComplete;
    copy?.renderRoot.querySelector('button')?.click();
    const inside = (selector: string) => copy?.renderRoot.querySelector<HTMLInputElement>(selector);
    return { status: () => inside('[role=status]')?.textContent, field: () => inside('input') };
  };

  it('copies the link and confirms it', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const trainer = await addTrainer({ share: '', seed: '9', lang: 'en' });
    const { status, field } = await press(trainer);
    await vi.waitFor(() => expect(status()).toBe('Copied.'));
    expect(copied).toHaveBeenCalledExactlyOnceWith(await trainer.shareLink());
    expect(field()).toBeNull();
  });

  it('shows the link selected if the browser does not allow copying', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    const trainer = await addTrainer({ share: '', seed: '9', lang: 'en' });
    const { status, field } = await press(trainer);
    await vi.waitFor(() => expect(field()).toBeTruthy());
    const input = field() as HTMLInputElement;
    expect(status()).toBe('The browser does not allow copying. Copy the selected text yourself.');
    expect(input.value).toBe(await trainer.shareLink());
    expect([input.selectionStart, input.selectionEnd]).toEqual([0, input.value.length]);
    expect(copyButton(trainer)?.shadowRoot?.activeElement).toBe(input);
    const { violations } = await axe.run(part(trainer) as HTMLElement);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  it('makes no link of invalid settings, and says which one is invalid', async () => {
    const trainer = await addTrainer({ share: '', epochs: 'many', lang: 'en' });
    await press(trainer);
    await settled(trainer, () => note(trainer));
    expect(note(trainer)?.textContent).toMatch(/The setting “epochs” cannot be “many”\.[\s\S]*epochs="many"/);
  });

  it.each(['full', 'compact', 'charts', 'predict'])('exists in the view %s', async (view) => {
    const trainer = await addTrainer({ share: '', view });
    expect(copyButton(trainer)).toBeTruthy();
  });
});
