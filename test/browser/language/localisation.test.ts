import { configureLocalization } from '@lit/localize';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import type { FmnistRunControls } from '../../../src/views/controls/run-controls';
import type { FmnistErrorPanel } from '../../../src/views/errors/error-panel';
import { BUILT, importBuilt } from '../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(async () => {
  document.body.replaceChildren();
  document.documentElement.lang = 'en';
});

function add(html: string, where: Element | ShadowRoot = document.body): FmnistTrainer {
  where.innerHTML = html;
  return where.querySelector('fmnist-trainer') as FmnistTrainer;
}

const titleOf = (trainer: Element) => trainer.shadowRoot?.querySelector('h2')?.textContent;
const speaks = (trainer: Element, title: string) => vi.waitFor(() => expect(titleOf(trainer)).toBe(title));

const ENGLISH = 'Fashion-MNIST trainer';
const KOREAN = 'Fashion-MNIST 훈련기';

describe('the language is that of', () => {
  it('the element', () =>
    speaks(add('<div lang="en"><fmnist-trainer lang="ko"></fmnist-trainer></div>'), KOREAN));

  it('the nearest element around it with a language', () =>
    speaks(add('<div lang="ko"><p><fmnist-trainer></fmnist-trainer></p></div>'), KOREAN));

  it('the host, for an element inside a shadow tree', () => {
    document.body.innerHTML = '<section lang="ko"><div></div></section>';
    const root = document.body.querySelector('div')?.attachShadow({ mode: 'open' }) as ShadowRoot;
    return speaks(add('<fmnist-trainer></fmnist-trainer>', root), KOREAN);
  });

  it('the document', () => {
    document.documentElement.lang = 'ko';
    return speaks(add('<fmnist-trainer></fmnist-trainer>'), KOREAN);
  });

  it('the element, also with a country', () =>
    speaks(add('<fmnist-trainer lang="ko-KR"></fmnist-trainer>'), KOREAN));

  it('English if there is no translation', async () => {
    await speaks(add('<fmnist-trainer lang="ko"></fmnist-trainer>'), KOREAN);
    await speaks(add('<fmnist-trainer lang="fr"></fmnist-trainer>'), ENGLISH);
  });
});

it('an element is drawn in its language from the start, not in English first', async () => {
  const trainer = add('<fmnist-trainer lang="ko"></fmnist-trainer>');
  const titles: unknown[] = [];
  const observer = new MutationObserver(() => titles.push(titleOf(trainer)));
  observer.observe(trainer.shadowRoot as ShadowRoot, { childList: true, subtree: true, characterData: true });
  await trainer.updateComplete;
  await speaks(trainer, KOREAN);
  observer.disconnect();
  expect(titles).not.toContain(ENGLISH);
  expect(titles).toContain(KOREAN);
});

describe('a change of lang takes effect at once', () => {
  it('on the element, in all of its views', async () => {
    const trainer = add('<fmnist-trainer></fmnist-trainer>');
    await speaks(trainer, ENGLISH);
    trainer.lang = 'ko';
    await speaks(trainer, KOREAN);
    const button = trainer.shadowRoot
      ?.querySelector('fmnist-run-controls')
      ?.shadowRoot?.querySelector('button');
    expect(button?.textContent).toBe('훈련');
    trainer.removeAttribute('lang');
    await speaks(trainer, ENGLISH);
    await vi.waitFor(() => expect(button?.textContent).toBe('Train'));
  });

  it('on the document', async () => {
    const trainer = add('<fmnist-trainer></fmnist-trainer>');
    document.documentElement.lang = 'ko';
    await speaks(trainer, KOREAN);
    document.documentElement.lang = 'en';
    await speaks(trainer, ENGLISH);
  });
});

it('and writes the element’s language once, not at each update, which would make the browser lay out everything again', async () => {
  const trainer = add('<fmnist-trainer></fmnist-trainer>');
  await speaks(trainer, ENGLISH);
  const written = vi.fn();
  const observer = new MutationObserver(written);
  observer.observe(trainer.shadowRoot as ShadowRoot, { subtree: true, attributeFilter: ['lang'] });
  trainer.requestUpdate();
  await trainer.updateComplete;
  await Promise.resolve();
  expect(written).not.toHaveBeenCalled();
  observer.disconnect();
});

describe('a page has one language for all trainers, which is', () => {
  it('that of the trainer that was added or changed last', async () => {
    document.body.innerHTML =
      '<fmnist-trainer lang="ko"></fmnist-trainer><fmnist-trainer lang="en"></fmnist-trainer>';
    const [first, second] = document.body.children as unknown as [FmnistTrainer, FmnistTrainer];
    await speaks(first, ENGLISH);
    second.lang = 'ko';
    await speaks(first, KOREAN);
    await speaks(second, KOREAN);
  });

  it('that of the remaining trainers when it is removed', async () => {
    document.body.innerHTML =
      '<fmnist-trainer lang="ko"></fmnist-trainer><fmnist-trainer lang="en"></fmnist-trainer>';
    const [first, second] = document.body.children as unknown as [FmnistTrainer, FmnistTrainer];
    await speaks(first, ENGLISH);
    second.remove();
    await speaks(first, KOREAN);
  });

  it('marked on the trainer if the page has another language', async () => {
    const trainer = add('<fmnist-trainer lang="fr"></fmnist-trainer>');
    await speaks(trainer, ENGLISH);
    expect(trainer.lang).toBe('fr');
    expect(trainer.shadowRoot?.querySelector('h2')?.closest('[lang]')?.getAttribute('lang')).toBe('en');
  });
});

