/** @import { Content, Given } from './layout.mjs' */
import { describeElements } from '../build/custom-elements.mjs';
import { decisionPages, PAGES, TRANSLATIONS } from './contents.mjs';
import { documentPage } from './document-page.mjs';
import { elementsPage } from './elements-page.mjs';
import { renderPage } from './layout.mjs';
import { LESSON_FILES } from './lesson/lesson-files.mjs';
import { lessonPage } from './lesson/lesson-page.mjs';
import { recipesPage } from './recipes-page.mjs';
import { referencePage } from './reference-page.mjs';
import { startPage } from './start-page.mjs';
import { trainingStepPage } from './training-step-page.mjs';
import { viewsPage } from './views-page.mjs';

/**
 * The pages written for the guide. All others are documents.
 * @type {Record<string, (given: Given) => Content>}
 */
const WRITTEN = {
  'index.html': startPage,
  'views.html': viewsPage,
  'reference.html': referencePage,
  'elements.html': elementsPage,
  'recipes.html': recipesPage,
  [LESSON_FILES.en]: (given) => lessonPage(given, 'en'),
  [LESSON_FILES.ko]: (given) => lessonPage(given, 'ko'),
  'training-step.html': trainingStepPage,
};

/**
 * All pages of the guide.
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.dataSrc value of the live elements' `data-src`
 * @returns {[string, string][]} file and text of each page
 */
export function guidePages({ root, dataSrc }) {
  const pages = [...PAGES, ...decisionPages(root)].filter(({ doc }) => doc);
  const given = { root, dataSrc, pages, elements: describeElements(root) };
  return [...PAGES, ...TRANSLATIONS, ...decisionPages(root)].map((page) => {
    const content = WRITTEN[page.file]?.(given) ?? documentPage(given, page);
    return [page.file, renderPage(page, content)];
  });
}
