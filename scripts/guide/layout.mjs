/**
 * @import { ElementDeclaration } from '../build/custom-elements.mjs'
 * @import { GuidePage } from './contents.mjs'
 * @import { Language } from './lesson/language.mjs'
 * @import { Markup } from './markup.mjs'
 */
import { GROUPS, PAGES } from './contents.mjs';
import { html, markup, slug } from './markup.mjs';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 2c1 8 5 11 12 11' fill='none' stroke='%23007c96' stroke-width='2.5' stroke-linecap='round'/%3E%3C/svg%3E";

/** The words around a page's content. */
const SHELL = {
  en: {
    name: 'English',
    home: 'index.html',
    guide: 'Guide',
    skip: 'Skip to the content',
    contents: 'Contents',
    neighbours: 'Neighbouring pages',
    all: 'All',
    previous: 'Previous',
    next: 'Next',
  },
  ko: {
    name: '한국어',
    home: 'ko.html',
    guide: '안내서',
    skip: '본문으로 건너뛰기',
    contents: '목차',
    neighbours: '앞뒤 페이지',
    all: '전체',
    previous: '이전',
    next: '다음',
  },
};

/**
 * What the pages are made of.
 * @typedef {object} Given
 * @property {string} root the project's folder
 * @property {string} dataSrc value of the live elements' `data-src`
 * @property {readonly GuidePage[]} pages the pages made from documents
 * @property {readonly ElementDeclaration[]} elements the manifest's declarations
 */

/**
 * `wide` sections use the full width on wide screens.
 * @typedef {{ id?: string, title: string, body: Markup, wide?: boolean }} Section
 */

/**
 * @typedef {object} Content
 * @property {Language} [language] of the page, English by default
 * @property {{ file: string, language: Language }} [translation] the same page in the other language
 * @property {string} heading
 * @property {string} description one sentence, for search engines and previews
 * @property {Markup} [standfirst] below the heading, in larger type
 * @property {Markup} [introduction] before the first section
 * @property {Markup} [beside] stays beside the sections on wide screens
 * @property {Section[]} sections
 * @property {string[]} [scripts] scripts that the page runs, as relative addresses
 * @property {boolean} [live] whether the page has live elements, and so loads their script and style
 */

/**
 * A page of the guide as a document.
 * @param {GuidePage} page
 * @param {Content} content
 */
export function renderPage(page, content) {
  const {
    language = 'en',
    translation,
    heading,
    description,
    standfirst,
    introduction,
    beside,
    sections,
    scripts = [],
    live = false,
  } = content;
  const title = page.file === 'index.html' ? 'fmnist-trainer: guide' : `${heading} · fmnist-trainer`;
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${description}" />
    <title>${title}</title>
    <link rel="icon" href="${markup(ICON)}" />
    ${translation && html`<link rel="alternate" hreflang="${translation.language}" href="${translation.file}" />`}
    <link rel="stylesheet" href="../page.css" />
    <link rel="stylesheet" href="guide.css" />
    ${
      live &&
      html`<link rel="stylesheet" href="live.css" />
    <script type="module" src="../fmnist-trainer.js"></script>`
    }
    ${scripts.map((file) => html`<script type="module" src="${file}"></script>`)}
  </head>
  <body class="guide">
    <a class="skip" href="#content">${SHELL[language].skip}</a>
    <header class="masthead">
      <a class="home" href="../${SHELL[language].home}">fmnist-trainer</a>
      ${translation && otherLanguage(translation)}
      <button type="button" class="menu" popovertarget="contents">${SHELL[language].contents}</button>
    </header>
    ${navigation(page, sections, language)}
    <main id="content" tabindex="-1">
      <h1>${heading}</h1>
      ${standfirst && html`<div class="standfirst">${standfirst}</div>`}
      ${introduction && html`<div class="introduction">${introduction}</div>`}
      ${beside ? html`<div class="benched">${beside}<div>${sections.map(section)}</div></div>` : sections.map(section)}
      ${neighbours(page, language)}
    </main>
  </body>
</html>
`.text;
}

/**
 * The anchor of a section.
 * @param {Section} section
 */
export function sectionId({ id, title }) {
  return id ?? slug(title);
}

/** @param {Section} one */
function section(one) {
  const id = sectionId(one);
  return html`<section aria-labelledby="${id}" class="${one.wide ? 'wide' : 'text'}">
    <h2 id="${id}">${one.title}</h2>
    ${one.body}
  </section>`;
}

/** @param {{ file: string, language: Language }} translation */
function otherLanguage({ file, language }) {
  return html`<a class="language" href="${file}" lang="${language}" hreflang="${language}">${SHELL[language].name}</a>`;
}

/**
 * The pages' titles are English. On a page in another language they are marked as such.
 * @param {Language} language
 */
const english = (language) => language !== 'en' && markup('lang="en"');

/**
 * @param {GuidePage} page
 * @param {Section[]} sections
 * @param {Language} language
 */
function navigation(page, sections, language) {
  const current = page.within ?? page.file;
  const isCurrent = (/** @type {string} */ file) =>
    file === page.file || (page.isTranslation && file === page.within);
  const item = (/** @type {GuidePage} */ { file, title }) => html`<li>
    <a href="${file}" ${isCurrent(file) && markup('aria-current="page"')} ${english(language)}>${title}</a>
    ${file === current && sections.length > 1 && ofPage(sections)}
  </li>`;
  return html`<nav id="contents" class="contents" aria-label="${SHELL[language].guide}" popover>
    ${GROUPS.map(
      ({ title, pages }) => html`<p class="group" ${english(language)}>${title}</p>
        <ul>${pages.map(item)}</ul>`,
    )}
  </nav>`;
}

/** @param {Section[]} sections */
function ofPage(sections) {
  const links = sections.map((one) => html`<li><a href="#${sectionId(one)}">${one.title}</a></li>`);
  return html`<ul class="of-page">${links}</ul>`;
}

/**
 * @param {GuidePage} page
 * @param {Language} language
 */
function neighbours({ file: own, within, isTranslation }, language) {
  const words = SHELL[language];
  const at = PAGES.findIndex(({ file }) => file === (within ?? own));
  const isOneOfMany = within !== undefined && !isTranslation;
  const link = (
    /** @type {GuidePage | null | undefined} */ to,
    /** @type {string} */ rel,
    /** @type {string} */ text,
  ) =>
    to &&
    html`<a rel="${rel}" href="${to.file}"><span>${text}</span> ${language === 'en' ? to.title : html`<span lang="en">${to.title}</span>`}</a>`;
  const before = isOneOfMany ? PAGES[at] : PAGES[at - 1];
  const after = isOneOfMany ? null : PAGES[at + 1];
  return html`<nav class="neighbours" aria-label="${words.neighbours}">
    ${link(before, 'prev', isOneOfMany ? words.all : words.previous)}
    ${link(after, 'next', words.next)}
  </nav>`;
}