describe('other scripts', () => {
  it('may use their own @lit/localize, in a language without a translation here', async () => {
    const trainer = add('<fmnist-trainer lang="ko"></fmnist-trainer>');
    await speaks(trainer, KOREAN);
    const page = configureLocalization({
      sourceLocale: 'en',
      targetLocales: ['es'],
      loadLocale: async () => ({ templates: {} }),
    });
    await page.setLocale('es');
    await trainer.updateComplete;
    expect(titleOf(trainer)).toBe(KOREAN);
    trainer.lang = 'en';
    await speaks(trainer, ENGLISH);
    expect(page.getLocale()).toBe('es');
  });

  it('may be a second copy of our script, which changes nothing', async () => {
    await import(/* @vite-ignore */ new URL('fmnist-trainer.js?again', BUILT).href);
    const trainer = add('<fmnist-trainer lang="ko"></fmnist-trainer>');
    await speaks(trainer, KOREAN);
  });
});

it('a view on its own has the language of the elements around it', async () => {
  document.body.innerHTML = '<div lang="ko"><fmnist-run-controls></fmnist-run-controls></div>';
  const controls = document.body.querySelector('fmnist-run-controls') as FmnistRunControls;
  await vi.waitFor(() => expect(controls.shadowRoot?.textContent).toContain('초기화'));
});

describe('in Korean', () => {
  it('an error says what happened and what to do, and marks the worker’s texts as English', async () => {
    document.body.innerHTML = '<fmnist-error-panel lang="ko"></fmnist-error-panel>';
    const panel = document.body.firstElementChild as FmnistErrorPanel;
    panel.error = {
      code: 'data-cut',
      message: 'The connection broke.',
      got: '12 bytes',
      expected: '99 bytes',
      remedy: 'Press Retry.',
    };
    const text = (selector: string) =>
      [...(panel.shadowRoot?.querySelectorAll(selector) ?? [])].map((node) => node.textContent?.trim());
    await vi.waitFor(() => expect(text('.message')).toEqual(['데이터를 받는 도중 연결이 끊어졌습니다.']));
    expect(text('[lang=en]')).toEqual(['The connection broke.', '12 bytes', '99 bytes']);
    expect(text('dd').at(-1)).toBe('다시 시도를 누르세요.');
  });

  it('an error in English shows the worker’s texts', async () => {
    document.body.innerHTML = '<fmnist-error-panel lang="en"></fmnist-error-panel>';
    const panel = document.body.firstElementChild as FmnistErrorPanel;
    panel.error = { code: 'data-cut', message: 'It broke.', got: 'a', expected: 'b', remedy: 'Press Retry.' };
    await vi.waitFor(() => expect(panel.shadowRoot?.querySelector('.message')?.textContent).toBe('It broke.'));
    const said = [...(panel.shadowRoot?.querySelectorAll('dl > *') ?? [])].map((node) => node.textContent);
    expect(said).toEqual(['Got', 'a', 'Expected', 'b', 'What to do', 'Press Retry.']);
  });
});

describe('in a page of its own', () => {
  /** A page without a language, with the script inline, so that there are no files beside it. */
  async function openAlone(languages: readonly string[], body: string) {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const page = frame.contentWindow as Window & typeof globalThis;
    const warn = vi.fn();
    page.console.warn = warn;
    Object.defineProperty(page.navigator, 'languages', { value: languages });
    page.document.body.innerHTML = body;
    const script = page.document.createElement('script');
    script.type = 'module';
    return { page, warn, script };
  }

  it('without any lang, the first of the browser’s languages with a translation is used', async () => {
    const { page, script } = await openAlone(['fr-FR', 'ko-KR', 'en'], '<fmnist-trainer></fmnist-trainer>');
    script.src = new URL('fmnist-trainer.js', BUILT).href;
    page.document.head.append(script);
    await vi.waitFor(() =>
      expect(titleOf(page.document.querySelector('fmnist-trainer') as Element)).toBe(KOREAN),
    );
  });

  it('without the language file, the screen stays in English, and there is one warning', async () => {
    const { page, warn, script } = await openAlone(['en'], '<fmnist-trainer lang="ko"></fmnist-trainer>');
    script.textContent = await (await fetch(new URL('fmnist-trainer.js', BUILT))).text();
    page.document.head.append(script);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
    expect(warn.mock.calls[0]?.[0]).toContain('locales/ko.js');
    const trainer = page.document.querySelector('fmnist-trainer') as FmnistTrainer;
    expect(titleOf(trainer)).toBe(ENGLISH);
    trainer.lang = 'en';
    trainer.lang = 'ko-KR';
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(warn).toHaveBeenCalledTimes(1);
    expect(titleOf(trainer)).toBe(ENGLISH);
  });
});
