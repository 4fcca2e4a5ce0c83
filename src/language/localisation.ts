import { configureLocalization, type LocaleModule } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Translation } from './sentences';
import { TRANSLATIONS } from './translations';

/** The language of the sentences in the source. */
export const SOURCE_LANGUAGE = 'en';

/** All available languages. */
export const LANGUAGES: readonly string[] = [SOURCE_LANGUAGE, ...Object.keys(TRANSLATIONS)];

type Templates = Record<string, LocaleModule['templates'][string]>;

/** The loaded sentences of each language: those of its file, and those that lazy views have added. */
const loaded: Record<string, Templates> = {};

function sentencesOf(language: string): Templates {
  loaded[language] ??= {};
  return loaded[language];
}

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: SOURCE_LANGUAGE,
  targetLocales: Object.keys(TRANSLATIONS),
  loadLocale: async (language) => {
    const { templates } = await (TRANSLATIONS[language] as () => Promise<LocaleModule>)();
    return { templates: Object.assign(sentencesOf(language), templates) };
  },
});

/** Adds the translation of a table of sentences. A lazy view has it in its own bundle (docs/decisions/0071). */
export function addSentences(language: string, view: string, table: Translation<object>): void {
  for (const [name, words] of Object.entries(table)) sentencesOf(language)[`${view}.${name}`] = words;
}

/** The screen's language, shared by all elements of a page. */
export const activeLanguage: () => string = getLocale;

let hasWarned = false;

/** Switches the screen to a language once its sentences have loaded, or to English with a warning if loading fails. */
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

/** The available language for a tag such as `ko-KR`, if any. */
function languageFor(tag: string): string | undefined {
  const [language] = tag.toLowerCase().split('-');
  return LANGUAGES.find((known) => known === language);
}

/** The language an element should have: the nearest `lang` attribute around it, otherwise the browser's first available language. */
export function languageOf(element: Element): string {
  for (let inner: Element | undefined = element; inner; inner = hostOf(inner)) {
    const tag = inner.closest('[lang]:not([lang=""])')?.getAttribute('lang');
    if (tag) return languageFor(tag) ?? SOURCE_LANGUAGE;
  }
  return navigator.languages.map(languageFor).find(Boolean) ?? SOURCE_LANGUAGE;
}

/** The host of the shadow tree that contains an element. */
function hostOf(element: Element): Element | undefined {
  return (element.getRootNode() as Partial<ShadowRoot>).host;
}

/** The elements that choose the page's language, and their choices. The last one wins. */
const choices = new Map<LanguageOfElement, string>();
let lookout: MutationObserver | undefined;

/**
 * Sets the screen's language from the `lang` of an element or its ancestors, now and whenever it changes, and sets the
 * `lang` and `dir` of what the element renders. Among several elements, the one connected or changed last wins. An element inside
 * another such element does not choose.
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

  /**
   * The screen's language may differ from the page's around it; screen readers must know. All available languages are written from left to
   * right, also in a page that is not.
   */
  hostUpdated(): void {
    if (!choices.has(this)) return;
    const language = activeLanguage();
    for (const child of this.#host.renderRoot.children) {
      // Setting the same `lang` again would make the browser restyle and lay out everything below.
      if (child.getAttribute('lang') === language) continue;
      child.setAttribute('lang', language);
      child.setAttribute('dir', 'ltr');
    }
  }

  /** Chooses again if its own choice has changed. */
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

  /** Observes every tree that contains the element, from its own up to the document. */
  #watch(): void {
    lookout ??= new MutationObserver(() => {
      for (const choice of [...choices.keys()]) choice.choose();
    });
    for (let inner: Element | undefined = this.#host; inner; inner = hostOf(inner)) {
      lookout.observe(inner.getRootNode(), { attributeFilter: ['lang'], subtree: true });
    }
  }
}

/** How long an element waits for the sentences of its language before it is drawn in English, in milliseconds. */
const LONGEST_WAIT = 3000;

let arrival: Promise<unknown> = Promise.resolve();

function speakAsChosen(): Promise<void> {
  const spoken = speak([...choices.values()].at(-1) ?? activeLanguage());
  arrival = Promise.race([spoken, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]);
  return spoken;
}

/** Settles when the sentences of the chosen language have loaded, have failed to load or have taken too long; null if they are there. */
export function sentencesToCome(): Promise<unknown> | null {
  return choices.size === 0 || [...choices.values()].at(-1) === activeLanguage() ? null : arrival;
}
