import { configureLocalization, type LocaleModule } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { TRANSLATIONS } from './translations';

/** The language the sentences are written in. */
export const SOURCE_LANGUAGE = 'en';

/** Every language there is. */
export const LANGUAGES: readonly string[] = [SOURCE_LANGUAGE, ...Object.keys(TRANSLATIONS)];

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: SOURCE_LANGUAGE,
  targetLocales: Object.keys(TRANSLATIONS),
  loadLocale: (language) => (TRANSLATIONS[language] as () => Promise<LocaleModule>)(),
});

/** The language of the screen. There is one for all elements of a page. */
export const activeLanguage: () => string = getLocale;

let hasWarned = false;

/** Shows the screen in a language as soon as its sentences are there; in English, with a warning, if they do not come. */
export async function speak(language: string): Promise<void> {
  try {
    await setLocale(language);
  } catch (thrown) {
    if (!hasWarned)
      console.warn(`fmnist-trainer: locales/${language}.js was not loaded; the screen is English.`, thrown);
    hasWarned = true;
    await setLocale(SOURCE_LANGUAGE);
  }
}

/** The language that there is for a tag such as `ko-KR`, if there is one. */
function languageFor(tag: string): string | undefined {
  const [language] = tag.toLowerCase().split('-');
  return LANGUAGES.find((known) => known === language);
}

/** The language an element should have: by the nearest `lang` around it, else the first of the browser's that there is. */
export function languageOf(element: Element): string {
  for (let inner: Element | undefined = element; inner; inner = hostOf(inner)) {
    const tag = inner.closest('[lang]:not([lang=""])')?.getAttribute('lang');
    if (tag) return languageFor(tag) ?? SOURCE_LANGUAGE;
  }
  return navigator.languages.map(languageFor).find(Boolean) ?? SOURCE_LANGUAGE;
}

/** The element whose shadow tree an element is in. */
function hostOf(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}

/** The elements that choose the page's language, and what each would choose. The last one has chosen. */
const choices = new Map<LanguageOfElement, string>();
let lookout: MutationObserver | undefined;

/**
 * Chooses the language of the screen by the `lang` of an element or of what is around it, now and whenever that changes,
 * and marks what the element has drawn with it. Of several elements the one that was connected or changed last
 * chooses; inside another such element there is nothing to choose.
 */
export class LanguageOfElement implements ReactiveController {
  readonly #host: ReactiveControllerHost &
    HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

  constructor(
    host: ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment },
  ) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#isInside()) return;
    this.#watch();
    this.choose();
  }

  hostDisconnected(): void {
    if (choices.delete(this)) void speakAsChosen();
  }

  /** The screen may have another language than what is around it: a voice that reads it out must know. */
  hostUpdated(): void {
    if (!choices.has(this)) return;
    const language = activeLanguage();
    for (const child of this.#host.renderRoot.children) {
      // Written again, the same language would have the browser style and lay out everything under it anew.
      if (child.getAttribute('lang') !== language) child.setAttribute('lang', language);
    }
  }

  /** Takes part again if its own choice has become another. */
  choose(): void {
    const language = languageOf(this.#host);
    if (choices.get(this) === language) return;
    choices.delete(this);
    choices.set(this, language);
    void speakAsChosen();
  }

  #isInside(): boolean {
    const chosen = [...choices.keys()].map((choice) => choice.#host as Element);
    for (let host = hostOf(this.#host); host; host = hostOf(host)) if (chosen.includes(host)) return true;
    return false;
  }

  /** Watches every tree that the element is in, from its own outwards to the document. */
  #watch(): void {
    lookout ??= new MutationObserver(() => {
      for (const choice of [...choices.keys()]) choice.choose();
    });
    for (let inner: Element | undefined = this.#host; inner; inner = hostOf(inner)) {
      lookout.observe(inner.getRootNode(), { attributeFilter: ['lang'], subtree: true });
    }
  }
}

function speakAsChosen(): Promise<void> {
  return speak([...choices.values()].at(-1) ?? activeLanguage());
}
